import { z } from 'zod'
import type { JsonValue } from '../../../domain/json.ts'
import type { LibraryRequest } from '../../../domain/requests/requests.ts'
import type { LearningPathView } from '../../../domain/views/records.ts'

const draftStepSchema = z.object({
  id: z.string(),
  item: z.string(),
  /** Empty for the item's own title. */
  title: z.string(),
  asksToConfirm: z.boolean(),
  /** What the item was called when it was added, for one that has not come back from the folder yet. */
  itemTitle: z.string(),
})
const draftSectionSchema = z.object({ id: z.string(), title: z.string(), steps: z.array(draftStepSchema) })
const draftSchema = z.object({
  title: z.string(),
  about: z.string(),
  sections: z.array(draftSectionSchema),
  /** The section to which a document that is being written will be added; null where none is. */
  writingFor: z.string().nullable(),
})

/** A path as it is being made. */
export type PathDraft = z.infer<typeof draftSchema>
export type DraftSection = z.infer<typeof draftSectionSchema>
export type DraftStep = z.infer<typeof draftStepSchema>

/** The name under which a path that is being made is kept on this device. */
export const pathDraftName = (library: string, path: string | null): string => `path:${library}:${path ?? 'new'}`

/** What was being made before, as it was kept; null where nothing was. */
export function draftFrom(kept: JsonValue | undefined): PathDraft | null {
  return draftSchema.safeParse(kept).data ?? null
}

export function newDraft(section: DraftSection): PathDraft {
  return { title: '', about: '', sections: [section], writingFor: null }
}

export function draftOf(path: LearningPathView): PathDraft {
  return {
    title: path.title,
    about: path.about ?? '',
    sections: path.sections.map(({ id, title, steps }) => ({
      id,
      title,
      steps: steps.map((step) => ({ ...step, title: step.title ?? '', itemTitle: '' })),
    })),
    writingFor: null,
  }
}

/** Puts a step at the end of a section; of the last one where that section is gone. */
export function withStep(draft: PathDraft, { section, step }: { section: string | null; step: DraftStep }): PathDraft {
  const target = draft.sections.find(({ id }) => id === section) ?? draft.sections.at(-1)
  if (target === undefined) return draft
  return withSection(draft, { ...target, steps: [...target.steps, step] })
}

export function withSection(draft: PathDraft, changed: DraftSection): PathDraft {
  return { ...draft, sections: draft.sections.map((section) => (section.id === changed.id ? changed : section)) }
}

export function withoutStep(draft: PathDraft, step: string): PathDraft {
  const sections = draft.sections.map((section) => ({
    ...section,
    steps: section.steps.filter(({ id }) => id !== step),
  }))
  return { ...draft, sections }
}

/** Takes a section away; its steps go to the end of the one before it, or to the beginning of the one after it. */
export function withoutSection(draft: PathDraft, section: string): PathDraft {
  const place = draft.sections.findIndex(({ id }) => id === section)
  const gone = draft.sections[place]
  if (gone === undefined || draft.sections.length < 2) return draft
  const heir = place === 0 ? 1 : place - 1
  const sections = draft.sections.map((each, at) => {
    if (at !== heir) return each
    return { ...each, steps: place === 0 ? [...gone.steps, ...each.steps] : [...each.steps, ...gone.steps] }
  })
  return { ...draft, sections: sections.filter(({ id }) => id !== section) }
}

/** Moves a section up (-1) or down (1). */
export function movedSection(draft: PathDraft, section: string, by: -1 | 1): PathDraft {
  const place = draft.sections.findIndex(({ id }) => id === section)
  const moving = draft.sections[place]
  if (moving === undefined || draft.sections[place + by] === undefined) return draft
  const rest = draft.sections.filter(({ id }) => id !== section)
  return { ...draft, sections: rest.toSpliced(place + by, 0, moving) }
}

