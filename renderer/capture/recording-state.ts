import type { FailureBody } from '../../domain/failure.ts'
import type { Layout } from '../../domain/takes/take.ts'
import type { Room } from '../../domain/takes/view.ts'
import type { Alarm } from './alarms.ts'
import type { TakePlan } from './take-session.ts'

export type RecordingPhase =
  | 'idle'
  | 'preparing'
  | 'countdown'
  | 'recording'
  | 'paused'
  | 'stopping'
  | 'finished'
  | 'failed'

export interface RecordingPlan extends TakePlan {
  /** The ids of the questions in the prompter's order; each gets a chapter when it is come to. */
  questions: string[]
  countdownSec: number
}

export interface RecordingState {
  phase: RecordingPhase
  /** What the countdown shows; null outside it. */
  countdownSec: number | null
  /** The take at hand, and after `finished` the one to review. */
  takeId: string | null
  /** Index into the plan's questions. */
  questionIndex: number
  /** How screen and camera share the picture now; null outside a recording. */
  layout: Layout | null
  /** Moments marked so far. */
  markCount: number
  /** Recorded and not yet on disk. */
  bytesWaiting: number
  room: Room | null
  alarms: Alarm[]
  failure: FailureBody | null
  /** The take that was discarded last, while it can still be brought back. */
  discardedTakeId: string | null
}

/** Where every recording begins. */
export const idle: RecordingState = {
  phase: 'idle',
  countdownSec: null,
  takeId: null,
  questionIndex: 0,
  layout: null,
  markCount: 0,
  bytesWaiting: 0,
  room: null,
  alarms: [],
  failure: null,
  discardedTakeId: null,
}
