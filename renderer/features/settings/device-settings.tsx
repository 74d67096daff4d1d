import { useState } from 'react'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { usePerform } from '../../app/use-perform.ts'
import { useRecords } from '../../cache/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { Pill } from '../../ui/pill.tsx'
import { LinedItem, LinedList, Row } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import css from './settings.module.css'

/** The devices that count as mine, by library, and what this one is called. */
export function DeviceSettings() {
  const libraries = useLive((live) => live.libraries) ?? []
  const people = useRecords('person', null) ?? []
  const mine = libraries.flatMap(({ id, name, me }) => {
    const person = people.find(({ library, view }) => library === id && view.id === me)?.view
    return (person?.devices ?? []).map((device) => ({ library: name, libraryId: id, device }))
  })
  if (libraries.length === 0) return <Note className={css.data}>{text('settings.no-devices')}</Note>
  return (
    <>
      <LinedList label={text('settings.devices')}>
        {mine.map(({ library, libraryId, device }) => (
          <LinedItem key={`${libraryId}/${device.writer}`} align="center">
            <Row gap={2} align="baseline" wrap>
              {device.name}
              <Note inline>{text('settings.device-in', { library })}</Note>
              {device.isUnconfirmed && <Pill>{text('people.unconfirmed')}</Pill>}
            </Row>
          </LinedItem>
        ))}
      </LinedList>
      <DeviceName libraries={libraries.map(({ id }) => id)} />
    </>
  )
}

function DeviceName({ libraries }: { libraries: readonly string[] }) {
  const perform = usePerform()
  const [name, setName] = useState('')
  const rename = async (): Promise<void> => {
    for (const library of libraries) {
      const answer = await perform({ library, request: { request: 'device.name', name: name.trim() } })
      if (answer === null) return
    }
    setName('')
  }
  return (
    <Row gap={2} align="end" className={css.actions}>
      <Field label={text('settings.device-name')}>
        <TextInput value={name} onValueChange={setName} maxLength={120} />
      </Field>
      <Button disabled={name.trim() === ''} onClick={() => void rename()}>
        {text('settings.rename')}
      </Button>
    </Row>
  )
}
