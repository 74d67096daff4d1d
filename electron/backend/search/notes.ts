import type { DatabaseSync } from 'node:sqlite'
import { firstRow } from './first-row.ts'

/** What an index knows of its folder as a whole. */
export interface Notes {
  /** When everything was last looked at, 0 for never. */
  wholeScanAtMs(): number
  setWholeScanAtMs(ms: number): void
  isStreamed(): boolean
  setStreamed(): void
}

export function createNotes(database: DatabaseSync): Notes {
  const select = database.prepare('SELECT value FROM meta WHERE key = ?')
  const set = database.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)')
  const read = (key: string): string | undefined => firstRow<{ value: string }>(select, key)?.value
  return {
    wholeScanAtMs: () => Number(read('whole-scan-at-ms') ?? 0),
    setWholeScanAtMs: (ms) => {
      set.run('whole-scan-at-ms', String(ms))
    },
    isStreamed: () => read('streamed') === '1',
    setStreamed: () => {
      if (read('streamed') !== '1') set.run('streamed', '1')
    },
  }
}
