import type { FailureBody } from '../../../domain/failure.ts'
import type { LibraryIndex } from '../library/index-port.ts'

/** What a worker is told when it starts. */
export interface WorkerStart {
  library: string
  founder: string
  dir: string
  indexPath: string
  /** The device that reads: to owners what is hidden is shown. Null before it has joined. */
  reader?: string | null | undefined
}

/** Calls whose arguments and answers cross the thread as they are; verify and close have messages of their own. */
export type PlainCall = Exclude<keyof LibraryIndex, 'verify' | 'close'>

export type ToWorker =
  | { type: 'call'; id: number; nowMs: number; name: PlainCall; args: unknown[] }
  | { type: 'verify'; id: number; nowMs: number; deep: boolean; again: boolean }
  | { type: 'cancel'; id: number }
  | { type: 'close'; id: number }

export type FromWorker =
  | { type: 'answer'; id: number; value: unknown }
  | { type: 'failed'; id: number; failure: FailureBody | null; message: string; isDamaged: boolean }
  | { type: 'progress'; id: number; fraction: number; detail: string }

/** A process says first that it has been told what to work on. */
export type FromProcess = FromWorker | { type: 'begun' }
