import type { Authority } from '../library/authority.ts'
import type { RecordState } from '../library/fold.ts'
import { writerFields } from '../records/library.ts'
import { defaultWorkingTime, personFields } from '../records/person.ts'
import type { PersonView } from '../views/records.ts'
import { standing } from './state.ts'

/** One device that has written: its own record, and when it first did. */
export interface WriterFacts {
  writer: string
  firstMs: number
  state: RecordState | null
}

/**
 * A person with their devices, those included that only claim to be theirs.
 * Null for a device that has no profile of its own and claims to be someone else's: it is shown under that person.
 */
export function projectPerson({
  person,
  state,
  writers,
  authority,
}: {
  person: string
  state: RecordState | null
  writers: WriterFacts[]
  authority: Authority
}): PersonView | null {
  const profile = state && standing(state, 'profile', personFields.profile)?.value
  const own = writers.find(({ writer }) => writer === person)
  if (!own || authority.personOf(person) !== person) return null
  if (!profile && authority.unconfirmedPersonOf(person) !== null) return null
  const devices = writers
    .filter(({ writer }) => authority.personOf(writer) === person || authority.unconfirmedPersonOf(writer) === person)
    .sort((a, b) => a.firstMs - b.firstMs || (a.writer < b.writer ? -1 : 1))
  return {
    kind: 'person',
    id: person,
    atMs: own.firstMs,
    name: profile?.name ?? '',
    timeZone: profile?.timeZone ?? 'UTC',
    workingDays: profile?.workingDays ?? defaultWorkingTime.workingDays,
    fromMinutes: profile?.fromMinutes ?? defaultWorkingTime.fromMinutes,
    toMinutes: profile?.toMinutes ?? defaultWorkingTime.toMinutes,
    awayUntil: (state && standing(state, 'away', personFields.away)?.value.until) ?? null,
    isOwner: authority.isOwner(person),
    devices: devices.map(({ writer, state: device }) => ({
      writer,
      name: (device && standing(device, 'label', writerFields.label)?.value.deviceName) ?? '',
      isUnconfirmed: authority.unconfirmedPersonOf(writer) === person,
      isClosed: authority.isClosed(writer),
    })),
  }
}
