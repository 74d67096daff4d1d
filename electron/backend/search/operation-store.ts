import type { DatabaseSync } from 'node:sqlite'
import type { SignedOperation } from '../../../domain/library/operation.ts'
import { monthOf } from '../../../domain/library/paths.ts'
import { type ReadBatch, wordsOf } from './verify-batch.ts'

interface OperationRow {
  id: string
  subject: string
  kind: string
  writer: string
  seq: number
  ms: number
  counter: number
  body: string
  supersedes: string | null
  nonce: string | null
}

/** Batches that count, their operations and their words. */
export interface OperationStore {
  has(hash: string): boolean
  /** Whether a batch that counts names this one as the one before it. */
  isVouchedFor(batch: { hash: string; writer: string }): boolean
  /** Keeps a batch that counts, once, and whatever of its words was not here yet; marks the records it speaks of. */
  keep(batch: ReadBatch): void
  /** How many of the words that a batch names are neither here nor withdrawn. */
  missingWordCount(batch: ReadBatch): number
  ofSubject(subject: string): SignedOperation[]
  ofKinds(prefix: string): SignedOperation[]
  subjects(): string[]
  markDirty(subject: string): void
}

export function createOperationStore(database: DatabaseSync): OperationStore {
  const selectBatch = database.prepare('SELECT 1 FROM batches WHERE hash = ?')
  const selectVoucher = database.prepare('SELECT 1 FROM batches WHERE prev = ? AND writer = ?')
  const insertBatch = database.prepare(
    'INSERT INTO batches (hash, writer, seq, prev, ms, counter, month) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const insertOperation = database.prepare(
    `INSERT OR IGNORE INTO operations (id, batch, subject, kind, writer, seq, ms, counter, body, supersedes, nonce)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertDigest = database.prepare(
    'INSERT OR IGNORE INTO digests (digest, subject, batch, writer) VALUES (?, ?, ?, ?)',
  )
  const insertWords = database.prepare('INSERT OR IGNORE INTO words (digest, writer, text) VALUES (?, ?, ?)')
  const selectWords = database.prepare('SELECT 1 FROM words WHERE digest = ?')
  const selectWithdrawn = database.prepare('SELECT 1 FROM withdrawn WHERE subject = ?')
  const insertDirty = database.prepare('INSERT OR IGNORE INTO dirty (subject) VALUES (?)')
  const columns = 'id, subject, kind, writer, seq, ms, counter, body, supersedes, nonce'
  const selectSubject = database.prepare(`SELECT ${columns} FROM operations WHERE subject = ?`)
  const selectSubjects = database.prepare('SELECT DISTINCT subject FROM operations ORDER BY subject')
  const selectKinds = database.prepare(`SELECT ${columns} FROM operations WHERE kind >= ? AND kind < ?`)

  function keepWords(batch: ReadBatch): void {
    const { named, texts } = wordsOf(batch)
    for (const { digest, subject } of named) {
      insertDigest.run(digest, subject, batch.hash, batch.head.writer)
      const text = texts.get(digest)
      if (text === undefined || selectWithdrawn.get(subject)) continue
      if (insertWords.run(digest, batch.head.writer, text).changes === 0) continue
      insertDirty.run(subject)
    }
  }

  return {
    has: (hash) => selectBatch.get(hash) !== undefined,
    isVouchedFor: ({ hash, writer }) => selectVoucher.get(hash, writer) !== undefined,
    keep(batch) {
      const { head, hash, operations } = batch
      keepWords(batch)
      if (selectBatch.get(hash)) return
      const [ms, counter] = head.hlc
      insertBatch.run(hash, head.writer, head.seq, head.prev, ms, counter, monthOf(ms))
      for (const operation of operations) {
        insertOperation.run(
          operation.id,
          hash,
          operation.subject,
          operation.kind,
          operation.writer,
          operation.seq,
          ms,
          counter,
          JSON.stringify(operation.body),
          operation.supersedes ? JSON.stringify(operation.supersedes) : null,
          operation.nonce ?? null,
        )
        insertDirty.run(operation.subject)
      }
    },
    missingWordCount: (batch) =>
      wordsOf(batch).named.filter(({ digest, subject }) => !selectWithdrawn.get(subject) && !selectWords.get(digest))
        .length,
    ofSubject: (subject) => (selectSubject.all(subject) as unknown as OperationRow[]).map(operationOf),
    ofKinds: (prefix) => (selectKinds.all(prefix, `${prefix}\u{10ffff}`) as unknown as OperationRow[]).map(operationOf),
    subjects: () => (selectSubjects.all() as { subject: string }[]).map(({ subject }) => subject),
    markDirty: (subject) => {
      insertDirty.run(subject)
    },
  }
}

function operationOf({ ms, counter, body, supersedes, nonce, ...row }: OperationRow): SignedOperation {
  return {
    ...row,
    time: [ms, counter],
    body: JSON.parse(body),
    ...(supersedes === null ? {} : { supersedes: JSON.parse(supersedes) }),
    ...(nonce === null ? {} : { nonce }),
  }
}
