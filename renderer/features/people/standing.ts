import type { LibraryView } from '../../../domain/views/library.ts'
import type { DeviceView, PersonView } from '../../../domain/views/records.ts'

type Reader = Pick<LibraryView, 'me' | 'writer' | 'isUnconfirmed' | 'isClosed'>

/** The person whom this device says it belongs to, while it waits to be confirmed; null where that is not known here. */
export function claimedBy({ writer }: Reader, people: ReadonlyMap<string, PersonView>): PersonView | null {
  const isThis = (device: DeviceView): boolean => device.writer === writer && device.isUnconfirmed
  return [...people.values()].find(({ devices }) => devices.some(isThis)) ?? null
}

/** Devices that the reader can confirm: of oneself, and of anyone where one is an owner. */
export function devicesToConfirm(
  library: Reader,
  people: ReadonlyMap<string, PersonView>,
): { person: PersonView; device: DeviceView }[] {
  if (library.isUnconfirmed || library.isClosed) return []
  const isOwner = people.get(library.me)?.isOwner === true
  return [...people.values()]
    .filter(({ id }) => isOwner || id === library.me)
    .flatMap((person) =>
      person.devices
        .filter(({ isUnconfirmed, isClosed }) => isUnconfirmed && !isClosed)
        .map((device) => ({ person, device })),
    )
}

/** Whether to urge a second owner: the reader is the only one, and there is somebody to choose. */
export function wantsSecondOwner({ me }: Reader, people: ReadonlyMap<string, PersonView>): boolean {
  const owners = [...people.values()].filter(({ isOwner }) => isOwner)
  return people.size > 1 && owners.length === 1 && owners[0]?.id === me
}
