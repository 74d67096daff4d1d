import { randomUUID } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { firstRow } from './first-row.ts'
import { removeIndex } from './remove-index.ts'
import { finalIndexes, laterIndexes, schemaVersion, tables } from './tables.ts'

/** How many bytes of words FTS5 gathers before it writes them: much less merging for a first fill. */
const fillHashBytes = 4 * 1024 * 1024
const usualHashBytes = 1024 * 1024
const cacheKib = 32_000

const held = new WeakMap<DatabaseSync, { count: number }>()
/** So many pieces of work are written at once in a first fill: most pages are then written once. */
const heldMost = 4

/** An index that is open, and whether it is still in its first fill. */
export interface IndexDatabase {
  database: DatabaseSync
  /** True from the making of an index until everything has been read into it once. */
  isFilling(): boolean
  /** True in a first fill until `buildIndexes`: words and records cannot be found yet, and none is marked. */
  isGathering(): boolean
  /** Gives a filling index the indexes by which words and records are found; more rows may follow. */
  buildIndexes(): void
  /** Runs a scan that fills; on its own it commits now and then, and what is left when it throws is taken back. */
  filling<T>(work: () => Promise<T>): Promise<T>
  /** Ends the first fill: from here on everything survives a crash. */
  finishFill(): void
}

/**
 * Opens the index of one library, or makes it where there is none, where it is of another version or another library,
 * or where it is damaged: everything in it can be read from the folder again. Damage further inside shows when it is
 * used, and is answered by whoever asked.
 */
export function openIndexDatabase({ indexPath, library }: { indexPath: string; library: string }): IndexDatabase {
  mkdirSync(dirname(indexPath), { recursive: true })
  const known = openKnown({ indexPath, library })
  return known ? filled(known) : startFill({ indexPath, library })
}

/** What was left open in its first fill is thrown away: it was written without waiting for the disk. */
function openKnown({ indexPath, library }: { indexPath: string; library: string }): DatabaseSync | null {
  if (existsSync(fillMark(indexPath))) return null
  let database: DatabaseSync | null = null
  try {
    database = new DatabaseSync(indexPath)
    prepareForSecrets(database)
    secureForCrashes(database)
    if (isUsable(database, library)) {
      emptyLog(database)
      return database
    }
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_SQLITE_ERROR') throw error
  }
  try {
    database?.close()
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_SQLITE_ERROR') throw error
  }
  return null
}

function filled(database: DatabaseSync): IndexDatabase {
  return {
    database,
    isFilling: () => false,
    isGathering: () => false,
    buildIndexes: () => undefined,
    filling: (work) => work(),
    finishFill: () => undefined,
  }
}

/**
 * A first fill does not wait for the disk and keeps no log, which saves half of all writing. A mark beside the file says
 * so until it is done, so that nobody trusts what a crash has left.
 */
function startFill({ indexPath, library }: { indexPath: string; library: string }): IndexDatabase {
  removeIndex(indexPath)
  const mark = randomUUID()
  writeFileSync(fillMark(indexPath), mark)
  const database = new DatabaseSync(indexPath)
  prepareForSecrets(database)
  database.exec('PRAGMA journal_mode = MEMORY')
  database.exec('PRAGMA synchronous = OFF')
  database.exec('BEGIN')
  database.exec(tables)
  database.exec(`INSERT INTO search (search, rank) VALUES ('hashsize', ${fillHashBytes})`)
  const insert = database.prepare('INSERT INTO meta (key, value) VALUES (?, ?)')
  insert.run('schema', String(schemaVersion))
  insert.run('library', library)
  insert.run('epoch', randomUUID())
  database.exec('COMMIT')
  let isOver = false
  let isGathering = true
  return {
    database,
    isFilling: () => !isOver,
    isGathering: () => isGathering,
    buildIndexes() {
      database.exec(laterIndexes)
      isGathering = false
    },
    async filling(work) {
      if (isOver) return await work()
      hold(database)
      try {
        return await work()
      } catch (error) {
        release(database, 'ROLLBACK')
        isGathering = true
        throw error
      } finally {
        release(database, 'COMMIT')
      }
    },
    finishFill() {
      if (isOver) return
      release(database, 'COMMIT')
      database.exec(`INSERT INTO search (search, rank) VALUES ('hashsize', ${usualHashBytes})`)
      database.exec(finalIndexes)
      // What the fill has set aside is not needed any more.
      database.exec('PRAGMA shrink_memory')
      secureForCrashes(database)
      const file = openSync(indexPath, 'r+')
      fsyncSync(file)
      closeSync(file)
      // Another process that began to fill anew, while this one was being ended, has set a mark of its own.
      if (readFileSync(fillMark(indexPath), 'utf8') !== mark) throw new Error('this first fill was given up')
      rmSync(fillMark(indexPath), { force: true })
      isOver = true
    },
  }
}

/** Whether an index was read into once as a whole, so far as its files tell. */
export function isFilled(indexPath: string): boolean {
  return existsSync(indexPath) && !existsSync(fillMark(indexPath))
}

function fillMark(indexPath: string): string {
  return `${indexPath}.filling`
}

/**
 * Words that were withdrawn must not stay in free pages, nor in the log: deleted bytes are overwritten (secure_delete),
 * and `emptyLog` empties the log.
 */
function prepareForSecrets(database: DatabaseSync): void {
  database.exec('PRAGMA secure_delete = ON')
  database.exec('PRAGMA temp_store = MEMORY')
  database.exec(`PRAGMA cache_size = -${cacheKib}`)
}

function secureForCrashes(database: DatabaseSync): void {
  database.exec('PRAGMA journal_mode = WAL')
  database.exec('PRAGMA synchronous = NORMAL')
  // Much at once is written through once rather than every 4 MiB; each scan that read much empties the log at its end.
  database.exec('PRAGMA wal_autocheckpoint = 16000')
}

/** Looks at the first pages alone: a check of the whole file would grow with the library at every start. */
function isUsable(database: DatabaseSync, library: string): boolean {
  const isOurs = firstRow(database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'meta'")) !== undefined
  if (!isOurs) return false
  const rows = database.prepare('SELECT key, value FROM meta').all() as { key: string; value: string }[]
  const meta = new Map(rows.map(({ key, value }) => [key, value]))
  return meta.get('schema') === String(schemaVersion) && meta.get('library') === library && meta.has('epoch')
}

/** Writes the log into the file and leaves nothing in it: what was deleted is then overwritten in both. */
export function emptyLog(database: DatabaseSync): void {
  // A first fill has no log.
  if (!held.has(database)) database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
}

/** Lets the pieces of work that follow share their transactions, until `release`. */
function hold(database: DatabaseSync): void {
  if (held.has(database)) return
  database.exec('BEGIN IMMEDIATE')
  held.set(database, { count: 0 })
}

function release(database: DatabaseSync, end: 'COMMIT' | 'ROLLBACK'): void {
  // After some errors, a full disk among them, SQLite has taken everything back by itself.
  if (held.delete(database) && database.isTransaction) database.exec(end)
}

/** Runs some work as one transaction; nothing of it stays where it throws. */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  const holding = held.get(database)
  if (holding) {
    const result = work()
    holding.count += 1
    if (holding.count % heldMost === 0) database.exec('COMMIT; BEGIN IMMEDIATE')
    return result
  }
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}
