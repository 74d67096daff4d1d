import { useMemo, useRef, useState } from 'react'
import { type Awaiting, awaitedSinceMs, awaitingIn, inReadingOrder } from '../../../domain/catch-up/awaiting.ts'
import type { CatchUpLibrary } from '../../../domain/catch-up/source.ts'
import type { Place } from '../../../domain/views/pages.ts'
import type { UpdateView } from '../../../domain/views/records.ts'
import { fetchPage } from '../../api/pages-api.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { floorsOf } from '../../cache/mirror.ts'
import { setPrivate, usePrivateByPrefix } from '../../cache/private.ts'
import { useCatchUpPrivate, useCatchUpSources } from './use-catch-up.ts'

export interface OlderAwaiting {
  /** What was found that I have not seen, in reading order. */
  found: Awaiting[]
  /** `offered`: there may be something; `nothing`: it was looked through to the end and nothing was found. */
  state: 'none' | 'offered' | 'looking' | 'nothing'
  look: () => void
}

interface Read {
  updates: UpdateView[]
  /** Where to look on; null where all was looked through. */
  next: Place | null
}

const pageSize = 500
/** One look ends with so many, so that it is never long. */
const enough = 20

/**
 * What awaits me from before the page's own copy of a library begins. It counts in no sentence: what is so old is looked
 * for when one asks. What was looked through is kept, so that it is offered again only once more fell out of the copy.
 */
export function useOlderAwaiting(): OlderAwaiting {
  const sources = useCatchUpSources()
  const mine = useCatchUpPrivate()
  const looked = usePrivateByPrefix('looked:')
  const [read, setRead] = useState<ReadonlyMap<string, Read>>(new Map())
  const [isLooking, setIsLooking] = useState(false)
  const isBusy = useRef(false)
  const sayFailure = useSayFailure()
  const found = useMemo(() => {
    if (!sources || !mine) return []
    return inReadingOrder(
      sources.flatMap((source) => {
        const here = new Set(source.updates.map(({ id }) => id))
        const updates = (read.get(source.library)?.updates ?? []).filter(({ id }) => !here.has(id))
        return awaitingIn({ ...source, updates, decisions: [], comments: [] }, mine).now
      }),
    )
  }, [sources, mine, read])
  const open = (sources ?? []).flatMap((source) => {
    const from = beginningOf(source, looked?.get(source.library), read.get(source.library))
    return from === null ? [] : [{ source, from }]
  })
  const look = async (): Promise<void> => {
    if (isBusy.current || !mine) return
    isBusy.current = true
    setIsLooking(true)
    try {
      for (const { source, from } of open) {
        const { library } = source
        const more = await readOn({
          source,
          from,
          isEnough: (updates) =>
            awaitingIn({ ...source, updates, decisions: [], comments: [] }, mine).now.length >= enough,
        })
        setRead(
          (before) =>
            new Map([
              ...before,
              [library, { ...more, updates: [...(before.get(library)?.updates ?? []), ...more.updates] }],
            ]),
        )
        const floor = floorsOf(library).passing
        if (more.next === null && floor !== null) await setPrivate({ [`looked:${library}`]: floor.atMs })
      }
    } catch (thrown) {
      sayFailure(thrown)
    } finally {
      isBusy.current = false
      setIsLooking(false)
    }
  }
  const isAtEnd = read.size > 0 && found.length === 0
  return {
    found,
    state: isLooking ? 'looking' : open.length > 0 ? 'offered' : isAtEnd ? 'nothing' : 'none',
    look: () => void look(),
  }
}

/** Where to look on in a library; null where nothing older can await me. */
function beginningOf(source: CatchUpLibrary, lookedMs: unknown, read: Read | undefined): Place | null {
  if (read !== undefined) return read.next
  const floor = floorsOf(source.library).passing
  if (floor === null || floor.atMs <= awaitedSinceMs(source)) return null
  return typeof lookedMs === 'number' && lookedMs >= floor.atMs ? null : floor
}

async function readOn({
  source,
  from,
  isEnough,
}: {
  source: CatchUpLibrary
  from: Place
  isEnough: (updates: UpdateView[]) => boolean
}): Promise<Read> {
  const sinceMs = awaitedSinceMs(source)
  const updates: UpdateView[] = []
  for (let next: Place | null = from; next !== null; ) {
    const page: Awaited<ReturnType<typeof fetchPage>> = await fetchPage(source.library, {
      kinds: ['update'],
      before: next,
      limit: pageSize,
    })
    updates.push(...page.records.filter((view) => view.kind === 'update'))
    next = page.next !== null && page.next.atMs >= sinceMs ? page.next : null
    if (next !== null && isEnough(updates)) return { updates, next }
  }
  return { updates, next: null }
}
