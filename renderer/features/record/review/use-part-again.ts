import { useEffect, useState } from 'react'
import { Failure } from '../../../../domain/failure.ts'
import type { UpdateView } from '../../../../domain/views/records.ts'
import { bringItem, takeOfJob } from '../../../api/import-api.ts'
import { useLive } from '../../../app/live.ts'
import { text } from '../../../app/messages/text.ts'
import { goTo } from '../../../app/route.ts'
import { useSayFailure } from '../../../app/use-perform.ts'
import { useToasts } from '../../../ui/toast.tsx'

/** Makes a recording of a published video of one's own, and leads to where parts of it are cut or recorded again. */
export function usePartAgain(library: string, { id, thread, cycle }: Pick<UpdateView, 'id' | 'thread' | 'cycle'>) {
  const [jobId, setJobId] = useState<string | null>(null)
  const job = useLive((live) => live.jobs.find((each) => each.id === jobId))
  const toasts = useToasts()
  const sayFailure = useSayFailure()
  useEffect(() => {
    if (job === undefined) return
    const take = takeOfJob(job)
    if (take !== null) goTo({ screen: 'review', take, replaces: id })
    if (job.state === 'failed' && job.error !== undefined) sayFailure(new Failure(job.error))
    if (job.state !== 'queued' && job.state !== 'running') setJobId(null)
  }, [job, id, sayFailure])
  return (): void => {
    toasts.show({ title: text('review.part-again-begins') })
    bringItem({ library, item: id, thread, cycle }).then(setJobId, sayFailure)
  }
}
