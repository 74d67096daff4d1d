import { clampMs } from '../../../domain/library/hybrid-clock.ts'
import { letGoBeforeMs } from '../../../domain/library/let-go.ts'
import type { RecordKind, RecordView } from '../../../domain/views/records.ts'
import { findInside } from '../folder/write/inside.ts'
import type { GoneItem, LibraryIndex } from './index-port.ts'
import { removeAsset, removeVersion } from './remove-version.ts'

/** Videos whose bytes may go while words, captions and poster stay. */
const letGoNames = new Set(['video.mp4', 'storyboard.webp'])
const pageSize = 500

/** Deleted, not withdrawn, and said by no clock that is further ahead than is trusted. */
export async function deletedItems(index: Pick<LibraryIndex, 'goneItems'>, nowMs: number): Promise<GoneItem[]> {
  const gone = await index.goneItems()
  return gone.filter(({ isWithdrawn, saidAtMs }) => !isWithdrawn && saidAtMs <= nowMs + clampMs)
}

/** Removes the files of deleted items. Their words stay in the batches, so that a deletion can still be undone. */
export async function removeItems(dir: string, items: readonly GoneItem[]): Promise<void> {
  for (const { versions } of items) for (const { folder } of versions) await removeVersion(dir, folder)
}

/** A deleted item whose device is gone for good, offered to whoever asks. */
export interface Collectable {
  subject: string
  /** Whose it was. */
  person: string
  /** The name of its folder, which tells its date, thread and author. */
  name: string
  sizeBytes: number
}

/** The items among `items` whose files stand in the folder, and what they take there by their signed heads. */
export async function collectablesOf(dir: string, items: readonly GoneItem[]): Promise<Collectable[]> {
  const found: Collectable[] = []
  for (const { subject, person, versions } of items) {
    const standing = []
    for (const version of versions) if ((await findInside(dir, version.folder)) !== null) standing.push(version)
    const folder = standing[0]?.folder
    if (folder === undefined) continue
    const folders = new Set(standing.map((version) => version.folder))
    const assets = new Map(
      standing.flatMap(({ assets }) => assets).map((asset) => [`${asset.folder}/${asset.name}`, asset]),
    )
    const sizeBytes = [...assets.values()].reduce((sum, asset) => sum + (folders.has(asset.folder) ? asset.size : 0), 0)
    found.push({ subject, person, name: folder.slice(folder.lastIndexOf('/') + 1), sizeBytes })
  }
  return found
}

/** A thread that lets its videos go after so many months, named as the device's notes name it. */
export interface LettingGo {
  thread: string
  months: number
  note: string
}

export async function threadsLettingGo(index: Pick<LibraryIndex, 'records'>): Promise<LettingGo[]> {
  const threads = await allOf(index, { kind: 'thread', thread: null })
  return threads.flatMap((view) => {
    const months = view.kind === 'thread' ? view.keepVideosMonths : undefined
    return months === undefined ? [] : [{ thread: view.id, months, note: `${view.id} ${months}` }]
  })
}

/**
 * Removes the videos of a person's own updates that their thread lets go. What a decision or a path speaks of is kept.
 * Answers how many files were removed.
 */
export async function letVideosGo({
  dir,
  person,
  threads,
  nowMs,
  index,
}: {
  dir: string
  person: string
  threads: readonly LettingGo[]
  nowMs: number
  index: Pick<LibraryIndex, 'records' | 'versions'>
}): Promise<number> {
  if (threads.length === 0) return 0
  const referred = new Set([
    ...idsIn(await allOf(index, { kind: 'decision', thread: null })),
    ...idsIn(await allOf(index, { kind: 'path', thread: null })),
  ])
  let count = 0
  for (const { thread, months } of threads) {
    const beforeMs = letGoBeforeMs({ months, nowMs })
    for (const view of await allOf(index, { kind: 'update', thread, beforeMs })) {
      const isOwn = view.kind === 'update' && view.author === person && view.video !== null
      if (!isOwn || view.atMs >= beforeMs || referred.has(view.id)) continue
      for (const { name, folder } of (await index.versions(view.id)).flatMap(({ assets }) => assets)) {
        if (letGoNames.has(name) && (await removeAsset(dir, { folder, name }))) count += 1
      }
    }
  }
  return count
}

/** Every id that anything in these views names. */
function idsIn(views: RecordView[]): string[] {
  return views.flatMap((view) => JSON.stringify(view).match(/(?<![a-z0-9])[a-z2-7]{16}(?![a-z0-9])/g) ?? [])
}

async function allOf(
  index: Pick<LibraryIndex, 'records'>,
  { kind, thread, beforeMs = null }: { kind: RecordKind; thread: string | null; beforeMs?: number | null },
): Promise<RecordView[]> {
  const views = new Map<string, RecordView>()
  for (let before = beforeMs; ; ) {
    const page = await index.records({ kind, thread, beforeMs: before, limit: pageSize })
    const fresh = page.filter(({ id }) => !views.has(id))
    for (const view of fresh) views.set(view.id, view)
    const last = page.at(-1)
    if (page.length < pageSize || fresh.length === 0 || last === undefined) return [...views.values()]
    // those of the same moment stand on the next page again
    before = last.atMs + 1
  }
}
