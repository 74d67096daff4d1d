import type { ChangesPage } from '../../domain/views/library.ts'
import { cachedRecordOf, database, keyOf } from './database.ts'

type FetchChanges = (query: {
  library: string
  epoch: string | null
  after: number
  limit: number
}) => Promise<ChangesPage>

const pageSize = 500
const running = new Map<string, Promise<void>>()
const wanted = new Set<string>()

/**
 * Brings the page's copy of one library up to date. Calls that come meanwhile are joined into one more round,
 * so that a burst of events costs two rounds at most.
 */
export function syncLibrary(library: string, fetchChanges: FetchChanges): Promise<void> {
  const current = running.get(library)
  if (current) {
    wanted.add(library)
    return current
  }
  const round = (async () => {
    do {
      wanted.delete(library)
      await pullAll(library, fetchChanges)
    } while (wanted.has(library))
  })().finally(() => running.delete(library))
  running.set(library, round)
  return round
}

async function pullAll(library: string, fetchChanges: FetchChanges): Promise<void> {
  for (let hasMore = true; hasMore; ) {
    const cursor = await database.cursors.get(library)
    const page = await fetchChanges({
      library,
      epoch: cursor?.epoch ?? null,
      after: cursor?.n ?? 0,
      limit: pageSize,
    })
    await applyPage(library, page, cursor?.epoch ?? null)
    hasMore = page.hasMore
  }
}

/** One transaction a page: a window closed in between leaves the cursor where its records are. */
async function applyPage(library: string, page: ChangesPage, knownEpoch: string | null): Promise<void> {
  await database.transaction('rw', database.records, database.cursors, async () => {
    if (page.epoch !== knownEpoch) await database.records.where('library').equals(library).delete()
    await database.records.bulkDelete(page.removed.map((id) => keyOf(library, id)))
    await database.records.bulkPut(page.records.map((view) => cachedRecordOf(library, view)))
    await database.cursors.put({ library, epoch: page.epoch, n: page.n })
  })
}

/** Forgets a library that this device no longer opens. */
export async function forgetLibrary(library: string): Promise<void> {
  await database.transaction('rw', database.records, database.cursors, async () => {
    await database.records.where('library').equals(library).delete()
    await database.cursors.delete(library)
  })
}
