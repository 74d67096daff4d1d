import { useState } from 'react'
import { isTimeZone } from '../../../domain/time/zoned.ts'
import type { PersonView } from '../../../domain/views/records.ts'
import type { Settings } from '../../../electron/backend/settings/schema.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { usePerform } from '../../app/use-perform.ts'
import { useRecords } from '../../cache/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { Row, Stack } from '../../ui/row.tsx'
import { TimeZoneField } from '../people/time-zone-field.tsx'
import { useChange } from './use-change.ts'

/** Name and time zone: of this device, and of oneself in every open library. */
export function YouSettings({ settings }: { settings: Settings }) {
  const change = useChange()
  const perform = usePerform()
  const libraries = useLive((live) => live.libraries) ?? []
  const people = useRecords('person', null) ?? []
  const [name, setName] = useState(settings.name)
  const [timeZone, setTimeZone] = useState(settings.timeZone)
  const isChanged = name.trim() !== settings.name || timeZone !== settings.timeZone
  const isWhole = name.trim() !== '' && isTimeZone(timeZone)
  const save = async (): Promise<void> => {
    await change({ name: name.trim(), timeZone })
    for (const { id: library, me } of libraries) {
      const mine = people.find((person) => person.library === library && person.view.id === me)?.view
      if (mine && (mine.name !== name.trim() || mine.timeZone !== timeZone)) {
        await perform({ library, request: requestOf({ ...mine, name: name.trim(), timeZone }) })
      }
    }
  }
  return (
    <Stack gap={4}>
      <Field label={text('settings.name')} hint={text('settings.name-hint')}>
        <TextInput value={name} onValueChange={setName} maxLength={120} autoComplete="name" />
      </Field>
      <TimeZoneField value={timeZone} onValueChange={setTimeZone} />
      <Row>
        <Button disabled={!isChanged || !isWhole} onClick={() => void save()}>
          {text('common.save')}
        </Button>
      </Row>
    </Stack>
  )
}

function requestOf({ name, timeZone, workingDays, fromMinutes, toMinutes, awayUntil }: PersonView) {
  return { request: 'person.change', name, timeZone, workingDays, fromMinutes, toMinutes, awayUntil } as const
}
