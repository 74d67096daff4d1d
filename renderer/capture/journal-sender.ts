import type { PageEvent } from '../../domain/takes/journal.ts'
import { untilAnswered } from './retry.ts'

export interface JournalSender {
  /** Resolves when the event is in the take's journal, in the order of the calls; rejects when no further try helps. */
  append(event: PageEvent): Promise<void>
  /** Resolves when every event until then was written or given up. */
  settled(): Promise<void>
}

/** Writes a take's journal in order, again and again until each event is there. */
export function createJournalSender(write: (events: PageEvent[]) => Promise<void>, signal: AbortSignal): JournalSender {
  let last: Promise<void> = Promise.resolve()
  return {
    append(event) {
      const written = last.then(() => untilAnswered(() => write([event]), { signal }))
      // One event that cannot be written stops none after it.
      last = written.catch(() => undefined)
      return written
    },
    settled: () => last,
  }
}
