import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { firstRow } from './first-row.ts'
import { removeIndex } from './remove-index.ts'

/** Raised whenever the tables or what is written in them change: an index of another version is made anew. */
const schemaVersion = 2

const tables = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Every batch file that was looked at. 'hash' is that of its head, where it has one.
CREATE TABLE files (
  path TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  modified_ms INTEGER NOT NULL,
  hash TEXT,
  -- Null for a file that counts, else why it does not yet.
  reason TEXT,
  since_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  retry_at_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX files_by_hash ON files (hash);
CREATE INDEX files_pending ON files (retry_at_ms) WHERE reason IS NOT NULL;

CREATE TABLE batches (
  hash TEXT PRIMARY KEY,
  writer TEXT NOT NULL,
  seq INTEGER NOT NULL,
  prev TEXT,
  ms INTEGER NOT NULL,
  counter INTEGER NOT NULL,
  month TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX batches_by_writer ON batches (writer, seq);
CREATE INDEX batches_by_prev ON batches (prev);
CREATE INDEX batches_by_time ON batches (ms, counter);

CREATE TABLE operations (
  id TEXT PRIMARY KEY,
  batch TEXT NOT NULL,
  subject TEXT NOT NULL,
  kind TEXT NOT NULL,
  writer TEXT NOT NULL,
  seq INTEGER NOT NULL,
  ms INTEGER NOT NULL,
  counter INTEGER NOT NULL,
  body TEXT NOT NULL,
  supersedes TEXT,
  nonce TEXT,
  is_authority INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX operations_by_subject ON operations (subject);
CREATE INDEX operations_of_authority ON operations (id) WHERE is_authority = 1;

-- Which words each record's operations name, whether or not they are here.
CREATE TABLE digests (
  digest TEXT NOT NULL,
  subject TEXT NOT NULL,
  batch TEXT NOT NULL,
  writer TEXT NOT NULL,
  PRIMARY KEY (subject, digest, batch)
) WITHOUT ROWID;
-- By writer too: whoever names another's words in a record of their own and withdraws that takes back nothing of the other's.
CREATE TABLE words (
  digest TEXT NOT NULL,
  writer TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (digest, writer)
) WITHOUT ROWID;
-- Records whose words were taken back: none of them is ever kept again.
CREATE TABLE withdrawn (subject TEXT PRIMARY KEY) WITHOUT ROWID;

-- Records to be folded again; survives a stop in the middle.
CREATE TABLE dirty (subject TEXT PRIMARY KEY) WITHOUT ROWID;

-- What screens read. A row without a view is a removal that pages have to learn of.
CREATE TABLE entries (
  rowid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  n INTEGER NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  thread TEXT,
  author TEXT,
  at_ms INTEGER NOT NULL,
  points_at TEXT,
  view TEXT
);
CREATE INDEX entries_by_kind ON entries (kind, at_ms);
CREATE INDEX entries_by_thread ON entries (thread, at_ms);
CREATE INDEX entries_by_target ON entries (points_at) WHERE points_at IS NOT NULL;

-- Published files whose presence a view speaks of, and captions that are searched.
CREATE TABLE media (
  subject TEXT NOT NULL,
  version TEXT NOT NULL,
  name TEXT NOT NULL,
  path TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  is_here INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  retry_at_ms INTEGER NOT NULL,
  PRIMARY KEY (subject, version, name)
) WITHOUT ROWID;
CREATE INDEX media_missing ON media (retry_at_ms) WHERE is_here = 0;
CREATE TABLE captions (
  subject TEXT NOT NULL,
  version TEXT NOT NULL,
  name TEXT NOT NULL,
  cues TEXT NOT NULL,
  PRIMARY KEY (subject, version, name)
) WITHOUT ROWID;

-- 'pairs' makes languages without spaces findable; short beginnings of words have an index of their own.
CREATE VIRTUAL TABLE search USING fts5 (title, body, transcript, pairs,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
`

/**
 * Opens the index of one library, or makes it where there is none, where it is of another version or another library,
 * or where it is damaged: everything in it can be read from the folder again.
 */
export function openIndexDatabase({ indexPath, library }: { indexPath: string; library: string }): DatabaseSync {
  mkdirSync(dirname(indexPath), { recursive: true })
  try {
    const database = open(indexPath)
    if (isUsable(database, library)) {
      emptyLog(database)
      return database
    }
    database.close()
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_SQLITE_ERROR') throw error
  }
  removeIndex(indexPath)
  const database = open(indexPath)
  database.exec('BEGIN')
  database.exec(tables)
  const insert = database.prepare('INSERT INTO meta (key, value) VALUES (?, ?)')
  insert.run('schema', String(schemaVersion))
  insert.run('library', library)
  insert.run('epoch', randomUUID())
  insert.run('n', '0')
  database.exec('COMMIT')
  return database
}

/**
 * Words that were withdrawn must not stay in free pages, nor in the log: deleted bytes are overwritten (secure_delete),
 * and `emptyLog` empties the log.
 */
function open(indexPath: string): DatabaseSync {
  const database = new DatabaseSync(indexPath)
  try {
    database.exec('PRAGMA journal_mode = WAL')
    database.exec('PRAGMA synchronous = NORMAL')
    database.exec('PRAGMA secure_delete = ON')
    database.exec('PRAGMA temp_store = MEMORY')
    database.exec('PRAGMA cache_size = -32000')
    // A first fill is written through once rather than every 4 MiB; each scan that read much empties the log at its end.
    database.exec('PRAGMA wal_autocheckpoint = 16000')
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function isUsable(database: DatabaseSync, library: string): boolean {
  const check = firstRow<{ quick_check: string }>(database.prepare('PRAGMA quick_check(1)'))
  if (check?.quick_check !== 'ok') return false
  const isOurs = firstRow(database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'meta'")) !== undefined
  if (!isOurs) return false
  const rows = database.prepare('SELECT key, value FROM meta').all() as { key: string; value: string }[]
  const meta = new Map(rows.map(({ key, value }) => [key, value]))
  return meta.get('schema') === String(schemaVersion) && meta.get('library') === library && meta.has('epoch')
}

/** Writes the log into the file and leaves nothing in it: what was deleted is then overwritten in both. */
export function emptyLog(database: DatabaseSync): void {
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
}

/** Runs some work as one transaction; nothing of it stays where it throws. */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
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
