import { FileText, User, Video } from 'lucide-react'
import { useEffect, useState } from 'react'
import { type FailureBody, toFailure } from '../../../domain/failure.ts'
import { cancelJob } from '../../api/host-api.ts'
import { makeSampleLibrary } from '../../api/library-api.ts'
import { refreshLibraries, useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { goTo, hrefOf } from '../../app/route.ts'
import { useReader, useTimeZone } from '../../app/use-reader.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Icon } from '../../ui/icon.tsx'
import { JobRow } from '../../ui/job-row.tsx'
import { Hairline, Row, Stack } from '../../ui/row.tsx'
import { Lead } from '../../ui/words.tsx'
import { useDevices } from './devices.ts'
import css from './first-run.module.css'
import { greetingOf } from './greeting.ts'
import { StartLibraryDialog } from './start-library-dialog.tsx'
import { WhoDialog } from './who-dialog.tsx'

/** The first thing anyone sees: what a library is, and three ways to one. */
export function FirstRunScreen() {
  const settings = useLive((live) => live.settings)
  const host = useLive((live) => live.host)
  const hasLibrary = useLive((live) => (live.libraries?.length ?? 0) > 0)
  const reader = useReader()
  const [opened, setOpened] = useState<'start' | 'who' | null>(null)
  const name = settings?.name || host?.userName || ''
  return (
    <div className={css.welcome}>
      <Stack gap={3}>
        <Heading level={1}>{hasLibrary ? text('first-run.another') : greetingOf(name, reader)}</Heading>
        <Lead>{text('first-run.lead')}</Lead>
      </Stack>
      <Ways onStart={() => setOpened('start')} />
      <Stack gap={2} className={css.notes}>
        <Hairline />
        <WhoNote name={name} onChange={() => setOpened('who')} />
        <DeviceNote />
        <p className={css.note}>
          <Icon of={FileText} />
          {text('first-run.leave')}
        </p>
      </Stack>
      {opened === 'start' && <StartLibraryDialog name={name} onClose={() => setOpened(null)} />}
      {opened === 'who' && <WhoDialog name={name} onClose={() => setOpened(null)} />}
    </div>
  )
}

/** The three ways; while the sample is being made, how far it is. */
function Ways({ onStart }: { onStart: () => void }) {
  const [jobId, setJobId] = useState<string | null>(null)
  const [failure, setFailure] = useState<FailureBody | null>(null)
  const job = useLive((live) => live.jobs.find(({ id }) => id === jobId))
  const isMaking = job?.state === 'queued' || job?.state === 'running' || (jobId !== null && job === undefined)
  const state = job?.state
  useEffect(() => {
    if (state === 'done') void refreshLibraries().then(() => goTo({ screen: 'catch-up' }))
  }, [state])
  const make = async (): Promise<void> => {
    setFailure(null)
    try {
      setJobId((await makeSampleLibrary()).jobId)
    } catch (thrown) {
      setFailure(toFailure(thrown).body)
    }
  }
  return (
    <Stack gap={5} className={css.ways}>
      <Row gap={3} wrap>
        <LinkButton variant="primary" href={hrefOf({ screen: 'join' })}>
          {text('first-run.open')}
        </LinkButton>
        <Button onClick={onStart}>{text('first-run.start')}</Button>
        <Button variant="ghost" onClick={() => void make()} busy={isMaking ? text('first-run.making') : undefined}>
          {text('first-run.sample')}
        </Button>
      </Row>
      {failure !== null && <ErrorNotice failure={failure} />}
      {job !== undefined && state !== 'done' && (
        <JobRow job={job} onCancel={() => void cancelJob(job.id)} onRetry={() => void make()} />
      )}
    </Stack>
  )
}

function WhoNote({ name, onChange }: { name: string; onChange: () => void }) {
  const timeZone = useTimeZone()
  return (
    <p className={css.note}>
      <Icon of={User} />
      <span>
        {name === '' ? text('first-run.nameless', { timeZone }) : text('first-run.you-are', { name, timeZone })}{' '}
        <button type="button" className={css.linkButton} onClick={onChange}>
          {text('first-run.change-name')}
        </button>
      </span>
    </p>
  )
}

function DeviceNote() {
  const devices = useDevices()
  return (
    <p className={css.note}>
      <Icon of={Video} />
      {text('first-run.devices', { found: devices })}
    </p>
  )
}
