import { useEffect, useState } from 'react'
import { Failure } from '../../../domain/failure.ts'
import type { TakeOnDisk } from '../../../domain/takes/on-disk.ts'
import { bringItem, takeOfJob } from '../../api/import-api.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { goTo } from '../../app/route.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { useToasts } from '../../ui/toast.tsx'
import { fetchTakesOnDisk } from './recordings-api.ts'

interface Published {
  library: string
  item: string
  /** Null for a video of its own. */
  thread: string | null
}

/**
 * Opens a published video of one's own, to be cut or to record parts of it again: from its recording while that is here,
 * else from the video itself.
 */
export function useEditPublished({ library, item, thread }: Published): { isOpening: boolean; open: () => void } {
  const sayFailure = useSayFailure()
  const toasts = useToasts()
  const [isAsked, setAsked] = useState(false)
  const [jobId, setJobId] = useState<string | null>(null)
  const job = useLive((live) => live.jobs.find(({ id }) => id === jobId))
  useEffect(() => {
    if (job === undefined) return
    const take = takeOfJob(job)
    if (take !== null) goTo({ screen: 'review', take, replaces: item })
    if (job.state === 'failed' && job.error !== undefined) sayFailure(new Failure(job.error))
    if (job.state !== 'queued' && job.state !== 'running') setJobId(null)
  }, [job, item, sayFailure])

  const begin = async (): Promise<void> => {
    const { takes } = await fetchTakesOnDisk()
    const known = takes.find((each) => isOf(each, item))
    if (known) {
      goTo({ screen: 'review', take: known.take, replaces: item })
      return
    }
    toasts.show({ title: text('recordings.edit-published-begins') })
    setJobId(await bringItem({ library, item, ...(thread === null ? {} : { thread }) }))
  }
  const open = (): void => {
    setAsked(true)
    begin()
      .catch(sayFailure)
      .finally(() => setAsked(false))
  }
  return { isOpening: isAsked || jobId !== null, open }
}

/** What an item was made of, or a copy of it that is worked on already. */
function isOf({ status, publishedItem, origin }: TakeOnDisk, item: string): boolean {
  if (status === 'discarded') return false
  return publishedItem === item || (origin.kind === 'published' && origin.item === item)
}
