import type { ChangesPage, LibraryView } from '../../domain/views/library.ts'
import type { KeptRecords, PageQuery, Place, RecordsPage } from '../../domain/views/pages.ts'
import type { RecordView } from '../../domain/views/records.ts'
import { fetchChanges } from '../api/library-api.ts'
import { fetchKept, fetchPage, fetchViews } from '../api/pages-api.ts'
import { type CachedCursor, database, keyOf } from './database.ts'
import {
  changeMirror,
  cursorOf,
  dropMirror,
  floorsOf,
  notifyMirror,
  readMirror,
  rereadMirror,
  viewsOf,
} from './mirror.ts'
import {
  type Floors,
  judge,
  kindsOf,
  mirrorLimits,
  missingTargets,
  noFloors,
  type Window,
  windows,
} from './mirror-rules.ts'
import { forgetAbsent, keepOutside } from './outside.ts'

const pageSize = 500
/** Whoever was away for longer than this is faster with the newest records than with every change. */
const mostPages = mirrorLimits.passing / pageSize
/** Written at once; between two slices the page may draw and answer. */
const sliceSize = 250

/** What of a library decides how its copy is kept: who I am in it, and whether it is still being read. */
type Followed = Pick<LibraryView, 'id' | 'me' | 'state'>

const running = new Map<string, Promise<void>>()
const wanted = new Map<string, Followed>()

/**
 * Brings the page's copy of one library up to date. Calls that come meanwhile are joined into one more round, so that a
 * burst of events costs two rounds at most.
 */
export function syncLibrary(followed: Followed): Promise<void> {
  const { id: library } = followed
  wanted.set(library, followed)
  const current = running.get(library)
  if (current) return current
  const round = (async () => {
    await readMirror()
    for (let next = wanted.get(library); next !== undefined; next = wanted.get(library)) {
      wanted.delete(library)
      const now = next
      // Windows of one browser share Dexie: one at a time brings it up to date.
      await navigator.locks.request(`ownpace-sync:${library}`, () => pullAll(now))
    }
  })().finally(() => running.delete(library))
  running.set(library, round)
  return round
}

async function pullAll(followed: Followed): Promise<void> {
  const { id: library, me, state } = followed
  const stored = await database.cursors.get(library)
  if (stored && !isSameCursor(stored, cursorOf(library))) await rereadMirror(library)
  for (let count = 0; ; count += 1) {
    const cursor = cursorOf(library)
    if (cursor === null || count >= mostPages) return fill(followed)
    const page = await fetchChanges({ library, epoch: cursor.epoch, after: cursor.n, limit: pageSize })
    // An index that is still being read does not have everything yet: what is here stays until it does.
    if (page.epoch !== cursor.epoch && state === 'reading') return
    if (page.epoch !== cursor.epoch || cursor.me !== me) return fill(followed)
    if (page.n !== cursor.n) await applyChanges(library, cursor, page)
    if (!page.hasMore) break
  }
  await completeTargets(library)
}

async function applyChanges(library: string, cursor: CachedCursor, page: ChangesPage): Promise<void> {
  forgetAbsent(library)
  for (const id of page.removed) keepOutside(library, id, null)
  changeMirror(library, { put: page.records, remove: page.removed })
  const { floors, evicted } = evict(library, cursor.me, cursor.floors)
  const gone = new Set(evicted)
  const next = { ...cursor, n: page.n, floors }
  changeMirror(library, { cursor: next })
  const stays = page.records.filter(({ id }) => !gone.has(id))
  // The cursor goes with the last of it: a window closed in between asks for the same page again.
  await database.transaction('rw', database.records, database.cursors, async () => {
    await database.records.bulkDelete([...page.removed, ...evicted].map((id) => keyOf(library, id)))
    await database.records.bulkPut(stays.map((view) => ({ key: keyOf(library, view.id), view })))
    await database.cursors.put(next)
  })
  channel.postMessage({
    ...{ library, from: cursor, to: next },
    put: stays.map(({ id }) => id),
    remove: [...page.removed, ...evicted],
  } satisfies MirrorNews)
  notifyMirror()
}

/** Takes out of the mirror what is too old for it; what went can still be shown where it stands on the screen. */
function evict(library: string, me: string, before: Floors): { floors: Floors; evicted: string[] } {
  const views = viewsOf(library)
  const judged = judge({ views: views.values(), floors: before, me })
  for (const id of judged.evicted) keepOutside(library, id, views.get(id) ?? null)
  changeMirror(library, { remove: judged.evicted })
  return judged
}

/**
 * Fills the copy of a library with its newest records. What was there before stays on the screen until all of it is
 * here, and then what is no longer in the library goes.
 */
