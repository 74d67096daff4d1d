import { useState } from 'react'
import type { DuplicatesReport, LibraryHealthView } from '../../../domain/views/health.ts'
import { cancelJob } from '../../api/host-api.ts'
import { text } from '../../app/messages/text.ts'
import { writtenSize } from '../../app/messages/when.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { Button, TextAction, TextActions } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { JobRow } from '../../ui/job-row.tsx'
import { LinedItem, LinedList } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import css from './health.module.css'
import { findDuplicates } from './health-api.ts'
import { Part } from './part.tsx'
import { useWork } from './use-work.ts'

/** Files that a sync tool doubled: looked for when asked, listed, and removed only from that list. */
export function Duplicates({ health: { library, doubledCount } }: { health: LibraryHealthView }) {
  const sayFailure = useSayFailure()
  const { job, goesOn } = useWork('duplicates', library)
  const report = job?.state === 'done' ? (job.result as unknown as DuplicatesReport) : null
  const begin = (remove: string[]): void => {
    findDuplicates(library, remove).catch(sayFailure)
  }
  return (
    <Part
      title={text('health.doubled')}
      lead={doubledCount > 0 ? text('health.doubled-known', { count: doubledCount }) : text('health.doubled-lead')}
      actions={
        !goesOn && (
          <TextActions>
            <TextAction onClick={() => begin([])}>
              {text(report === null ? 'health.find-doubled' : 'health.find-doubled-again')}
            </TextAction>
          </TextActions>
        )
      }
    >
      {job !== undefined && job.state !== 'done' && (
        <JobRow job={job} onCancel={() => void cancelJob(job.id).catch(sayFailure)} />
      )}
      {report !== null && !goesOn && <Found report={report} onRemove={begin} />}
    </Part>
  )
}

function Found({ report, onRemove }: { report: DuplicatesReport; onRemove: (paths: string[]) => void }) {
  const [isAsking, setIsAsking] = useState(false)
  const { found, unsure, removed } = report
  const size = writtenSize(found.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0))
  return (
    <div role="status" className={css.report}>
      {removed.length > 0 && <p>{text('health.doubled-removed', { count: removed.length })}</p>}
      {found.length === 0 && removed.length === 0 && <Note>{text('health.none-doubled')}</Note>}
      {found.length > 0 && (
        <>
          <p>{text('health.doubled-found', { count: found.length, size })}</p>
          <Button size="s" className={css.action} onClick={() => setIsAsking(true)}>
            {text('health.remove-doubled')}
          </Button>
        </>
      )}
      {unsure.length > 0 && <Note className={css.rest}>{text('health.doubled-unsure', { count: unsure.length })}</Note>}
      <Dialog
        open={isAsking}
        onOpenChange={setIsAsking}
        width="l"
        title={text('health.remove-doubled-title', { count: found.length })}
        description={text('health.remove-doubled-lead')}
        actions={
          <>
            <Button variant="ghost" onClick={() => setIsAsking(false)}>
              {text('common.cancel')}
            </Button>
            <Button
              variant="danger"
              onClick={() => {
                setIsAsking(false)
                onRemove(found.map(({ path }) => path))
              }}
            >
              {text('health.remove-doubled')}
            </Button>
          </>
        }
      >
        <LinedList label={text('health.doubled')}>
          {found.map(({ path, original, sizeBytes }) => (
            <LinedItem key={path} aside={<Note tabular>{writtenSize(sizeBytes)}</Note>}>
              <p className={css.path}>{path}</p>
              <Note className={css.path}>{text('health.copy-of', { original })}</Note>
            </LinedItem>
          ))}
        </LinedList>
      </Dialog>
    </div>
  )
}
