import { Failure } from '../../../domain/failure.ts'
import type { Edit } from '../../../domain/takes/edit.ts'
import type { LayoutChange, TrackName } from '../../../domain/takes/take.ts'
import type { ComposeRequest, TakeView } from '../../../domain/takes/view.ts'
import type { JobContext, JobQueue } from '../jobs/queue.ts'
import type { Recordings } from './recordings.ts'

/** A take in the words of whoever composes it; every path is absolute and has something in it. */
export interface TakeToCompose {
  takeId: string
  segments: { durationMs: number; tracks: { track: TrackName; mimeType: string; path: string }[] }[]
  /** As they were recorded, from the start of the take. */
  layouts: LayoutChange[]
  edit: Edit
  /** From the start of the take, before anything is cut. */
  chapters: { questionId: string; startMs: number }[]
}

/** Composes a take into a prepared video and resolves to its id. */
export type PrepareTake = (take: TakeToCompose, context: JobContext) => Promise<string>

/** Starts the composing of a take and resolves to the job's id; the job's result is `{preparedId}`. */
export type ComposeTakeJob = (takeId: string, request: ComposeRequest) => Promise<string>

export function composeTakeJob({
  recordings,
  jobs,
  prepare,
}: {
  recordings: Recordings
  jobs: Pick<JobQueue, 'start'>
  prepare: PrepareTake
}): ComposeTakeJob {
  return async (takeId, request) => {
    const take = takeToCompose(await recordings.view(takeId), request, recordings)
    const { id } = jobs.start({
      kind: 'compose',
      subject: takeId,
      title: 'Making the video',
      lane: 'encode',
      run: async (context) => {
        const preparedId = await prepare(take, context)
        await recordings.noteComposed(takeId, preparedId)
        return { preparedId }
      },
    })
    return id
  }
}

/** Only what holds something is composed: a segment that a crash left empty is no reason to lose the others. */
function takeToCompose(view: TakeView, request: ComposeRequest, recordings: Recordings): TakeToCompose {
  const segments = view.segments
    .map(({ segment, durationMs, tracks }) => ({
      durationMs,
      tracks: tracks
        .filter((track) => track.durationMs > 0)
        .map(({ track, mimeType }) => ({
          track,
          mimeType,
          path: recordings.trackPath(view.take.id, { segment, track }),
        })),
    }))
    .filter(({ tracks }) => tracks.length > 0)
  if (segments.length === 0) {
    throw new Failure({
      code: 'take-empty',
      message: 'Nothing was recorded.',
      remedy: 'Record again, or write your answers instead.',
    })
  }
  return {
    takeId: view.take.id,
    segments,
    layouts: view.layouts,
    edit: request.edit,
    chapters: view.chapters,
  }
}
