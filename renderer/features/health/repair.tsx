import type { RepairReport } from '../../../domain/views/health.ts'
import { cancelJob } from '../../api/host-api.ts'
import { text } from '../../app/messages/text.ts'
import { writtenSize } from '../../app/messages/when.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { Button } from '../../ui/button.tsx'
import { JobRow } from '../../ui/job-row.tsx'
import { Row } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import css from './health.module.css'
import { repairLibrary } from './health-api.ts'
import { Part } from './part.tsx'
import { useWork } from './use-work.ts'

/** Puts back what is missing: first it says what it would do, then it does that. */
export function Repair({ library }: { library: string }) {
  const sayFailure = useSayFailure()
  const { job, goesOn } = useWork('repair', library)
  const report = job?.state === 'done' ? (job.result as unknown as RepairReport) : null
  const begin = (isPlan: boolean): void => {
    repairLibrary(library, isPlan).catch(sayFailure)
  }
  return (
    <Part title={text('health.repair')} lead={text('health.repair-lead')}>
      {report !== null && !goesOn && <Told report={report} />}
      {job !== undefined && job.state !== 'done' && (
        <JobRow job={job} onCancel={() => void cancelJob(job.id).catch(sayFailure)} onRetry={() => begin(true)} />
      )}
      {!goesOn && (
        <Row gap={2} wrap className={css.action}>
          <Button size="s" onClick={() => begin(true)}>
            {text('health.repair-look')}
          </Button>
          {report?.isPlan === true && (
            <Button size="s" onClick={() => begin(false)}>
              {text(report.putBack.length === 0 ? 'health.repair-reread' : 'health.repair-do')}
            </Button>
          )}
        </Row>
      )}
    </Part>
  )
}

function Told({ report }: { report: RepairReport }) {
  const { isPlan, putBack, missing, altered, entryCount, fileCount, sizeBytes, isIndexRebuilt } = report
  const values = { entries: entryCount, files: fileCount, size: writtenSize(sizeBytes) }
  return (
    <div role="status" className={css.report}>
      <p>
        {putBack.length === 0
          ? text(isPlan ? 'health.repair-nothing' : 'health.repair-nothing-done')
          : text(isPlan ? 'health.repair-would' : 'health.repair-did', values)}
      </p>
      {!isPlan && <Note>{text(isIndexRebuilt ? 'health.repair-read-anew' : 'health.repair-not-read-anew')}</Note>}
      <Paths label={text('health.repair-list', { count: putBack.length })} paths={putBack} />
      <Paths label={text('health.repair-missing', { count: missing.length })} paths={missing} />
      <Paths label={text('health.repair-altered', { count: altered.length })} paths={altered} />
    </div>
  )
}

function Paths({ label, paths }: { label: string; paths: string[] }) {
  if (paths.length === 0) return null
  return (
    <details className={css.paths}>
      <summary>{label}</summary>
      <ul>
        {paths.map((path) => (
          <li key={path} className={css.path}>
            {path}
          </li>
        ))}
      </ul>
    </details>
  )
}
