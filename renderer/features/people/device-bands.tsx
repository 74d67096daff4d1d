import type { LibraryView } from '../../../domain/views/library.ts'
import type { DeviceView, PersonView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { usePerform } from '../../app/use-perform.ts'
import { Band } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Stack } from '../../ui/row.tsx'
import { nameOfDevice } from './device-list.tsx'
import css from './people.module.css'
import { claimedBy, devicesToConfirm } from './standing.ts'

interface DeviceBandsProps {
  library: LibraryView
  people: ReadonlyMap<string, PersonView>
}

/** What stands between a device and its person: this one waits or was closed, or another asks to be confirmed here. */
export function DeviceBands({ library, people }: DeviceBandsProps) {
  const asking = devicesToConfirm(library, people)
  if (!library.isUnconfirmed && !library.isClosed && asking.length === 0) return null
  const claimed = claimedBy(library, people)
  return (
    <Stack gap={2} className={css.bands}>
      {library.isClosed && <Band>{text('people.closed-here', { library: library.name })}</Band>}
      {library.isUnconfirmed && (
        <Band>{claimed === null ? text('people.waits-unnamed') : text('people.waits', { name: claimed.name })}</Band>
      )}
      {asking.map(({ person, device }) => (
        <Asking key={device.writer} library={library} person={person} device={device} />
      ))}
    </Stack>
  )
}

function Asking({ library, person, device }: { library: LibraryView; person: PersonView; device: DeviceView }) {
  const perform = usePerform()
  const isMine = person.id === library.me
  const name = nameOfDevice(device)
  const confirm = (): void => {
    void perform({
      library: library.id,
      request: { request: 'device.endorse', writer: device.writer, person: person.id },
      done: text('catch-up.device-confirmed', { device: name }),
    })
  }
  return (
    <Band
      tone="ask"
      actions={
        <Button size="s" onClick={confirm}>
          {isMine ? text('people.confirm-mine') : text('people.confirm', { name: person.name })}
        </Button>
      }
    >
      {isMine
        ? text('people.asks-to-confirm-mine', { device: name })
        : text('people.asks-to-confirm', { device: name, name: person.name })}
    </Band>
  )
}
