import { parseCaptions } from '../../../../domain/captions/parse.ts'
import { Failure } from '../../../../domain/failure.ts'
import { type Edit, partsOf, unedited } from '../../../../domain/takes/edit.ts'
import { keptChapters } from '../../../../domain/takes/edit-chapters.ts'
import { editKey } from '../../../../domain/takes/edit-cuts.ts'
import type { TakeView } from '../../../../domain/takes/view.ts'
import { publishedAssetUrl } from '../../../api/media-url.ts'
import { fetchPrepared, type PreparedVideo } from '../../../api/prepared-api.ts'
import type { Mark, UpdateDraft } from '../publish/draft.ts'
import type { VideoToPublish } from '../publish/publication.ts'
import { callOffMaking, composeEdit, type WholeVideo, wholeVideoOf } from './compose-job.ts'
import { type Corrected, isVideoOf, keepsOf } from './corrected.ts'
import { readReplacements } from './use-replacements.ts'

interface Preparation {
  view: TakeView
  draft: UpdateDraft
  whole: WholeVideo
  /** What is corrected. */
  current: Corrected | null
  onJob: (jobId: string) => void
}

/** The video that a draft publishes, made where it was not made before, with its chapters and captions where they belong. */
export async function prepareVideo(preparation: Preparation): Promise<VideoToPublish> {
  const { view, draft, current } = preparation
  const replacing = await readReplacements(draft.edit)
  // Without it the part would be missing, and nobody would have cut it.
  if (draft.edit.replacements.some(({ take }) => !replacing.has(take))) throw partNotHere
  const video = await videoOf(preparation)
  const replacementMs = (take: string): number => replacing.get(take)?.durationMs ?? 0
  const planned = partsOf(draft.edit, { durationMs: view.durationMs, replacementMs })
  // What was really made says it best: its lengths were measured.
  const parts = video.parts.length > 0 ? video.parts : planned
  return {
    ...{ id: video.id, durationMs: video.durationMs, parts },
    chapters: keptChapters(parts, chaptersOfTake(view, current)),
    marks: keptChapters(parts, marksOfTake(view, { draft, current })),
    cuesOf: (take) => replacing.get(take)?.cues ?? [],
    keeps: keepsOf(view, { current, parts }),
    ...(isVideoOf(view, current) ? { captions: await captionsOf(draft, current) } : {}),
  }
}

/**
 * The places with names: as they are in the draft, else as they were marked while recording, else as they stand in the
 * published video that the recording was made of.
 */
export function marksOfTake(
  view: TakeView,
  { draft, current }: { draft: UpdateDraft; current: Corrected | null },
): readonly Mark[] {
  if (draft.marks !== null) return draft.marks
  if (isVideoOf(view, current)) {
    const marks = current?.video?.marks ?? []
    return marks.map(({ startMs, title }, place) => ({ id: `published-${place}`, startMs, name: title }))
  }
  return view.marks.map(({ id, atMs, name }) => ({ id, startMs: Math.round(atMs), name }))
}

/** Where each question is answered in a recording; one that was made of a published video has the chapters of that. */
export function chaptersOfTake(view: TakeView, current: Corrected | null): readonly Chapter[] {
  if (view.chapters.length > 0 || current?.kind !== 'update' || !isVideoOf(view, current)) return view.chapters
  return current.answers.flatMap(({ question, startMs }) =>
    startMs === null ? [] : [{ questionId: question, startMs }],
  )
}

type Chapter = TakeView['chapters'][number]

const partNotHere = new Failure({
  code: 'not-found',
  message: 'A part that was recorded again is no longer on this device.',
  kept: 'The first recording of it is here, and so is your draft.',
  remedy: 'Press “Recorded again” on the timeline to use what was recorded first, or record the part once more.',
})

const captionsNotHere = new Failure({
  code: 'media-not-here',
  message: 'The captions of the published video are not on this device yet.',
  kept: 'Your draft is kept on this device.',
  remedy: 'Try again once the folder has brought them.',
})

/** The captions that are published with a video, in each language: they go on in what is made of it. */
async function captionsOf({ library }: UpdateDraft, current: Corrected | null): Promise<VideoToPublish['captions']> {
  const item = current?.id
  if (item === undefined) return []
  return await Promise.all(
    (current?.video?.captions ?? []).map(async ({ language, asset, version }) => {
      const response = await fetch(publishedAssetUrl({ library, item, version, asset }))
      if (!response.ok) throw captionsNotHere
      return { language, cues: parseCaptions(await response.text()).cues }
    }),
  )
}

async function videoOf({ view, draft, whole, onJob }: Preparation): Promise<PreparedVideo> {
  const key = editKey(draft.edit)
  const known = draft.composed.find(({ edit }) => edit === key)
  const made = known && (await fetchPrepared(known.prepared).catch(() => null))
  if (made) return made
  if (isUnedited(draft.edit)) return whole.prepared ?? (await wholeVideoOf(view, onJob))
  if (whole.prepared === undefined) await callOffMaking(view.take.id)
  return await fetchPrepared(await composeEdit({ take: view.take.id, edit: draft.edit, onJob }))
}

/** Whether a recording is published as it was recorded. */
export function isUnedited(edit: Edit): boolean {
  return editKey(edit) === editKey(unedited)
}
