import type { DeviceHealthView } from '../../../domain/views/health.ts'
import { text } from '../../app/messages/text.ts'
import { writtenMoment } from '../../app/messages/when.ts'
import { useReader } from '../../app/use-reader.ts'
import { LinedItem, LinedList } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import { aboutDevice, deviceName } from './device-words.ts'
import { Part } from './part.tsx'

/** The devices that write to a library, by whom they belong to: named here and nowhere else. */
export function Devices({ devices }: { devices: DeviceHealthView[] }) {
  const reader = useReader()
  const ordered = devices.toSorted(
    (a, b) => Number(b.isThis) - Number(a.isThis) || a.personName.localeCompare(b.personName) || b.lastMs - a.lastMs,
  )
  return (
    <Part title={text('health.devices')} none={devices.length === 0 ? text('health.no-devices') : undefined}>
      <LinedList label={text('health.devices')}>
        {ordered.map((device) => (
          <LinedItem
            key={device.writer}
            aside={<Note>{text('health.last-wrote', { when: writtenMoment(device.lastMs, reader) })}</Note>}
          >
            {deviceName(device)} <Note inline>{whoseDevice(device)}</Note>
            {aboutDevice(device) !== '' && <Note>{aboutDevice(device)}</Note>}
          </LinedItem>
        ))}
      </LinedList>
    </Part>
  )
}

function whoseDevice({ isThis, personName }: DeviceHealthView): string {
  if (isThis) return text('health.this-device')
  return personName
}
