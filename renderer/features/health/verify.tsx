import { cancelJob } from '../../api/host-api.ts'
import { text } from '../../app/messages/text.ts'
import { writtenSize } from '../../app/messages/when.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { Button } from '../../ui/button.tsx'
import { JobRow } from '../../ui/job-row.tsx'
import { LinedItem, LinedList, Row } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import css from './health.module.css'
import { type VerifyReportView, verifyLibrary } from './health-api.ts'
import { Part } from './part.tsx'
import { useWork } from './use-work.ts'

/** Checks every file of a library against what its author published. */
export function Verify({ library }: { library: string }) {
  const sayFailure = useSayFailure()
  const { job, goesOn } = useWork('verify', library)
  const begin = (deep: boolean): void => {
    verifyLibrary(library, deep).catch(sayFailure)
  }
  return (
    <Part title={text('health.check')} lead={text('health.check-lead')}>
      {!goesOn && (
        <Row gap={2} wrap>
          <Button size="s" onClick={() => begin(false)}>
            {text('health.verify')}
          </Button>
          <Button size="s" onClick={() => begin(true)}>
            {text(job?.state === 'cancelled' ? 'health.verify-go-on' : 'health.verify-deep')}
          </Button>
        </Row>
      )}
      {job !== undefined && job.state !== 'done' && (
        <JobRow job={job} onCancel={() => void cancelJob(job.id).catch(sayFailure)} />
      )}
      {job?.state === 'done' && <Report report={job.result as unknown as VerifyReportView} />}
    </Part>
  )
}

function Report({ report }: { report: VerifyReportView }) {
  const { findings, fileCount, sizeBytes, inCloudCount } = report
  return (
    <div role="status" className={css.report}>
      <p>
        {findings.length === 0
          ? text('health.verified-well', { files: fileCount, size: writtenSize(sizeBytes) })
          : text('health.verified-findings', { count: findings.length })}
      </p>
      {inCloudCount > 0 && <Note>{text('health.verified-in-cloud', { count: inCloudCount })}</Note>}
      {findings.length > 0 && (
        <LinedList label={text('health.verified-findings', { count: findings.length })}>
          {findings.map(({ path, problem, detail }) => (
            <LinedItem key={`${path} ${problem} ${detail}`}>
              <p className={css.path}>{path}</p>
              <Note>{detail === '' ? text('health.problem', { problem: problem.replace('-', '') }) : detail}</Note>
            </LinedItem>
          ))}
        </LinedList>
      )}
    </div>
  )
}
