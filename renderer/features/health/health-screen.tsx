import type { JobKind } from '../../../domain/views/job.ts'
import { cancelJob } from '../../api/host-api.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { JobRow } from '../../ui/job-row.tsx'
import { Page, PageHeader, Section } from '../../ui/page.tsx'
import { LinedItem, LinedList } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import css from './health.module.css'
import { LibraryHealth } from './library-health.tsx'
import { OutboxRow } from './outbox-row.tsx'

/** What is on its way, what is being worked on, and the state of each library. */
export function HealthScreen() {
  const libraries = useLive((live) => live.libraries) ?? []
  return (
    <Page>
      <PageHeader title={text('health.title')} below={text('health.lead')} />
      <OnItsWay />
      <Work />
      {libraries.map((library) => (
        <LibraryHealth key={library.id} library={library} />
      ))}
      {libraries.length === 0 && (
        <Section title={text('health.no-libraries')}>
          <Note>{text('health.no-libraries-lead')}</Note>
        </Section>
      )}
    </Page>
  )
}

function OnItsWay() {
  const outbox = useLive((live) => live.outbox)
  return (
    <Section title={text('health.on-its-way')}>
      {outbox.length === 0 ? (
        <Note className={css.none}>{text('health.nothing-waits')}</Note>
      ) : (
        <LinedList label={text('health.on-its-way')}>
          {outbox.map((entry) => (
            <OutboxRow key={entry.id} entry={entry} />
          ))}
        </LinedList>
      )}
    </Section>
  )
}

/** What is told beside its library. */
const ofLibrary: readonly JobKind[] = ['verify', 'duplicates', 'mirror', 'repair']

/** Everything that is not told beside its library, the latest first. */
function Work() {
  const allJobs = useLive((live) => live.jobs)
  const sayFailure = useSayFailure()
  const jobs = allJobs.filter(({ kind }) => !ofLibrary.includes(kind)).toReversed()
  return (
    <Section title={text('health.work')}>
      {jobs.length === 0 ? (
        <Note className={css.none}>{text('health.no-work')}</Note>
      ) : (
        <LinedList label={text('health.work')}>
          {jobs.map((job) => (
            <LinedItem key={job.id}>
              <JobRow job={job} onCancel={() => void cancelJob(job.id).catch(sayFailure)} />
            </LinedItem>
          ))}
        </LinedList>
      )}
    </Section>
  )
}
