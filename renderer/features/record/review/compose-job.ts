import { useEffect, useState } from 'react'
import { Failure, type FailureBody, toFailure } from '../../../../domain/failure.ts'
import { type Edit, unedited } from '../../../../domain/takes/edit.ts'
import type { TakeView } from '../../../../domain/takes/view.ts'
import type { Job } from '../../../../domain/views/job.ts'
import { cancelJob, listJobs } from '../../../api/host-api.ts'
import { fetchPrepared, type PreparedVideo } from '../../../api/prepared-api.ts'
import { useLive } from '../../../app/live.ts'
import { takesApi } from '../../../capture/takes-api.ts'

const takes = takesApi()
const pollMs = 400

/** The prepared video that a compose or import job has made; null where its result says none. */
export function preparedOfJob(job: Job): string | null {
  const { result } = job
  const isNamed = typeof result === 'object' && result !== null && !Array.isArray(result)
  return isNamed && typeof result.preparedId === 'string' ? result.preparedId : null
}

/** Resolves to the prepared video's id when the job is done; throws its Failure, or `cancelled`. */
async function preparedWhenDone(jobId: string): Promise<string> {
  for (;;) {
    const job = (await listJobs()).find(({ id }) => id === jobId)
    if (job === undefined || job.state === 'failed') {
      throw new Failure(
        job?.error ?? {
          code: 'internal',
          message: 'The making of the video was cut off.',
          kept: 'The recording is kept on this device.',
          remedy: 'Try again.',
        },
      )
    }
    if (job.state === 'cancelled') {
      throw new Failure({
        code: 'cancelled',
        message: 'The making of the video was called off.',
        kept: 'The recording and your words are kept on this device.',
        remedy: 'Publish again when you want to.',
      })
    }
    const prepared = preparedOfJob(job)
    if (job.state === 'done' && prepared !== null) return prepared
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
}

/** Makes the video of what an edit makes of a recording; `onJob` tells the job, so that it can be shown and called off. */
export async function composeEdit({
  take,
  edit,
  onJob,
}: {
  take: string
  edit: Edit
  onJob: (jobId: string) => void
}): Promise<string> {
  const jobId = await takes.compose(take, { edit })
  onJob(jobId)
  return await preparedWhenDone(jobId)
}

export interface WholeVideo {
  /** Undefined while it is being made. */
  prepared: PreparedVideo | undefined
  job: Job | undefined
  failure: FailureBody | null
  retry: () => void
}

/** Calls off the making of a recording's video: another edit of it is wanted first. */
export async function callOffMaking(take: string): Promise<void> {
  const job = await runningJob(take)
  // It may have ended meanwhile, which is as well.
  if (job !== null) await cancelJob(job.id).catch(() => undefined)
}

/** A prepared video this much shorter or longer than the recording is another edit of it. */
const wholeWithinMs = 600

/** The video of a whole recording: the one that was made already, else made now where it is wanted. */
export function useWholeVideo(view: TakeView | null, isWanted: boolean): WholeVideo {
  const [prepared, setPrepared] = useState<PreparedVideo>()
  const [jobId, setJobId] = useState<string | null>(null)
  const [failure, setFailure] = useState<FailureBody | null>(null)
  const [turn, setTurn] = useState(0)
  const job = useLive((live) => live.jobs.find(({ id }) => id === jobId))
  const take = view?.take.id ?? null
  const durationMs = view?.durationMs ?? 0
  const made = view?.prepared ?? null

  // biome-ignore lint/correctness/useExhaustiveDependencies: `made` is looked at once; what is made later is made here. `turn` asks again.
  useEffect(() => {
    if (take === null || !isWanted) return
    let isOver = false
    const find = async (): Promise<void> => {
      try {
        const whole = await findWhole({ take, durationMs, made, onJob: (id) => !isOver && setJobId(id) })
        if (!isOver) setPrepared(whole)
      } catch (thrown) {
        if (!isOver) setFailure(toFailure(thrown).body)
      }
    }
    setFailure(null)
    void find()
    return () => {
      isOver = true
    }
  }, [take, durationMs, isWanted, turn])

  return { prepared, job, failure, retry: () => setTurn((before) => before + 1) }
}

/** The video of a whole recording, waited for where it is being made already; `onJob` as for `composeEdit`. */
export function wholeVideoOf(view: TakeView, onJob: (jobId: string) => void): Promise<PreparedVideo> {
  return findWhole({ take: view.take.id, durationMs: view.durationMs, made: view.prepared, onJob })
}

interface Finding {
  take: string
  durationMs: number
  made: string | null
  onJob: (jobId: string) => void
}

/** One search a recording at a time, also where its screen is drawn twice: two would make the video twice. */
const findings = new Map<string, Promise<PreparedVideo>>()

function findWhole(finding: Finding): Promise<PreparedVideo> {
  const running = findings.get(finding.take)
  const found = running ?? findOrMake(finding).finally(() => findings.delete(finding.take))
  findings.set(finding.take, found)
  if (running) void tellJob(finding)
  return found
}

async function findOrMake({ take, durationMs, made, onJob }: Finding): Promise<PreparedVideo> {
  const isWhole = (video: PreparedVideo): boolean => Math.abs(video.durationMs - durationMs) <= wholeWithinMs
  if (made !== null) {
    const known = await fetchPrepared(made).catch(() => null)
    if (known !== null && isWhole(known)) return known
  }
  const running = await runningJob(take)
  if (running !== null) {
    onJob(running.id)
    const video = await fetchPrepared(await preparedWhenDone(running.id))
    if (isWhole(video)) return video
  }
  return await fetchPrepared(await composeEdit({ take, edit: unedited, onJob }))
}

async function tellJob({ take, onJob }: Finding): Promise<void> {
  const job = await runningJob(take)
  if (job !== null) onJob(job.id)
}

async function runningJob(take: string): Promise<Job | null> {
  const jobs = await listJobs().catch(() => [])
  const isOn = ({ state }: Job): boolean => state === 'queued' || state === 'running'
  return jobs.find((job) => job.kind === 'compose' && job.subject === take && isOn(job)) ?? null
}