/** Moves a step one place up or down; over the end of its section it goes to the neighbouring one. */
export function movedStep(draft: PathDraft, step: string, by: -1 | 1): PathDraft {
  const at = placeOf(draft, step)
  if (at === null) return draft
  const section = draft.sections[at.section]
  const to = at.place + by
  if (section !== undefined && to >= 0 && to < section.steps.length) {
    return placedStep(draft, { step, section: section.id, place: to })
  }
  const neighbour = draft.sections[at.section + by]
  if (neighbour === undefined) return draft
  return placedStep(draft, { step, section: neighbour.id, place: by === 1 ? 0 : neighbour.steps.length })
}

/** Puts a step at a place in a section, counted without the step itself. */
export function placedStep(
  draft: PathDraft,
  { step, section, place }: { step: string; section: string; place: number },
): PathDraft {
  const at = placeOf(draft, step)
  const moving = at === null ? undefined : draft.sections[at.section]?.steps[at.place]
  const target = withoutStep(draft, step).sections.find(({ id }) => id === section)
  if (moving === undefined || target === undefined) return draft
  return withSection(withoutStep(draft, step), { ...target, steps: target.steps.toSpliced(place, 0, moving) })
}

/**
 * A step that was dragged onto another step takes its place, and pushes it away from where it came from; dragged onto a
 * section, it goes to that section's end.
 */
export function draggedOnto(
  draft: PathDraft,
  { step, over }: { step: string; over: { step: string } | { section: string } },
): PathDraft {
  if ('section' in over) {
    const section = draft.sections.find(({ id }) => id === over.section)
    if (section === undefined || section.steps.at(-1)?.id === step) return draft
    return placedStep(draft, { step, section: section.id, place: section.steps.length })
  }
  const to = placeOf(draft, over.step)
  const section = to === null ? undefined : draft.sections[to.section]
  if (to === null || section === undefined || step === over.step) return draft
  return placedStep(draft, { step, section: section.id, place: to.place })
}

function placeOf(draft: PathDraft, step: string): { section: number; place: number } | null {
  for (const [section, { steps }] of draft.sections.entries()) {
    const place = steps.findIndex(({ id }) => id === step)
    if (place >= 0) return { section, place }
  }
  return null
}

/** Where a step stands, for those who listen: which section, and the how manyeth of how many. */
export function standingOf(
  draft: PathDraft,
  step: string,
): { section: DraftSection; place: number; count: number } | null {
  const at = placeOf(draft, step)
  const section = at === null ? undefined : draft.sections[at.section]
  return at === null || section === undefined ? null : { section, place: at.place + 1, count: section.steps.length }
}

/** What is missing before it can be published. */
export function missingIn(draft: PathDraft): { title: boolean; steps: boolean; sections: string[] } {
  return {
    title: draft.title.trim() === '',
    steps: draft.sections.every(({ steps }) => steps.length === 0),
    sections: draft.sections.filter(({ title, steps }) => title.trim() === '' && steps.length > 0).map(({ id }) => id),
  }
}

/** The request that makes the path; of an existing one the request that changes it. */
export function requestOf(draft: PathDraft, path: string | null): LibraryRequest {
  const shape = {
    title: draft.title.trim(),
    about: draft.about.trim(),
    // An empty section without a name is one that nobody meant.
    sections: draft.sections.filter(isMeant).map(({ id, title, steps }) => ({
      id,
      title: title.trim(),
      steps: steps.map(({ id: step, item, title: own, asksToConfirm }) => ({
        ...{ id: step, item, asksToConfirm },
        title: own.trim() === '' ? null : own.trim(),
      })),
    })),
  }
  return path === null ? { request: 'path.make', ...shape } : { request: 'path.change', id: path, ...shape }
}

const isMeant = ({ title, steps }: DraftSection): boolean => title.trim() !== '' || steps.length > 0

/** The id of a new step or section. */
export const newPartId = (kind: 's' | 'p'): string => `${kind}-${crypto.randomUUID().slice(0, 13)}`
