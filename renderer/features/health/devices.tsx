import { text } from '../../app/messages/text.ts'
import { useRecords } from '../../cache/queries.ts'
import { Note } from '../../ui/words.tsx'

/** The devices that write to a library, by whom they belong to: named here and nowhere else. */
export function Devices({ library }: { library: string }) {
  const people = useRecords('person', library)
  const devices = people?.flatMap(({ view }) => view.devices.map((device) => ({ device, name: view.name }))) ?? []
  if (devices.length === 0) return null
  return (
    <details>
      <summary>{text('health.devices', { count: devices.length })}</summary>
      <ul>
        {devices.map(({ device, name }) => (
          <li key={device.writer}>
            <Note>
              {text(device.isUnconfirmed ? 'health.device-unconfirmed' : 'health.device', {
                device: device.name,
                name,
              })}
            </Note>
          </li>
        ))}
      </ul>
    </details>
  )
}
