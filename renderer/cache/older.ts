import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { inPlaceOrder, type Place } from '../../domain/views/pages.ts'
import type { RecordKind, RecordView, UpdateView } from '../../domain/views/records.ts'
import { fetchPage } from '../api/pages-api.ts'
import { frontierOf, mergePages, type OlderPages } from './merge-pages.ts'
import { floorsOf, mirrorVersion, sortedOf, stampOf, subscribeMirror } from './mirror.ts'
import { isWithin, layerOf } from './mirror-rules.ts'
import { outsideView } from './outside.ts'
import { type Placed, useLibraryIds, useMirror } from './use-mirror.ts'

type ViewOf<Kind extends RecordKind> = Extract<RecordView, { kind: Kind }>

/** A list that goes on into the past: first what the mirror has, then page by page what the backend has. */
export interface PagedRecords<View extends RecordView> {
  /** Newest first, without gaps down to its end. */
  records: readonly Placed<View>[]
  hasOlder: boolean
  /** Asks for the next page; does nothing while one is asked for, and where there is none. */
  loadOlder: () => void
}

const pageSize = 100

/**
 * All of a kind in one library or in all (null), of one thread or of all (null), newest first. Whoever shows it need not
 * know where it comes from. Undefined until the first answer.
 */
export function usePaged<Kind extends RecordKind>(
  kind: Kind,
  { library, thread }: { library: string | null; thread: string | null },
): PagedRecords<ViewOf<Kind>> | undefined {
  const libraries = useLibraryIds(library)
  const question = `${kind} ${thread ?? ''} ${libraries.join()}`
  const [asked, setAsked] = useState<{ question: string; pages: ReadonlyMap<string, OlderPages> }>({
    question,
    pages: pagesKept(question),
  })
  const pages = asked.question === question ? asked.pages : pagesKept(question)
  const here = useMirror(
    `paged ${question}`,
    () => libraries.map((id) => `${stampOf(id, [kind])} ${floorOf(id, kind)?.id ?? ''}`).join(),
    () => libraries.map((id) => ({ library: id, floor: floorOf(id, kind), views: within(id, kind, thread) })),
  )
  const outside = useSyncExternalStore(subscribeMirror, () => (pages.size === 0 ? 0 : mirrorVersion()))
  const isAsking = useRef(false)
  const setPages = (id: string, change: (before: OlderPages | undefined) => OlderPages): void =>
    setAsked((before) => {
      const known = before.question === question ? before.pages : pagesKept(question)
      const pages = new Map([...known, [id, change(known.get(id))]])
      keepPages(question, pages)
      return { question, pages }
    })
  const ask = async (id: string, before: Place): Promise<void> => {
    if (isAsking.current) return
    isAsking.current = true
    try {
      const page = await fetchPage(id, { kinds: [kind], thread, before, limit: pageSize })
      setPages(id, (known) => ({
        from: known?.from ?? before,
        views: [...(known?.views ?? []), ...page.records],
        next: page.next,
      }))
    } catch {
      // The backend is away: whoever scrolls on asks again.
    } finally {
      isAsking.current = false
    }
  }
  useGaps({ here, pages, setPages, kind, thread })
  // biome-ignore lint/correctness/useExhaustiveDependencies: what lies outside is read by mergePages
  const merged = useMemo(() => here && mergePages({ here, pages, current: currentView }), [here, pages, outside])
  if (merged === undefined || here === undefined) return undefined
  return {
    records: merged.records as Placed<ViewOf<Kind>>[],
    hasOlder: merged.olderIn !== null,
    loadOlder: () => {
      const part = here.find((each) => each.library === merged.olderIn)
      const before = part && frontierOf(part, pages.get(part.library))
      if (part && before) void ask(part.library, before)
    },
  }
}

const noPages: ReadonlyMap<string, OlderPages> = new Map()

/** What was read for the last questions, so that coming back to a list leads to where one was in it. */
const keptPages = new Map<string, ReadonlyMap<string, OlderPages>>()
const mostQuestions = 8

const pagesKept = (question: string): ReadonlyMap<string, OlderPages> => keptPages.get(question) ?? noPages

function keepPages(question: string, pages: ReadonlyMap<string, OlderPages>): void {
  keptPages.delete(question)
  keptPages.set(question, pages)
  const [oldest] = keptPages.keys()
  if (keptPages.size > mostQuestions && oldest !== undefined) keptPages.delete(oldest)
}

