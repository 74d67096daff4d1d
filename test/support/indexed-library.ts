import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { RecordKind, RecordView } from '../../domain/views/records.ts'
import type { LibraryIndex } from '../../electron/backend/library/index-port.ts'
import { openLocalIndex } from '../../electron/backend/search/local-index.ts'
import { foundLibrary, type TestWriter } from './library-writer.ts'

/** A library's folder and an index of it on the test's own thread; both go when the test is over. */
export interface IndexedLibrary {
  dir: string
  indexPath: string
  library: string
  founder: TestWriter
  clock: { nowMs: number }
  index: LibraryIndex
  /** Closes the index and opens it again on the same file. */
  reopen(): Promise<LibraryIndex>
  /** Every view, by kind where one is given, in the order of their ids. */
  views(): Promise<RecordView[]>
  view<Kind extends RecordKind>(kind: Kind, id: string): Promise<Extract<RecordView, { kind: Kind }> | null>
}

export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'ownpace-test-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

export function indexedLibrary(): IndexedLibrary {
  const base = temporaryFolder()
  const dir = join(base, 'library')
  const indexPath = join(base, 'profile', 'index.sqlite')
  const { founder, library } = foundLibrary(dir)
  const clock = { nowMs: Date.UTC(2026, 10, 3, 12) }
  const open = (): LibraryIndex =>
    openLocalIndex({ library, founder: founder.id, dir, indexPath, clock: { nowMs: () => clock.nowMs } })
  const indexed: IndexedLibrary = {
    dir,
    indexPath,
    library,
    founder,
    clock,
    index: open(),
    async reopen() {
      await indexed.index.close()
      indexed.index = open()
      return indexed.index
    },
    views: () => viewsOf(indexed.index),
    async view(kind, id) {
      const detail = await indexed.index.record(id)
      return detail?.view.kind === kind ? (detail.view as Extract<RecordView, { kind: typeof kind }>) : null
    },
  }
  onTestFinished(() => indexed.index.close())
  return indexed
}

export async function viewsOf(index: LibraryIndex): Promise<RecordView[]> {
  const { records } = await index.changes({ epoch: null, after: 0, limit: 5000 })
  return records.sort((a, b) => (a.id < b.id ? -1 : 1))
}
