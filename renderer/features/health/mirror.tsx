import { useState } from 'react'
import type { LibraryHealthView, MirrorReport, MirrorView } from '../../../domain/views/health.ts'
import { cancelJob } from '../../api/host-api.ts'
import { text } from '../../app/messages/text.ts'
import { writtenMoment, writtenSize } from '../../app/messages/when.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { useReader } from '../../app/use-reader.ts'
import { Button, TextAction, TextActions } from '../../ui/button.tsx'
import { JobRow } from '../../ui/job-row.tsx'
import { Note } from '../../ui/words.tsx'
import { FolderField } from '../first-run/folder-field.tsx'
import css from './health.module.css'
import { chooseMirror, runMirror } from './health-api.ts'
import { Part } from './part.tsx'
import { useWork } from './use-work.ts'

/** A copy elsewhere that only grows: where it is, how far it is, and the way to begin or end it. */
export function Mirror({ health, onChanged }: { health: LibraryHealthView; onChanged: () => void }) {
  const { library, mirror } = health
  const sayFailure = useSayFailure()
  const { job, goesOn } = useWork('mirror', library)
  const [isChoosing, setIsChoosing] = useState(false)
  const choose = async (dir: string | null): Promise<void> => {
    try {
      await chooseMirror(library, dir)
      setIsChoosing(false)
      onChanged()
      if (dir !== null) await runMirror(library)
    } catch (thrown) {
      sayFailure(thrown)
    }
  }
  const asksForPlace = mirror === null || isChoosing
  return (
    <Part title={text('health.mirror')} lead={text('health.mirror-lead')}>
      {mirror !== null && <State mirror={mirror} report={job?.state === 'done' ? job.result : undefined} />}
      {mirror !== null && !goesOn && (
        <TextActions className={css.actions}>
          <TextAction leading onClick={() => void runMirror(library).catch(sayFailure)}>
            {text('health.mirror-now')}
          </TextAction>
          <TextAction onClick={() => setIsChoosing(!isChoosing)}>{text('health.mirror-elsewhere')}</TextAction>
          <TextAction onClick={() => void choose(null)}>{text('health.mirror-stop')}</TextAction>
        </TextActions>
      )}
      {job !== undefined && job.state !== 'done' && mirror !== null && (
        <JobRow
          job={job}
          onCancel={() => void cancelJob(job.id).catch(sayFailure)}
          onRetry={() => void runMirror(library).catch(sayFailure)}
        />
      )}
      {asksForPlace && <Place onChosen={(dir) => void choose(dir)} />}
    </Part>
  )
}

function State({ mirror, report }: { mirror: MirrorView; report: unknown }) {
  const reader = useReader()
  const { dir, doneAtMs, fileCount, sizeBytes } = mirror
  const waitingCount = (report as MirrorReport | undefined)?.waitingCount ?? 0
  return (
    <>
      <p className={css.path}>{dir}</p>
      <Note>
        {doneAtMs === null
          ? text('health.mirror-not-yet', { count: fileCount, size: writtenSize(sizeBytes) })
          : text('health.mirror-done', {
              count: fileCount,
              size: writtenSize(sizeBytes),
              when: writtenMoment(doneAtMs, reader),
            })}
      </Note>
      {waitingCount > 0 && <Note>{text('health.mirror-waiting', { count: waitingCount })}</Note>}
    </>
  )
}

function Place({ onChosen }: { onChosen: (dir: string) => void }) {
  const [dir, setDir] = useState('')
  return (
    <form
      className={css.place}
      onSubmit={(event) => {
        event.preventDefault()
        if (dir.trim() !== '') onChosen(dir.trim())
      }}
    >
      <FolderField
        label={text('health.mirror-folder')}
        hint={text('health.mirror-folder-hint')}
        value={dir}
        onValueChange={setDir}
      />
      <Button type="submit" size="s" disabled={dir.trim() === ''}>
        {text('health.mirror-begin')}
      </Button>
    </form>
  )
}
