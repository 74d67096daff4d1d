import { type FormEvent, useState } from 'react'
import { type FailureBody, toFailure } from '../../../domain/failure.ts'
import type { JoinLibrary } from '../../../domain/requests/requests.ts'
import { isTimeZone } from '../../../domain/time/zoned.ts'
import type { LibraryInspection } from '../../../domain/views/library.ts'
import { joinLibrary } from '../../api/library-api.ts'
import { refreshLibraries, useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { goTo } from '../../app/route.ts'
import { useTimeZone } from '../../app/use-reader.ts'
import { Button } from '../../ui/button.tsx'
import { RadioGroup } from '../../ui/choice.tsx'
import { classes } from '../../ui/classes.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Field } from '../../ui/field.tsx'
import { PageHeader } from '../../ui/page.tsx'
import { Row, Stack } from '../../ui/row.tsx'
import { Select } from '../../ui/select.tsx'
import { Note } from '../../ui/words.tsx'
import css from './first-run.module.css'
import { WhoFields } from './who-fields.tsx'

interface WhoAreYouProps {
  dir: string
  inspection: LibraryInspection
  onBack: () => void
}

/** "I am new here", or "I am here already, on another computer". A device that was here before just goes on. */
export function WhoAreYou({ dir, inspection, onBack }: WhoAreYouProps) {
  const settings = useLive((live) => live.settings)
  const host = useLive((live) => live.host)
  const timeZone = useTimeZone()
  const [way, setWay] = useState<'new' | 'claim'>('new')
  const [who, setWho] = useState({ name: settings?.name || host?.userName || '', timeZone })
  const [person, setPerson] = useState<string | undefined>(undefined)
  const { join, isBusy, failure } = useJoin(dir)
  const isNewWhole = who.name.trim() !== '' && isTimeZone(who.timeZone)
  const isWhole = inspection.isJoined || (way === 'new' ? isNewWhole : person !== undefined)

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!isWhole || isBusy) return
    const name = who.name.trim() || text('people.someone')
    void join(way === 'claim' && person !== undefined ? { claim: person } : { new: { name, timeZone: who.timeZone } })
  }
  return (
    <>
      <PageHeader
        above={text('first-run.people-here', { count: inspection.people.length })}
        title={inspection.name ?? text('first-run.nameless-library')}
      />
      <form className={classes(css.form, css.below)} onSubmit={submit}>
        <Stack gap={5}>
          {inspection.isJoined ? (
            <Note size="m">{text('first-run.joined-before')}</Note>
          ) : (
            <>
              <WayField way={way} onWayChange={setWay} hasPeople={inspection.people.length > 0} />
              {way === 'new' ? (
                <WhoFields who={who} onWhoChange={setWho} />
              ) : (
                <PersonField people={inspection.people} person={person} onPersonChange={setPerson} />
              )}
            </>
          )}
          {failure !== null && <ErrorNotice failure={failure} />}
          <Row gap={3}>
            <Button
              variant="primary"
              type="submit"
              disabled={!isWhole}
              busy={isBusy ? text('first-run.joining') : undefined}
            >
              {text(inspection.isJoined ? 'common.open' : 'first-run.join')}
            </Button>
            <Button variant="ghost" onClick={onBack}>
              {text('first-run.another-folder')}
            </Button>
          </Row>
        </Stack>
      </form>
    </>
  )
}

/** Joins the library of a folder and goes to the catch-up; what fails is told where it happened. */
function useJoin(dir: string) {
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState<FailureBody | null>(null)
  const join = async (as: JoinLibrary['as']): Promise<void> => {
    setIsBusy(true)
    setFailure(null)
    try {
      await joinLibrary({ dir, as })
      await refreshLibraries()
      goTo({ screen: 'catch-up' })
    } catch (thrown) {
      setFailure(toFailure(thrown).body)
      setIsBusy(false)
    }
  }
  return { join, isBusy, failure }
}

interface WayFieldProps {
  way: 'new' | 'claim'
  onWayChange: (way: 'new' | 'claim') => void
  hasPeople: boolean
}

function WayField({ way, onWayChange, hasPeople }: WayFieldProps) {
  return (
    <Field label={text('first-run.who-are-you')}>
      <RadioGroup
        value={way}
        onValueChange={onWayChange}
        options={[
          { value: 'new', label: text('first-run.new-here') },
          {
            value: 'claim',
            label: text('first-run.here-already'),
            detail: text('first-run.here-already-detail'),
            disabled: !hasPeople,
          },
        ]}
      />
    </Field>
  )
}

interface PersonFieldProps {
  people: LibraryInspection['people']
  person: string | undefined
  onPersonChange: (person: string) => void
}

function PersonField({ people, person, onPersonChange }: PersonFieldProps) {
  return (
    <Field label={text('first-run.which-person')} hint={text('first-run.which-person-hint')}>
      <Select
        options={people.map(({ id, name }) => ({ value: id, label: name }))}
        value={person}
        onValueChange={onPersonChange}
      />
    </Field>
  )
}
