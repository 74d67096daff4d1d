import { type FormEvent, useState } from 'react'
import { type FailureBody, toFailure } from '../../../domain/failure.ts'
import { isTimeZone } from '../../../domain/time/zoned.ts'
import type { LibraryInspection } from '../../../domain/views/library.ts'
import { joinLibrary } from '../../api/library-api.ts'
import { refreshLibraries, useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { goTo, hrefOf } from '../../app/route.ts'
import { useTimeZone } from '../../app/use-reader.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
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

/** "I am new here", or "I am here already, on another computer". */
export function WhoAreYou({ dir, inspection, onBack }: WhoAreYouProps) {
  const openedHere = useLive((live) => live.libraries?.some(({ id }) => id === inspection.id) ?? false)
  const settings = useLive((live) => live.settings)
  const host = useLive((live) => live.host)
  const timeZone = useTimeZone()
  const [way, setWay] = useState<'new' | 'claim'>('new')
  const [who, setWho] = useState({ name: settings?.name || host?.userName || '', timeZone })
  const [person, setPerson] = useState<string | undefined>(undefined)
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState<FailureBody | null>(null)
  const isWhole = way === 'new' ? who.name.trim() !== '' && isTimeZone(who.timeZone) : person !== undefined

  const join = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!isWhole || isBusy) return
    setIsBusy(true)
    setFailure(null)
    try {
      const as =
        way === 'claim' && person !== undefined
          ? { claim: person }
          : { new: { name: who.name.trim(), timeZone: who.timeZone } }
      await joinLibrary({ dir, as })
      await refreshLibraries()
      goTo({ screen: 'catch-up' })
    } catch (thrown) {
      setFailure(toFailure(thrown).body)
      setIsBusy(false)
    }
  }
  const count = inspection.people.length
  const header = (
    <PageHeader
      above={text('first-run.people-here', { count })}
      title={inspection.name ?? text('first-run.nameless-library')}
    />
  )
  if (openedHere) {
    return (
      <>
        {header}
        <Stack gap={4} className={classes(css.form, css.below)}>
          <Note size="m">{text('first-run.open-already')}</Note>
          <Row gap={3}>
            <LinkButton variant="primary" href={hrefOf({ screen: 'catch-up' })}>
              {text('common.open')}
            </LinkButton>
          </Row>
        </Stack>
      </>
    )
  }
  return (
    <>
      {header}
      <form className={classes(css.form, css.below)} onSubmit={(event) => void join(event)}>
        <Stack gap={5}>
          {inspection.isJoined && <Note size="m">{text('first-run.joined-before')}</Note>}
          <Field label={text('first-run.who-are-you')}>
            <RadioGroup
              value={way}
              onValueChange={setWay}
              options={[
                { value: 'new', label: text('first-run.new-here') },
                {
                  value: 'claim',
                  label: text('first-run.here-already'),
                  detail: text('first-run.here-already-detail'),
                  disabled: count === 0,
                },
              ]}
            />
          </Field>
          {way === 'new' ? (
            <WhoFields who={who} onWhoChange={setWho} />
          ) : (
            <Field label={text('first-run.which-person')} hint={text('first-run.which-person-hint')}>
              <Select
                options={inspection.people.map(({ id, name }) => ({ value: id, label: name }))}
                value={person}
                onValueChange={setPerson}
              />
            </Field>
          )}
          {failure !== null && <ErrorNotice failure={failure} />}
          <Row gap={3}>
            <Button
              variant="primary"
              type="submit"
              disabled={!isWhole}
              busy={isBusy ? text('first-run.joining') : undefined}
            >
              {text('first-run.join')}
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
