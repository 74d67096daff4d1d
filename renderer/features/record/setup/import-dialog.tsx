import { useEffect, useRef, useState } from 'react'
import { type FailureBody, toFailure } from '../../../../domain/failure.ts'
import { cancelJob } from '../../../api/host-api.ts'
import { bringFile, takeOfJob } from '../../../api/import-api.ts'
import { useLive } from '../../../app/live.ts'
import { text } from '../../../app/messages/text.ts'
import { goTo } from '../../../app/route.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { FileDrop } from '../../../ui/file-drop.tsx'
import { JobRow } from '../../../ui/job-row.tsx'
import type { Place } from '../publish/use-place.ts'

interface ImportDialogProps {
  place: Place
  replaces: string | null
  /** A file that was dropped already. */
  file: File | null
  onClose: () => void
}

/** Brings in a video or a voice recording instead of recording one: it is kept as it is, and reviewed like a recording. */
export function ImportDialog({ place, replaces, file, onClose }: ImportDialogProps) {
  const { start, cancel, handedOver, job, failure } = useImport({ place, replaces })
  useEffect(() => {
    if (file) start(file)
  }, [file, start])
  const isBusy = handedOver !== null || job !== undefined
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (open) return
        cancel()
        onClose()
      }}
      title={text('record.bring-file')}
      description={text('record.bring-file-lead')}
    >
      {!isBusy && (
        <FileDrop
          hint={text('record.drop-here')}
          choose={text('record.choose-file')}
          label={text('record.choose-file')}
          accept="video/*,audio/*,.mkv,.mov,.webm,.m4a"
          onChoose={start}
        />
      )}
      {failure !== null && <ErrorNotice failure={failure} />}
      {handedOver !== null && job === undefined && (
        <JobRow
          job={{
            title: text('record.handing-over'),
            state: 'running',
            progress: { fraction: handedOver, step: text('record.handing-over-step'), detail: '' },
          }}
          onCancel={cancel}
        />
      )}
      {job !== undefined && job.state !== 'done' && <JobRow job={job} onCancel={cancel} />}
    </Dialog>
  )
}

function useImport({ place, replaces }: { place: Place; replaces: string | null }) {
  const [handedOver, setHandedOver] = useState<number | null>(null)
  const [jobId, setJobId] = useState<string | null>(null)
  const [failure, setFailure] = useState<FailureBody | null>(null)
  const job = useLive((live) => live.jobs.find(({ id }) => id === jobId))
  const calling = useRef<AbortController>(undefined)
  const target = useRef({ place, replaces })
  target.current = { place, replaces }

  const start = useRef((file: File): void => {
    calling.current?.abort()
    const controller = new AbortController()
    calling.current = controller
    const { signal } = controller
    setFailure(null)
    setJobId(null)
    setHandedOver(0)
    const { library, thread, cycle } = target.current.place
    bringFile({ library, thread: thread?.id ?? null, cycle }, { file, onProgress: setHandedOver, signal })
      .then((id) => setJobId(id))
      .catch((thrown: unknown) => {
        setHandedOver(null)
        if (!signal.aborted) setFailure(toFailure(thrown).body)
      })
  })
  const take = job ? takeOfJob(job) : null
  useEffect(() => {
    if (take !== null) goTo({ screen: 'review', take, replaces: target.current.replaces })
  }, [take])
  const state = job?.state
  useEffect(() => {
    if (state === 'failed' || state === 'cancelled') setHandedOver(null)
  }, [state])
  const cancel = (): void => {
    calling.current?.abort()
    if (jobId !== null && (state === 'queued' || state === 'running')) void cancelJob(jobId).catch(() => undefined)
  }
  const isOver = state === 'cancelled'
  return { start: start.current, cancel, handedOver, job: isOver ? undefined : job, failure }
}
