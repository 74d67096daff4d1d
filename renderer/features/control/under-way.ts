import type { RecordingNews } from '../../../electron/backend/ports.ts'
import type { RemoteState } from '../../capture/remote.ts'

/** Whether a recording in this phase has begun and not yet ended. */
export function isUnderWay(phase: RemoteState['phase']): phase is RecordingNews['phase'] {
  return phase === 'countdown' || phase === 'recording' || phase === 'paused' || phase === 'stopping'
}

/** What the host has to know of a recording; null where there is none. */
export function newsOf(state: RemoteState): RecordingNews | null {
  const { phase, screenKind, question, nextQuestion, waitingBytes } = state
  if (!isUnderWay(phase)) return null
  return {
    phase,
    hasScreen: screenKind !== null,
    isWholeScreen: screenKind === 'screen',
    question: (question?.text ?? '').slice(0, 2000),
    hasNextQuestion: nextQuestion !== null,
    isSafe: phase !== 'recording' && waitingBytes === 0,
  }
}