async function fill(followed: Followed): Promise<void> {
  const { id: library, me } = followed
  const fresh = new Set<string>()
  const put = async (views: readonly RecordView[]): Promise<void> => {
    for (const { id } of views) fresh.add(id)
    changeMirror(library, { put: views })
    notifyMirror()
    await storeViews(library, views)
  }
  const kept: KeptRecords = await fetchKept(library)
  await put(kept.records)
  const floors: Record<Window, Place | null> = { ...noFloors }
  for (const layer of windows) {
    const floor = await fillLayer({ library, layer, epoch: kept.epoch, put })
    // The index was made anew meanwhile: what was read is of two epochs.
    if (floor === 'other-epoch') return fill(followed)
    floors[layer] = floor
  }
  const stale = [...viewsOf(library).keys()].filter((id) => !fresh.has(id))
  changeMirror(library, { remove: stale })
  const judged = evict(library, me, floors)
  const from = cursorOf(library)
  const cursor: CachedCursor = { library, epoch: kept.epoch, n: kept.n, me, floors: judged.floors }
  changeMirror(library, { cursor })
  await database.transaction('rw', database.records, database.cursors, async () => {
    await database.records.bulkDelete([...stale, ...judged.evicted].map((id) => keyOf(library, id)))
    await database.cursors.put(cursor)
  })
  const remove = [...stale, ...judged.evicted]
  channel.postMessage({ library, from, to: cursor, put: [...fresh], remove } satisfies MirrorNews)
  notifyMirror()
  // What changed while the pages were read comes with the feed.
  await pullAll(followed)
}

async function fillLayer({
  library,
  layer,
  epoch,
  put,
}: {
  library: string
  layer: Window
  epoch: string
  put: (views: readonly RecordView[]) => Promise<void>
}): Promise<Place | null | 'other-epoch'> {
  let before: Place | null = null
  for (let count = 0; count < mirrorLimits[layer]; count += pageSize) {
    const query: Pick<PageQuery, 'kinds' | 'before' | 'limit'> = { kinds: kindsOf(layer), before, limit: pageSize }
    const page: RecordsPage = await fetchPage(library, query)
    if (page.epoch !== epoch) return 'other-epoch'
    await put(page.records)
    before = page.next
    if (before === null) return null
  }
  return before
}

async function storeViews(library: string, views: readonly RecordView[]): Promise<void> {
  for (let from = 0; from < views.length; from += sliceSize) {
    const slice = views.slice(from, from + sliceSize)
    await database.records.bulkPut(slice.map((view) => ({ key: keyOf(library, view.id), view })))
  }
}

/** Fetches what comments stand on and what is too old to be here by itself. */
async function completeTargets(library: string): Promise<void> {
  const missing = missingTargets(viewsOf(library), floorsOf(library)).filter((id) => !isAbsent(library, id))
  if (missing.length === 0) return
  const found = await fetchViews(library, missing)
  const ids = new Set(found.map(({ id }) => id))
  for (const id of missing) if (!ids.has(id)) absent.add(keyOf(library, id))
  if (found.length === 0) return
  await storeViews(library, found)
  changeMirror(library, { put: found })
  notifyMirror()
}

/** What comments stand on and no library has: asked for once in the life of a window. */
const absent = new Set<string>()
const isAbsent = (library: string, id: string): boolean => absent.has(keyOf(library, id))

/** Forgets a library that this device no longer opens. */
export async function forgetLibrary(library: string): Promise<void> {
  dropMirror(library)
  notifyMirror()
  await database.transaction('rw', database.records, database.cursors, async () => {
    await database.records.where('key').startsWith(keyOf(library, '')).delete()
    await database.cursors.delete(library)
  })
}

interface MirrorNews {
  library: string
  from: CachedCursor | null
  to: CachedCursor
  put: string[]
  remove: string[]
}

const channel = new BroadcastChannel('ownpace-mirror')

/** Another window of this browser changed what both keep in Dexie. */
channel.onmessage = ({ data }: MessageEvent<MirrorNews>) => void follow(data)

async function follow({ library, from, to, put, remove }: MirrorNews): Promise<void> {
  await readMirror()
  const own = cursorOf(library)
  if (isSameCursor(to, own)) return
  if (!isSameCursor(from, own) || put.length > pageSize) return rereadMirror(library)
  const rows = await database.records.bulkGet(put.map((id) => keyOf(library, id)))
  changeMirror(library, { put: rows.flatMap((row) => row?.view ?? []), remove, cursor: to })
  notifyMirror()
}

function isSameCursor(a: CachedCursor | null, b: CachedCursor | null): boolean {
  return a?.epoch === b?.epoch && a?.n === b?.n
}
