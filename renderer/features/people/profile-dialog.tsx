import { useState } from 'react'
import { isTimeZone } from '../../../domain/time/zoned.ts'
import type { LibraryView } from '../../../domain/views/library.ts'
import type { PersonView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { usePerform } from '../../app/use-perform.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { Row, Stack } from '../../ui/row.tsx'
import { minutesOfTimeField, timeField } from '../threads/thread-form.ts'
import { weekdayName } from '../threads/weekday.ts'
import css from './people.module.css'
import { TimeZoneField } from './time-zone-field.tsx'

interface ProfileDialogProps {
  library: LibraryView
  person: PersonView
  onClose: () => void
}

type Profile = Pick<PersonView, 'name' | 'timeZone' | 'workingDays' | 'fromMinutes' | 'toMinutes' | 'awayUntil'>

const weekdays = [1, 2, 3, 4, 5, 6, 7]

/** What one says of oneself in a library: name, time zone, working days and hours, and when one is away. */
export function ProfileDialog({ library, person, onClose }: ProfileDialogProps) {
  const perform = usePerform()
  const { name, timeZone, workingDays, fromMinutes, toMinutes, awayUntil } = person
  const [profile, setProfile] = useState<Profile>({ name, timeZone, workingDays, fromMinutes, toMinutes, awayUntil })
  const [isBusy, setIsBusy] = useState(false)
  const change = (patch: Partial<Profile>): void => setProfile({ ...profile, ...patch })
  const isWhole = profile.name.trim() !== '' && isTimeZone(profile.timeZone)
  const save = async (): Promise<void> => {
    setIsBusy(true)
    const request = { request: 'person.change', ...profile, name: profile.name.trim() } as const
    const answer = await perform({ library: library.id, request })
    setIsBusy(false)
    if (answer !== null) onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={text('people.profile-in', { library: library.name })}
      description={text('people.profile-lead')}
      actions={
        <>
          <Button variant="ghost" onClick={onClose}>
            {text('common.cancel')}
          </Button>
          <Button
            variant="primary"
            disabled={!isWhole}
            busy={isBusy ? text('common.saving') : undefined}
            onClick={() => void save()}
          >
            {text('common.save')}
          </Button>
        </>
      }
    >
      <Stack gap={4}>
        <Field label={text('people.name')}>
          <TextInput value={profile.name} onValueChange={(value) => change({ name: value })} maxLength={120} />
        </Field>
        <TimeZoneField value={profile.timeZone} onValueChange={(value) => change({ timeZone: value })} />
        <WorkingFields profile={profile} onChange={change} />
        <Field label={text('people.away-until')} optional hint={text('people.away-until-hint')}>
          <TextInput
            type="date"
            value={profile.awayUntil ?? ''}
            onValueChange={(value) => change({ awayUntil: value === '' ? null : value })}
          />
        </Field>
      </Stack>
    </Dialog>
  )
}

function WorkingFields({ profile, onChange }: { profile: Profile; onChange: (patch: Partial<Profile>) => void }) {
  const timeOf = (key: 'fromMinutes' | 'toMinutes') => (value: string) => {
    const minutes = minutesOfTimeField(value)
    if (minutes !== null) onChange({ [key]: minutes })
  }
  return (
    <>
      <fieldset className={css.days}>
        <legend>{text('people.working-days')}</legend>
        {weekdays.map((day) => (
          <Checkbox
            key={day}
            label={weekdayName(day)}
            checked={profile.workingDays.includes(day)}
            onCheckedChange={(isOn) =>
              onChange({
                workingDays: isOn
                  ? [...profile.workingDays, day].toSorted((a, b) => a - b)
                  : profile.workingDays.filter((each) => each !== day),
              })
            }
          />
        ))}
      </fieldset>
      <Row gap={4}>
        <Field label={text('people.from')}>
          <TextInput type="time" value={timeField(profile.fromMinutes)} onValueChange={timeOf('fromMinutes')} />
        </Field>
        <Field label={text('people.to')}>
          <TextInput type="time" value={timeField(profile.toMinutes)} onValueChange={timeOf('toMinutes')} />
        </Field>
      </Row>
    </>
  )
}
