import { useState } from 'react'
import type { LibraryView } from '../../../domain/views/library.ts'
import type { DeviceView, PersonView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { usePerform } from '../../app/use-perform.ts'
import { AskDialog } from '../../ui/ask-dialog.tsx'
import { TextAction } from '../../ui/button.tsx'
import { Pill } from '../../ui/pill.tsx'
import { LinedItem, LinedList, Row } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'

interface DeviceListProps {
  library: LibraryView
  person: PersonView
  /** Named where the devices of several libraries stand one under the other. */
  isLibraryNamed?: boolean | undefined
}

/** A person's devices in a library; those that may be are closed here. */
export function DeviceList({ library, person, isLibraryNamed = false }: DeviceListProps) {
  const [closing, setClosing] = useState<DeviceView | null>(null)
  return (
    <>
      <LinedList label={text('people.devices-of', { name: person.name })}>
        {person.devices.map((device) => (
          <LinedItem
            key={device.writer}
            align="center"
            aside={
              !device.isClosed && device.writer !== library.writer && !library.isUnconfirmed && !library.isClosed ? (
                <TextAction
                  aria-label={text('people.close-device-label', { device: nameOfDevice(device) })}
                  onClick={() => setClosing(device)}
                >
                  {text('people.close-device')}
                </TextAction>
              ) : undefined
            }
          >
            <Row gap={2} align="baseline" wrap>
              {nameOfDevice(device)}
              {isLibraryNamed && <Note inline>{text('settings.device-in', { library: library.name })}</Note>}
              {device.writer === library.writer && <Pill>{text('people.this-device')}</Pill>}
              {device.isUnconfirmed && <Pill>{text('people.unconfirmed')}</Pill>}
              {device.isClosed && <Pill>{text('people.device-closed')}</Pill>}
            </Row>
          </LinedItem>
        ))}
      </LinedList>
      {closing !== null && <CloseDeviceDialog library={library.id} device={closing} onClose={() => setClosing(null)} />}
    </>
  )
}

/** Says what closing means before it is done: it cannot be undone. */
function CloseDeviceDialog({ library, device, onClose }: { library: string; device: DeviceView; onClose: () => void }) {
  const perform = usePerform()
  const name = nameOfDevice(device)
  const close = (): void => {
    onClose()
    void perform({
      library,
      request: { request: 'device.close', writer: device.writer },
      done: text('people.device-is-closed', { device: name }),
    })
  }
  return (
    <AskDialog
      title={text('people.close-title', { device: name })}
      description={
        <>
          <p>{text('people.close-lead')}</p>
          <p>{text('people.close-copies')}</p>
        </>
      }
      verb={text('people.close-for-good')}
      onDo={close}
      onClose={onClose}
      isDanger
    />
  )
}

/** What a device is called; one that has not said so yet has no name. */
export function nameOfDevice({ name }: DeviceView): string {
  return name === '' ? text('people.device-unnamed') : name
}
