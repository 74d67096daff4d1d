import type { LibraryView } from '../../../domain/views/library.ts'
import { cancelJob } from '../../api/host-api.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { writtenSize } from '../../app/messages/when.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { Button } from '../../ui/button.tsx'
import { JobRow } from '../../ui/job-row.tsx'
import { LinedItem, LinedList, Row } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import css from './health.module.css'
import { type VerifyReportView, verifyLibrary } from './health-api.ts'

/** Checks every file of a library against what its author published. */
export function Verify({ library }: { library: LibraryView }) {
  const sayFailure = useSayFailure()
  const job = useLive((live) => live.jobs.findLast(({ kind, subject }) => kind === 'verify' && subject === library.id))
  const begin = (deep: boolean): void => {
    verifyLibrary(library.id, deep).catch(sayFailure)
  }
  const isGoingOn = job?.state === 'queued' || job?.state === 'running'
  return (
    <div className={css.verify}>
      {!isGoingOn && (
        <Row gap={2} wrap>
          <Button size="s" onClick={() => begin(false)}>
            {text('health.verify')}
          </Button>
          <Button size="s" onClick={() => begin(true)}>
            {text('health.verify-deep')}
          </Button>
        </Row>
      )}
      {job !== undefined && job.state !== 'done' && (
        <JobRow job={job} onCancel={() => void cancelJob(job.id).catch(sayFailure)} />
      )}
      {job?.state === 'done' && <Report report={job.result as unknown as VerifyReportView} />}
    </div>
  )
}

function Report({ report }: { report: VerifyReportView }) {
  const { findings, fileCount, sizeBytes } = report
  if (findings.length === 0) {
    return (
      <p role="status" className={css.report}>
        {text('health.verified-well', { files: fileCount, size: writtenSize(sizeBytes) })}
      </p>
    )
  }
  return (
    <div role="status" className={css.report}>
      <p>{text('health.verified-findings', { count: findings.length })}</p>
      <LinedList label={text('health.verified-findings', { count: findings.length })}>
        {findings.map(({ path, problem, detail }) => (
          <LinedItem key={`${path} ${problem}`}>
            <p className={css.path}>{path}</p>
            <Note>{detail === '' ? text('health.problem', { problem: problem.replace('-', '') }) : detail}</Note>
          </LinedItem>
        ))}
      </LinedList>
    </div>
  )
}
