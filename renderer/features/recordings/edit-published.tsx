import { useEffect, useState } from 'react'
import { Failure } from '../../../domain/failure.ts'
import type { TakeOnDisk } from '../../../domain/takes/on-disk.ts'
import { bringItem, takeOfJob } from '../../api/import-api.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { goTo } from '../../app/route.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { Button } from '../../ui/button.tsx'
import { fetchTakesOnDisk } from './recordings-api.ts'

interface EditPublishedProps {
  library: string
  item: string
  thread: string
}

/** Opens a published video of one's own to be cut again: from its recording while that is here, else from the video itself. */
export function EditPublished({ library, item, thread }: EditPublishedProps) {
  const sayFailure = useSayFailure()
  const [isAsked, setAsked] = useState(false)
  const [jobId, setJobId] = useState<string | null>(null)
  const job = useLive((live) => live.jobs.find(({ id }) => id === jobId))
  const open = (take: string): void => goTo({ screen: 'review', take, replaces: item })
  const made = job ? takeOfJob(job) : null
  const error = job?.error
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is opened once it is made, and only then
  useEffect(() => {
    if (made !== null) open(made)
    if (error) sayFailure(new Failure(error))
    if (made !== null || error) setAsked(false)
  }, [made, error])
  const begin = async (): Promise<void> => {
    setAsked(true)
    try {
      const { takes } = await fetchTakesOnDisk()
      const known = takes.find((each) => isOf(each, item))
      if (known) open(known.take)
      else setJobId(await bringItem({ library, item, thread }))
    } catch (thrown) {
      setAsked(false)
      sayFailure(thrown)
    }
  }
  return (
    <Button size="s" disabled={isAsked} onClick={() => void begin()}>
      {text('recordings.edit-published')}
    </Button>
  )
}

/** What an item was made of, or a copy of it that is worked on already. */
function isOf({ status, publishedItem, origin }: TakeOnDisk, item: string): boolean {
  if (status === 'discarded') return false
  return publishedItem === item || (origin.kind === 'published' && origin.item === item)
}
