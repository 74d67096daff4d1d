import { Failure } from '../../domain/failure.ts'
import { Unanswered } from './takes-api.ts'

/** Codes that a person or a moment can mend: space is freed, a disk comes back, the machine side is up again. */
const mendable = new Set(['disk-full', 'folder-vanished', 'no-permission', 'internal', 'time-limit', 'library-offline'])

/** What stands in the way for now, in plain words; what is recorded meanwhile waits in the page. */
export function troubleOf(error: unknown): Failure {
  if (error instanceof Failure) return error
  return new Failure({
    code: 'internal',
    message:
      error instanceof Unanswered
        ? 'Ownpace does not answer at the moment.'
        : 'The recording could not be written just now.',
    kept: 'What is recorded meanwhile waits in this window and is written as soon as it can be.',
    cause: error,
  })
}

/** Whether the same request may succeed later. */
export function isMendable(error: unknown): boolean {
  if (error instanceof Failure) return mendable.has(error.code)
  return error instanceof Unanswered
}

export const firstRetryMs = 250
export const longestRetryMs = 5_000

/**
 * Asks again until it is answered or is beyond mending, or until `signal` says that nobody waits for it any more. Each try
 * that failed is told to `onTrouble`.
 */
export async function untilAnswered<T>(
  ask: () => Promise<T>,
  { signal, onTrouble }: { signal: AbortSignal; onTrouble?: ((error: unknown) => void) | undefined },
): Promise<T> {
  for (let delayMs = firstRetryMs; ; delayMs = Math.min(delayMs * 2, longestRetryMs)) {
    try {
      return await ask()
    } catch (error) {
      if (!isMendable(error) || signal.aborted) throw error
      onTrouble?.(error)
    }
    await pause(delayMs, signal)
  }
}

function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', wake)
      resolve()
    }
    const timer = setTimeout(wake, delayMs)
    signal.addEventListener('abort', wake)
  })
}
