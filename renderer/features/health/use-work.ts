import type { Job, JobKind } from '../../../domain/views/job.ts'
import { useLive } from '../../app/live.ts'

export interface WorkOnLibrary {
  /** The last of its kind, however it ended. */
  job: Job | undefined
  goesOn: boolean
}

/** What is being done, or was done last, about one library. */
export function useWork(kind: JobKind, library: string): WorkOnLibrary {
  const job = useLive((live) => live.jobs.findLast((one) => one.kind === kind && one.subject === library))
  return { job, goesOn: job?.state === 'queued' || job?.state === 'running' }
}
