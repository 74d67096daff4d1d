import type { FailureBody } from '../failure.ts'
import type { JsonValue } from '../json.ts'

export type JobKind =
  | 'captions'
  | 'compose'
  | 'duplicates'
  | 'export'
  | 'import'
  | 'mirror'
  | 'model'
  | 'publish'
  | 'repair'
  | 'sample'
  | 'share'
  | 'verify'
export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

export interface JobProgress {
  /** Between 0 and 1 and never falling; null while nothing can be counted. */
  fraction: number | null
  /** What is being done, for a person: "Compressing". */
  step: string
  /** More about it: "0:12 of 2:10". */
  detail: string
}

/** One piece of long work, as any window may show it at any time. */
export interface Job {
  id: string
  kind: JobKind
  /** The id of what it works on: a take, a prepared video, a library. */
  subject: string
  title: string
  state: JobState
  progress: JobProgress
  error?: FailureBody | undefined
  result?: JsonValue | undefined
}
