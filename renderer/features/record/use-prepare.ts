import { keptSpansOf } from '../../../domain/retime.ts'
import { type Edit, partsOf, unedited } from '../../../domain/takes/edit.ts'
import { keptChapters } from '../../../domain/takes/edit-chapters.ts'
import { editKey } from '../../../domain/takes/edit-cuts.ts'
import type { TakeView } from '../../../domain/takes/view.ts'
import { fetchPrepared, type PreparedVideo } from '../../api/prepared-api.ts'
import { callOffMaking, composeEdit, type WholeVideo, wholeVideoOf } from './compose-job.ts'
import type { UpdateDraft } from './draft.ts'
import type { VideoToPublish } from './publication.ts'
import { readReplacements } from './use-replacements.ts'

interface Preparation {
  view: TakeView
  draft: UpdateDraft
  whole: WholeVideo
  onJob: (jobId: string) => void
}

/** The video that a draft publishes, made where it was not made before, with its chapters and captions where they belong. */
export async function prepareVideo(preparation: Preparation): Promise<VideoToPublish> {
  const { view, draft } = preparation
  const replacing = await readReplacements(draft.edit)
  const video = await videoOf(preparation)
  const replacementMs = (take: string): number => replacing.get(take)?.durationMs ?? 0
  const planned = partsOf(draft.edit, { durationMs: view.durationMs, replacementMs })
  // What was really made says it best: its lengths were measured.
  const parts = video.parts.length > 0 ? video.parts : planned
  return {
    ...{ id: video.id, durationMs: video.durationMs, parts },
    chapters: keptChapters(parts, view.chapters),
    cuesOf: (take) => replacing.get(take)?.cues ?? [],
    ...(isOf(view, draft) ? { keeps: keptSpansOf(parts) } : {}),
  }
}

/** Whether a recording is the video, as it is published, of the update that it corrects. */
function isOf({ take: { origin } }: TakeView, { library, replaces }: UpdateDraft): boolean {
  return origin.kind === 'published' && origin.library === library && origin.item === replaces
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
