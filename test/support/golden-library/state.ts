import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Marker } from '../../../domain/library/paths.ts'
import type { RecordView } from '../../../domain/views/records.ts'
import type { LibraryIndex } from '../../../electron/backend/library/index-port.ts'
import { openLocalIndex } from '../../../electron/backend/search/local-index.ts'

const fixturesDir = fileURLToPath(new URL('../../fixtures/', import.meta.url))

/** The committed library, and what every version reads in it. */
export const goldenLibraryDir = join(fixturesDir, 'library-v1')
export const expectedPath = join(fixturesDir, 'library-v1.expected.json')

/** The day on which the golden library is read. */
export const readingMs = Date.UTC(2026, 10, 22, 12)

/** All that a library says, in a form that can be compared. */
export interface LibraryState {
  views: RecordView[]
  /** Whole texts of documents, by id. */
  texts: Record<string, string | null>
  /** Fields of which more than one operation stands, the one shown first: `<record> <field>`. */
  concurrent: Record<string, string[]>
  /** Files that do not count yet. */
  pending: string[]
  /** The number of each device's last batch. */
  last: Record<string, number>
}

export async function readState(dir: string, indexPath: string): Promise<LibraryState> {
  const { library, founder } = JSON.parse(readFileSync(join(dir, 'ownpace.json'), 'utf8')) as Marker
  const index = openLocalIndex({ library, founder, dir, indexPath, clock: { nowMs: () => readingMs } })
  try {
    await index.scan('all')
    return await stateOf(index)
  } finally {
    await index.close()
  }
}

async function stateOf(index: LibraryIndex): Promise<LibraryState> {
  const { records } = await index.changes({ epoch: null, after: 0, limit: 5000 })
  const views = records.sort((a, b) => (a.id < b.id ? -1 : 1))
  const state: LibraryState = { views, texts: {}, concurrent: {}, pending: [], last: {} }
  for (const view of views) {
    const detail = await index.record(view.id)
    if (view.kind === 'document') state.texts[view.id] = detail?.text ?? null
    for (const { field, heads } of await index.heads(view.id)) {
      if (heads.length > 1) state.concurrent[`${view.id} ${field}`] = heads
    }
    if (view.kind !== 'person') continue
    for (const { writer } of view.devices) state.last[writer] = (await index.position(writer))?.seq ?? 0
  }
  state.pending = (await index.pending()).map(({ path }) => path)
  return state
}
