import { inPlaceOrder } from '../../domain/views/pages.ts'
import type { RecordKind, RecordView } from '../../domain/views/records.ts'
import { type CachedCursor, database } from './database.ts'
import { type Floors, noFloors } from './mirror-rules.ts'

/**
 * The page's copy of its libraries in memory: read once from Dexie when the page opens, and changed by what changed from
 * then on. Screens read it at once and without a copy, so that nothing reads thousands of rows for one new comment.
 */
interface LibraryMirror {
  views: Map<string, RecordView>
  cursor: CachedCursor | null
  /** Counts up each time something of a kind changed. */
  versions: Map<RecordKind, number>
  sorted: Map<RecordKind, readonly RecordView[]>
}

const mirrors = new Map<string, LibraryMirror>()
const listeners = new Set<() => void>()
let isRead = false
/** Counts up with every change of anything here. */
let version = 0

export function subscribeMirror(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function notifyMirror(): void {
  version += 1
  for (const listener of listeners) listener()
}

/** False until what Dexie holds was read for the first time. */
export const isMirrorRead = (): boolean => isRead

export const mirrorVersion = (): number => version

export const cursorOf = (library: string): CachedCursor | null => mirrors.get(library)?.cursor ?? null

export const floorsOf = (library: string): Floors => cursorOf(library)?.floors ?? noFloors

export const viewsOf = (library: string): ReadonlyMap<string, RecordView> => mirrors.get(library)?.views ?? new Map()

export const viewIn = (library: string, id: string): RecordView | undefined => mirrors.get(library)?.views.get(id)

/** A number that is another as soon as something of these kinds changed. */
export function stampOf(library: string, kinds: readonly RecordKind[]): number {
  const versions = mirrors.get(library)?.versions
  return kinds.reduce((sum, kind) => sum + (versions?.get(kind) ?? 0), 0)
}

/** All of a kind that is here, newest first; the same array until something of the kind changes. */
export function sortedOf<Kind extends RecordKind>(
  library: string,
  kind: Kind,
): readonly Extract<RecordView, { kind: Kind }>[] {
  type View = Extract<RecordView, { kind: Kind }>
  const mirror = mirrors.get(library)
  if (mirror === undefined) return []
  const known = mirror.sorted.get(kind)
  if (known !== undefined) return known as readonly View[]
  const made = [...mirror.views.values()].filter((view): view is View => view.kind === kind).sort(inPlaceOrder)
  mirror.sorted.set(kind, made)
  return made
}

/** Changes the copy in memory; whoever calls keeps Dexie in step, before or after, and says so by notifyMirror. */
export function changeMirror(
  library: string,
  { put = [], remove = [], cursor }: { put?: readonly RecordView[]; remove?: readonly string[]; cursor?: CachedCursor },
): void {
  const mirror = mirrorOf(library)
  const touched = new Set<RecordKind>()
  for (const id of remove) {
    const known = mirror.views.get(id)
    if (known === undefined) continue
    touched.add(known.kind)
    mirror.views.delete(id)
  }
  for (const view of put) {
    touched.add(view.kind)
    mirror.views.set(view.id, view)
  }
  for (const kind of touched) {
    mirror.versions.set(kind, (mirror.versions.get(kind) ?? 0) + 1)
    mirror.sorted.delete(kind)
  }
  if (cursor !== undefined) mirror.cursor = cursor
}

export function dropMirror(library: string): void {
  mirrors.delete(library)
}

function mirrorOf(library: string): LibraryMirror {
  const known = mirrors.get(library)
  if (known !== undefined) return known
  const made: LibraryMirror = { views: new Map(), cursor: null, versions: new Map(), sorted: new Map() }
  mirrors.set(library, made)
  return made
}

/** So many rows at once are decoded in a few milliseconds; between two slices the page may draw and answer. */
const sliceSize = 1000

let reading: Promise<void> | null = null

/** Reads what Dexie holds, once. */
export function readMirror(): Promise<void> {
  reading ??= readAll()
    .catch((error: unknown) => {
      // A damaged store is filled anew from the backend.
      console.error('the page’s own copy cannot be read:', error)
    })
    .then(() => {
      isRead = true
      notifyMirror()
    })
  return reading
}

async function readAll(): Promise<void> {
  const cursors = await database.cursors.toArray()
  for (const cursor of cursors) changeMirror(cursor.library, { put: await storedViews(cursor.library), cursor })
}

/** Reads one library anew, after another window changed it. */
export async function rereadMirror(library: string): Promise<void> {
  const [cursor, views] = await Promise.all([database.cursors.get(library), storedViews(library)])
  const kept = new Set(views.map(({ id }) => id))
  const remove = [...viewsOf(library).keys()].filter((id) => !kept.has(id))
  changeMirror(library, { put: views, remove, ...(cursor === undefined ? {} : { cursor }) })
  notifyMirror()
}

async function storedViews(library: string): Promise<RecordView[]> {
  const views: RecordView[] = []
  // '0' follows '/' in the order of keys.
  for (let after = `${library}/`; ; ) {
    const rows = await database.records
      .where('key')
      .between(after, `${library}0`, false, false)
      .limit(sliceSize)
      .toArray()
    for (const { view } of rows) views.push(view)
    const last = rows.at(-1)
    if (last === undefined || rows.length < sliceSize) return views
    after = last.key
  }
}
