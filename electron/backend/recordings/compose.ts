import { Failure } from '../../../domain/failure.ts'
import type { Edit } from '../../../domain/takes/edit.ts'
import type { LayoutChange, Region, TrackName } from '../../../domain/takes/take.ts'
import type { ComposeRequest, TakeView } from '../../../domain/takes/view.ts'
import type { JobContext, JobQueue } from '../jobs/queue.ts'
import { readFailure } from './fs-failures.ts'
import type { Recordings } from './recordings.ts'

/** The files of a take; every path is absolute and has something in it. */
export interface ComposedTake {
  takeId: string
  segments: {
    durationMs: number
    region: Region | null
    tracks: { track: TrackName; mimeType: string; path: string }[]
  }[]
  /** As they were recorded, from the start of the take. */
  layouts: LayoutChange[]
  /** How many frames a second were to be recorded when it began. */
  rate?: number | undefined
}

/** A take in the words of whoever composes it. */
export interface TakeToCompose extends ComposedTake {
  /** Where what is made of it is put down and found again. */
  madeDir: string
  edit: Edit
  /** The takes that replace parts of it. */
  replacements: ComposedTake[]
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
    const view = await recordings.view(takeId)
    const replacements: ComposedTake[] = []
    for (const id of new Set(request.edit.replacements.map(({ take }) => take))) {
      replacements.push(composedTake(await recordings.view(id), recordings))
    }
    const take: TakeToCompose = {
      ...composedTake(view, recordings),
      madeDir: recordings.madeDir(takeId),
      edit: request.edit,
      replacements,
      chapters: view.chapters,
    }
    const { id } = jobs.start({
      kind: 'compose',
      subject: takeId,
      title: 'Making the video',
      lane: 'encode',
      run: async (context) => {
        const preparedId = await prepare(take, context).catch((error: unknown) => {
          throw readFailure(error)
        })
        // The video stands; a recording that could not note it costs at most making it again.
        await recordings.noteComposed(takeId, preparedId).catch(() => undefined)
        return { preparedId }
      },
    })
    return id
  }
}

/** Only what holds something is composed: a segment that a crash left empty is no reason to lose the others. */
export function composedTake(view: TakeView, recordings: Pick<Recordings, 'trackPath'>): ComposedTake {
  const segments = view.segments
    .map(({ segment, durationMs, region, tracks }) => ({
      durationMs,
      region: region ?? null,
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
  return { takeId: view.take.id, segments, layouts: view.layouts, rate: view.take.sources.screen?.framesPerSecond }
}
