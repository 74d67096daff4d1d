import type { DatabaseSync } from 'node:sqlite'
import { isAuthorityOperation } from '../../../domain/library/authority.ts'
import type { SignedOperation } from '../../../domain/library/operation.ts'
import { monthOf } from '../../../domain/library/paths.ts'
import { firstRow } from './first-row.ts'
import type { ReadBatch } from './verify-batch.ts'

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
  /** Claims, endorsements, closings and owners. */
  ofAuthority(): SignedOperation[]
  authorityCount(): number
  subjects(): string[]
  markDirty(subject: string): void
}

export function createOperationStore(database: DatabaseSync): OperationStore {
  const selectBatch = database.prepare('SELECT 1 FROM batches WHERE hash = ?')
  const selectVoucher = database.prepare('SELECT 1 FROM batches WHERE prev = ? AND writer = ? LIMIT 1')
  const insertBatch = database.prepare(
    'INSERT INTO batches (hash, writer, seq, prev, ms, counter, month) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const insertOperation = database.prepare(
    `INSERT OR IGNORE INTO operations (id, batch, subject, kind, writer, seq, ms, counter, body, supersedes, nonce,
       is_authority)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertDigest = database.prepare(
    'INSERT OR IGNORE INTO digests (digest, subject, batch, writer) VALUES (?, ?, ?, ?)',
  )
  const insertWords = database.prepare('INSERT OR IGNORE INTO words (digest, writer, text) VALUES (?, ?, ?)')
  const selectWords = database.prepare('SELECT 1 FROM words WHERE digest = ? LIMIT 1')
  const selectWithdrawn = database.prepare('SELECT 1 FROM withdrawn WHERE subject = ?')
  const insertDirty = database.prepare('INSERT OR IGNORE INTO dirty (subject) VALUES (?)')
  const columns = 'id, subject, kind, writer, seq, ms, counter, body, supersedes, nonce'
  const selectSubject = database.prepare(`SELECT ${columns} FROM operations WHERE subject = ?`)
  const selectSubjects = database.prepare('SELECT DISTINCT subject FROM operations ORDER BY subject')
  const selectAuthority = database.prepare(`SELECT ${columns} FROM operations WHERE is_authority = 1`)
  const countAuthority = database.prepare('SELECT count(*) AS count FROM operations WHERE is_authority = 1')

  /** Answers the records that have words now which were not here before. */
  function keepWords({ named, texts, hash, head }: ReadBatch): string[] {
    return named.flatMap(({ digest, subject }) => {
      insertDigest.run(digest, subject, hash, head.writer)
      const text = texts.get(digest)
      if (text === undefined || firstRow(selectWithdrawn, subject)) return []
      return insertWords.run(digest, head.writer, text).changes > 0 ? [subject] : []
    })
  }

  return {
    has: (hash) => firstRow(selectBatch, hash) !== undefined,
    isVouchedFor: ({ hash, writer }) => firstRow(selectVoucher, hash, writer) !== undefined,
    keep(batch) {
      const { head, hash, operations } = batch
      const isKnown = firstRow(selectBatch, hash) !== undefined
      const subjects = new Set([...keepWords(batch), ...(isKnown ? [] : operations.map(({ subject }) => subject))])
      for (const subject of subjects) insertDirty.run(subject)
      if (isKnown) return
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
          isAuthorityOperation(operation.kind) ? 1 : 0,
        )
      }
    },
    missingWordCount: ({ named }) =>
      named.filter(({ digest, subject }) => !firstRow(selectWords, digest) && !firstRow(selectWithdrawn, subject))
        .length,
    ofSubject: (subject) => (selectSubject.all(subject) as unknown as OperationRow[]).map(operationOf),
    ofAuthority: () => (selectAuthority.all() as unknown as OperationRow[]).map(operationOf),
    authorityCount: () => firstRow<{ count: number }>(countAuthority)?.count ?? 0,
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