interface GapsProps {
  here: readonly { library: string; floor: Place | null }[] | undefined
  pages: ReadonlyMap<string, OlderPages>
  setPages: (library: string, change: (before: OlderPages | undefined) => OlderPages) => void
  kind: RecordKind
  thread: string | null
}

/** Where the mirror's floor rose above the pages that were read below it, what fell out between the two is asked for. */
function useGaps({ here, pages, setPages, kind, thread }: GapsProps): void {
  const gaps = (here ?? []).flatMap(({ library, floor }) => {
    const known = pages.get(library)
    return known && floor && inPlaceOrder(floor, known.from) < 0 ? [{ library, floor, to: known.from }] : []
  })
  const key = gaps.map(({ library, floor }) => `${library} ${floor.id}`).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the gaps
  useEffect(() => {
    let isLeft = false
    const close = async ({ library, floor, to }: (typeof gaps)[number]): Promise<void> => {
      const found: RecordView[] = []
      for (let before: Place | null = floor; before !== null && inPlaceOrder(before, to) < 0; ) {
        const page: Awaited<ReturnType<typeof fetchPage>> = await fetchPage(library, {
          ...{ kinds: [kind], thread, before },
          limit: 1000,
        })
        found.push(...page.records.filter((view) => inPlaceOrder(view, to) <= 0))
        before = page.next
      }
      if (isLeft) return
      setPages(library, (known) => ({
        from: floor,
        views: [...found, ...(known?.views ?? [])],
        next: known?.next ?? null,
      }))
    }
    for (const gap of gaps) void close(gap).catch(() => undefined)
    return () => {
      isLeft = true
    }
  }, [key])
}

function floorOf(library: string, kind: RecordKind): Place | null {
  const layer = layerOf(kind)
  return layer === 'whole' ? null : floorsOf(library)[layer]
}

function within(library: string, kind: RecordKind, thread: string | null): RecordView[] {
  const floors = floorsOf(library)
  return sortedOf(library, kind).filter(
    (view) => isWithin(kind, view, floors) && (thread === null || ('thread' in view && view.thread === thread)),
  )
}

/** What a record that was read before is by now; null where it was taken back since. */
function currentView(library: string, view: RecordView): RecordView | null {
  const now = outsideView(library, view.id)
  return now === undefined ? view : now
}

const none: readonly RecordView[] = []
const mostOn = 5000

/**
 * What stands on a record that is older than the mirror; empty where no id is given, undefined until it was answered.
 */
export function useOlderOn(
  kind: 'comment' | 'acknowledgement',
  library: string,
  id: string | null,
): readonly RecordView[] | undefined {
  const key = id === null ? null : `${library} ${id}`
  return useFetched(
    key,
    async () => {
      const found: RecordView[] = []
      let before: Place | null = null
      do {
        const page: Awaited<ReturnType<typeof fetchPage>> = await fetchPage(library, {
          ...{ kinds: [kind], on: id, before },
          limit: 1000,
        })
        found.push(...page.records)
        before = page.next
      } while (before !== null && found.length < mostOn)
      return found
    },
    library,
  )
}

/** So many open questions of one thread are shown at most; whoever has more has another trouble. */
const mostOpen = 500

/** Updates of a thread that are older than the mirror, and ask or are held up still. */
export function useOlderOpen(library: string, thread: string): readonly UpdateView[] {
  const floor = floorOf(library, 'update')
  const key = floor === null ? null : `${library} ${thread} ${floor.id}`
  const found = useFetched(
    key,
    async () =>
      (await fetchPage(library, { kinds: ['update'], thread, isOpen: true, before: floor, limit: mostOpen })).records,
    library,
  )
  return useMemo(() => (found ?? none).filter((view) => view.kind === 'update'), [found])
}

/** Asks once for each key; what the feed says of a record since then stands in place of what was answered. */
function useFetched(
  key: string | null,
  fetch: () => Promise<RecordView[]>,
  library: string,
): readonly RecordView[] | undefined {
  const [fetched, setFetched] = useState<{ key: string; views: RecordView[] } | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for what is asked
  useEffect(() => {
    if (key === null) return
    let isLeft = false
    fetch()
      .catch(() => [])
      .then((views) => {
        if (!isLeft) setFetched({ key, views })
      })
    return () => {
      isLeft = true
    }
  }, [key])
  const views = key === null ? none : fetched?.key === key ? fetched.views : undefined
  const version = useSyncExternalStore(subscribeMirror, () => (key === null ? 0 : mirrorVersion()))
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that something outside changed
  return useMemo(() => views?.flatMap((view) => currentView(library, view) ?? []), [views, library, version])
}
