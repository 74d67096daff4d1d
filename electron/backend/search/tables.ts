/** Raised whenever the tables or what is written in them change: an index of another version is made anew. */
export const schemaVersion = 3

/*
 * Narrow on purpose: 100,000 updates are some 1.5 million rows. Rows are appended in the order in which they are read, and
 * what is found by a hash or an id is found by an index over it, not by the row's own key.
 */
export const tables = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE folders (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE);

-- Every file of batches that was looked at, packs too.
CREATE TABLE files (
  folder INTEGER NOT NULL,
  name TEXT NOT NULL,
  size INTEGER NOT NULL,
  modified_ms INTEGER NOT NULL,
  -- The batch that it holds, once that counts; null for a pack.
  batch INTEGER,
  -- Of the head of a batch that does not count.
  hash TEXT,
  -- Null for a file that counts, else why it does not yet.
  reason TEXT,
  -- Whether this copy lacks words that its heads name and nobody has taken back, and whether it carries words that were.
  lacks_words INTEGER NOT NULL,
  carries_withdrawn INTEGER NOT NULL,
  since_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  retry_at_ms INTEGER NOT NULL,
  PRIMARY KEY (folder, name)
) WITHOUT ROWID;
CREATE INDEX files_by_batch ON files (batch) WHERE batch IS NOT NULL;
CREATE INDEX files_unsettled ON files (retry_at_ms) WHERE reason IS NOT NULL OR lacks_words = 1;
CREATE INDEX files_to_strip ON files (folder) WHERE carries_withdrawn = 1;

-- Which batches each pack holds: unbroken runs of one writer's.
CREATE TABLE pack_spans (
  folder INTEGER NOT NULL,
  name TEXT NOT NULL,
  writer TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (folder, name, writer, first)
) WITHOUT ROWID;
CREATE INDEX pack_spans_by_writer ON pack_spans (writer, last);

CREATE TABLE batches (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL,
  writer TEXT NOT NULL,
  seq INTEGER NOT NULL,
  prev TEXT,
  ms INTEGER NOT NULL,
  counter INTEGER NOT NULL,
  month TEXT NOT NULL
);
CREATE INDEX batches_by_prev ON batches (prev);
CREATE INDEX batches_by_writer ON batches (writer, seq);
CREATE INDEX batches_by_time ON batches (ms, counter);

-- How far each writer has come without a gap, so that nobody has to count again.
CREATE TABLE writers (
  writer TEXT PRIMARY KEY,
  first_ms INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  gap_free_seq INTEGER NOT NULL,
  gap_free_month TEXT
) WITHOUT ROWID;
-- Numbers that a writer gave more than once.
CREATE TABLE forks (writer TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (writer, seq)) WITHOUT ROWID;

CREATE TABLE operations (
  id TEXT NOT NULL,
  batch INTEGER NOT NULL,
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
);
CREATE INDEX operations_of_authority ON operations (id) WHERE is_authority = 1;

-- Each naming of words by a record's operation. By writer too: whoever names another's words in a record of their own and
-- withdraws that takes back nothing of the other's.
CREATE TABLE words (
  digest TEXT NOT NULL,
  subject TEXT NOT NULL,
  batch INTEGER NOT NULL,
  writer TEXT NOT NULL,
  -- 0 here, 1 not here, 2 withdrawn
  state INTEGER NOT NULL,
  salt TEXT,
  text TEXT
);
CREATE INDEX words_missing ON words (batch) WHERE state = 1;
-- Records whose words were taken back: none of them is ever kept again.
CREATE TABLE withdrawn (subject TEXT PRIMARY KEY) WITHOUT ROWID;

-- Records to be folded again, in this order; survives a stop in the middle.
CREATE TABLE dirty (id INTEGER PRIMARY KEY, subject TEXT NOT NULL UNIQUE);

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
  -- What a comment is about, and the path of an acknowledgement.
  on_id TEXT,
  -- Whether an update asks something that nobody has answered, or says what is in the way.
  is_open INTEGER NOT NULL,
  view TEXT
);
CREATE INDEX entries_by_target ON entries (points_at) WHERE points_at IS NOT NULL;

-- Published files whose presence a view speaks of, and captions that are searched.
CREATE TABLE media (
  subject TEXT NOT NULL,
  version TEXT NOT NULL,
  name TEXT NOT NULL,
  folder TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  is_here INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  retry_at_ms INTEGER NOT NULL,
  -- Of captions that are here.
  cues TEXT
);
CREATE INDEX media_by_subject ON media (subject);
CREATE INDEX media_missing ON media (retry_at_ms) WHERE is_here = 0;

-- 'pairs' makes languages without spaces findable; short beginnings of words have an index of their own.
CREATE VIRTUAL TABLE search USING fts5 (title, body, transcript, pairs,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
`

/** Built once everything has been read: sorting at once costs a fraction of keeping order row by row. */
export const laterIndexes = `
CREATE INDEX IF NOT EXISTS batches_by_hash ON batches (hash);
CREATE INDEX IF NOT EXISTS operations_by_subject ON operations (subject);
CREATE INDEX IF NOT EXISTS words_by_digest ON words (digest);
CREATE INDEX IF NOT EXISTS words_by_subject ON words (subject);
`

/** Built when a first fill is over. */
export const finalIndexes = `
CREATE INDEX IF NOT EXISTS entries_by_kind ON entries (kind, at_ms, id);
CREATE INDEX IF NOT EXISTS entries_by_thread ON entries (thread, kind, at_ms, id);
CREATE INDEX IF NOT EXISTS entries_of_author ON entries (author, thread, at_ms) WHERE kind = 'update';
CREATE INDEX IF NOT EXISTS entries_on ON entries (on_id, at_ms, id) WHERE on_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS entries_open ON entries (thread, at_ms, id) WHERE is_open = 1;
`
