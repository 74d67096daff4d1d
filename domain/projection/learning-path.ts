import type { RecordState } from '../library/fold.ts'
import { learningPathFields } from '../records/path.ts'
import type { LearningPathView, SectionView } from '../views/records.ts'
import { type ProjectionContext, textOf, textOrNull } from './context.ts'
import { elements } from './state.ts'
import { shownVersion } from './versions.ts'

interface Placed {
  element: string
  value: { position: string; present: boolean }
}

/**
 * A path with its sections and steps in order: by position as plain text, ties by id.
 * Steps of a section that somebody took away meanwhile are kept under the last one, so that nothing is lost unseen.
 */
export function projectLearningPath(state: RecordState, context: ProjectionContext): LearningPathView | null {
  const found = shownVersion(state, learningPathFields.version, context.sha256)
  if (!found || !state.maker) return null
  const { title, about } = found.shown.value
  const sections: SectionView[] = inOrder(elements(state, 'section', learningPathFields.section)).map(
    ({ element, value }) => ({ id: element, title: textOf(value.title, context), steps: [] }),
  )
  const byId = new Map(sections.map((section) => [section.id, section]))
  for (const { element, value } of inOrder(elements(state, 'step', learningPathFields.step))) {
    let section = byId.get(value.section) ?? sections.at(-1)
    if (!section) {
      section = { id: value.section, title: '', steps: [] }
      sections.push(section)
    }
    const { item, asksToConfirm } = value
    section.steps.push({ id: element, item, title: textOrNull(value.title, context), asksToConfirm })
  }
  return {
    kind: 'path',
    id: state.subject,
    atMs: state.maker.ms,
    author: state.maker.person,
    version: found.shown.id,
    editedAtMs: found.editedAtMs,
    title: textOf(title, context),
    about: textOrNull(about, context),
    sections,
  }
}

function inOrder<T extends Placed>(parts: T[]): T[] {
  return parts
    .filter(({ value }) => value.present)
    .sort((a, b) => compareText(a.value.position, b.value.position) || compareText(a.element, b.element))
}

/** By code unit, the same in every locale. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
