import { useState } from 'react'
import type { Settings } from '../../../electron/backend/settings/schema.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { usePerform } from '../../app/use-perform.ts'
import { useRecords } from '../../cache/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/choice.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { Row } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import { DeviceBands } from '../people/device-bands.tsx'
import { DeviceList } from '../people/device-list.tsx'
import { claimedBy } from '../people/standing.ts'
import css from './settings.module.css'
import { useChange } from './use-change.ts'

/** The devices that count as mine, by library, and what this one is called. */
export function DeviceSettings({ settings }: { settings: Settings }) {
  const change = useChange()
  const libraries = useLive((live) => live.libraries) ?? []
  const people = useRecords('person', null) ?? []
  const mine = libraries.flatMap((library) => {
    const known = new Map(people.filter((each) => each.library === library.id).map(({ view }) => [view.id, view]))
    const person = known.get(library.me) ?? claimedBy(library, known)
    return person ? [{ library, person, known }] : []
  })
  if (libraries.length === 0) return <Note className={css.data}>{text('settings.no-devices')}</Note>
  return (
    <>
      {mine.map(({ library, person, known }) => (
        <div key={library.id}>
          <DeviceBands library={library} people={known} />
          <DeviceList library={library} person={person} isLibraryNamed={libraries.length > 1} />
        </div>
      ))}
      <div className={css.actions}>
        <Switch
          atEnd
          label={text('settings.delivery')}
          detail={text('settings.delivery-detail')}
          checked={settings.deliveryNotes}
          onCheckedChange={(deliveryNotes) => void change({ deliveryNotes })}
        />
      </div>
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
