import { Download, FolderOpen } from 'lucide-react'
import { useState } from 'react'
import { cancelJob, pickFolder } from '../../api/host-api.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { JobRow } from '../../ui/job-row.tsx'
import { Note } from '../../ui/words.tsx'
import { copyInto, type ShareReportView, zipUrl } from './share-api.ts'

interface ShareDialogProps {
  library: string
  view: { id: string; title: string }
  onClose: () => void
}

/** Hands on a copy of one thing: a folder where the host can ask for one, else a zip to download. */
export function ShareDialog({ library, view, onClose }: ShareDialogProps) {
  const canPick = useLive((live) => live.host?.abilities.includes('pick-folder') ?? false)
  const sayFailure = useSayFailure()
  const [jobId, setJobId] = useState<string | null>(null)
  const job = useLive((live) => live.jobs.find(({ id }) => id === jobId))
  const choose = async (): Promise<void> => {
    try {
      const into = await pickFolder(text('share.into'))
      if (into !== null) setJobId((await copyInto({ library, id: view.id, into })).jobId)
    } catch (thrown) {
      sayFailure(thrown)
    }
  }
  const isDone = job?.state === 'done'
  const isGoingOn = job?.state === 'queued' || job?.state === 'running'
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={text('share.title')}
      description={text('share.lead')}
      actions={
        <>
          <Button variant="ghost" onClick={onClose}>
            {text(isDone ? 'common.close' : 'common.cancel')}
          </Button>
          {!canPick && (
            <LinkButton variant="primary" icon={Download} href={zipUrl(library, view.id)} download onClick={onClose}>
              {text('share.download')}
            </LinkButton>
          )}
          {canPick && !isDone && !isGoingOn && (
            <Button variant="primary" icon={FolderOpen} onClick={() => void choose()}>
              {text('share.choose')}
            </Button>
          )}
        </>
      }
    >
      <p>{text('share.what', { title: view.title })}</p>
      {job !== undefined && !isDone && <JobRow job={job} onCancel={() => void cancelJob(job.id).catch(sayFailure)} />}
      {isDone && <Made report={job.result as unknown as ShareReportView} />}
    </Dialog>
  )
}

function Made({ report: { path, missing } }: { report: ShareReportView }) {
  return (
    <div role="status">
      <p>{text('share.done', { path })}</p>
      {missing.length > 0 && <Note>{text('share.without', { count: missing.length })}</Note>}
    </div>
  )
}
