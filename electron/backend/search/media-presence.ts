import { createHash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import type { Cue } from '../../../domain/captions/cues.ts'
import { maxCaptionBytes, parseCaptions } from '../../../domain/captions/parse.ts'
import type { FolderVersion } from '../../../domain/projection/versions.ts'
import type { RecordView } from '../../../domain/views/records.ts'
import type { LibraryFolder } from '../folder/read/library-folder.ts'
import { Unreadable } from '../folder/read/unreadable.ts'
import { firstRow } from './first-row.ts'

const firstRetryMs = 2000
const longestRetryMs = 60_000
const checksPerScan = 500

interface AssetKey {
  subject: string
  version: string
  name: string
}

interface MediaRow extends AssetKey {
  path: string
  size: number
  sha256: string
  is_here: number
  attempts: number
}

/**
 * Which videos have arrived, and what is said in them. Videos are never opened here, only looked at: opening one that
 * is in the cloud would bring it down. Captions are read, checked against the signed head, and searched.
 */
export interface MediaPresence {
  /** Names the files that a record's shown version needs; others are not looked for any more. */
  expect(subject: string, versions: FolderVersion[]): void
  isHere(asset: AssetKey): boolean
  /** All that is said in a record's video, in the first language of its captions that is here. */
  transcript(view: RecordView): string
  cues(view: RecordView): Cue[]
  /** Forgets what was said in a withdrawn record's video; answers whether anything was known. */
  forget(subject: string): boolean
  /** Looks for what was missing, and with `all` also for what was here. Answers the records whose files came or went. */
  check(query: { folder: LibraryFolder; all: boolean; nowMs: number }): Promise<string[]>
}

export function createMediaPresence(database: DatabaseSync): MediaPresence {
  const selectOne = database.prepare('SELECT is_here FROM media WHERE subject = ? AND version = ? AND name = ?')
  const selectSubject = database.prepare('SELECT version, name, path FROM media WHERE subject = ?')
  const insert = database.prepare(
    `INSERT OR IGNORE INTO media (subject, version, name, path, size, sha256, is_here, attempts, retry_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, 0, 0, 0)`,
  )
  const remove = database.prepare('DELETE FROM media WHERE subject = ? AND version = ? AND name = ?')
  const removeSubject = database.prepare('DELETE FROM media WHERE subject = ?')
  const selectMissing = database.prepare(
    'SELECT * FROM media WHERE is_here = 0 AND retry_at_ms <= ? ORDER BY retry_at_ms LIMIT ?',
  )
  const selectPresent = database.prepare("SELECT * FROM media WHERE is_here = 1 AND name = 'video.mp4'")
  const update = database.prepare(
    'UPDATE media SET is_here = ?, attempts = ?, retry_at_ms = ? WHERE subject = ? AND version = ? AND name = ?',
  )
  const selectCues = database.prepare('SELECT cues FROM captions WHERE subject = ? AND version = ? AND name = ?')
  const insertCues = database.prepare(
    `INSERT INTO captions (subject, version, name, cues) SELECT ?, ?, ?, ?
     WHERE NOT EXISTS (SELECT 1 FROM withdrawn WHERE subject = ?)
     ON CONFLICT (subject, version, name) DO UPDATE SET cues = excluded.cues`,
  )
  const removeCues = database.prepare('DELETE FROM captions WHERE subject = ? AND version = ? AND name = ?')
  const removeAllCues = database.prepare('DELETE FROM captions WHERE subject = ?')

  function cues(view: RecordView): Cue[] {
    if (view.kind !== 'update' && view.kind !== 'video') return []
    for (const { version, asset } of view.video?.captions ?? []) {
      const row = firstRow<{ cues: string }>(selectCues, view.id, version, asset)
      if (row) return JSON.parse(row.cues) as Cue[]
    }
    return []
  }

  function setHere({ row, isHere, nowMs }: { row: MediaRow; isHere: boolean; nowMs: number }): void {
    const attempts = isHere ? 0 : row.attempts + 1
    const retryMs = Math.min(firstRetryMs * 2 ** Math.min(attempts, 20), longestRetryMs)
    update.run(isHere ? 1 : 0, attempts, nowMs + retryMs, row.subject, row.version, row.name)
  }

  /** Whether a file is here; captions are taken in on the way. */
  async function look(row: MediaRow, folder: LibraryFolder): Promise<boolean> {
    try {
      if (row.name === 'video.mp4') {
        const facts = await folder.facts(row.path)
        return facts?.isHere === true && facts.sizeBytes === row.size
      }
      const { bytes } = await folder.read(row.path, { capBytes: maxCaptionBytes })
      const isTrue = bytes.length === row.size && createHash('sha256').update(bytes).digest('hex') === row.sha256
      if (!isTrue) return false
      const { cues: parsed } = parseCaptions(bytes.toString('utf8'))
      insertCues.run(row.subject, row.version, row.name, JSON.stringify(parsed), row.subject)
      return true
    } catch (error) {
      if (error instanceof Unreadable) return false
      throw error
    }
  }

  return {
    expect(subject, versions) {
      const shown = versions[0]
      const versionOfFolder = new Map(versions.map(({ folder, id }) => [folder, id]))
      const wanted = new Map<string, { version: string; name: string; path: string; size: number; sha256: string }>()
      for (const { name, size, sha256, folder } of shown?.assets ?? []) {
        const version = versionOfFolder.get(folder)
        if (version === undefined || (name !== 'video.mp4' && !name.endsWith('.vtt'))) continue
        wanted.set(`${version}/${name}`, { version, name, path: `${folder}/${name}`, size, sha256 })
      }
      for (const { version, name } of selectSubject.all(subject) as { version: string; name: string }[]) {
        if (wanted.delete(`${version}/${name}`)) continue
        remove.run(subject, version, name)
        removeCues.run(subject, version, name)
      }
      for (const { version, name, path, size, sha256 } of wanted.values()) {
        insert.run(subject, version, name, path, size, sha256)
      }
    },
    isHere: ({ subject, version, name }) =>
      firstRow<{ is_here: number }>(selectOne, subject, version, name)?.is_here === 1,
    transcript: (view) =>
      cues(view)
        .map(({ text }) => text)
        .join('\n'),
    cues,
    forget(subject) {
      removeSubject.run(subject)
      return removeAllCues.run(subject).changes > 0
    },
    async check({ folder, all, nowMs }) {
      const changed = new Set<string>()
      const missing = selectMissing.all(nowMs, checksPerScan) as unknown as MediaRow[]
      const present = all ? (selectPresent.all() as unknown as MediaRow[]) : []
      for (const row of [...missing, ...present]) {
        const isHere = await look(row, folder)
        const wasHere = row.is_here === 1
        if (!isHere || !wasHere) setHere({ row, isHere, nowMs })
        if (isHere !== wasHere) changed.add(row.subject)
      }
      return [...changed]
    },
  }
}
