import type { Cycle } from '../../../domain/time/cadence.ts'
import type { PersonView, ThreadView, UpdateView } from '../../../domain/views/records.ts'
import type { Reader } from '../../app/messages/when.ts'

/** A thread with all that its page shows, and who reads it when. */
export interface ThreadPlace {
  library: string
  thread: ThreadView
  /** Newest first, without gaps as far as it was read. */
  updates: readonly UpdateView[]
  /** Whether there are older ones than `updates` tells. */
  hasOlder: boolean
  /** Reads on into the past. */
  loadOlder: () => void
  /** All that may ask or be in the way, older ones too. */
  open: readonly UpdateView[]
  people: ReadonlyMap<string, PersonView>
  /** The person of this device. */
  me: string
  reader: Reader
  /** The present cycle, where I am. */
  cycle: Cycle
}
