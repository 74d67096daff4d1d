import { wallTimeAt } from '../../../domain/time/zoned.ts'
import type { Clock } from '../ports.ts'
import type { LibraryIndex } from './index-port.ts'
import type { PlannedOperation } from './plan.ts'

/** What this device adds, now and then, to what it publishes anyway: how far it has everything of the others. */
export type HoldsNote = () => Promise<PlannedOperation | null>

/**
 * At most once a local day, never by itself, and without a time: so that authors learn that their things have arrived, and
 * nobody when somebody was here. Null where it was said today, or says nothing new. Where it is switched off, what was said
 * before is taken back once, so that nobody waits for word that will not come.
 */
export function createHoldsNote({
  index,
  writer,
  clock,
  timeZone,
  isOn,
}: {
  index: Pick<LibraryIndex, 'held'>
  writer: () => string
  clock: Clock
  timeZone: () => string
  isOn: () => boolean
}): HoldsNote {
  const dayOf = (atMs: number): string => wallTimeAt({ atMs, timeZone: timeZone() }).date
  let saidOn = ''
  return async () => {
    const today = dayOf(clock.nowMs())
    const self = writer()
    if (isOn() && saidOn === today) return null
    const { holds: found, noted, notedAtMs } = await index.held(self)
    const holds = isOn() ? found : {}
    if (isOn() && notedAtMs !== null && dayOf(notedAtMs) === today) return null
    if (JSON.stringify(holds) === JSON.stringify(noted ?? {})) return null
    saidOn = today
    return { kind: 'writer.holds', subject: self, body: { holds } }
  }
}
