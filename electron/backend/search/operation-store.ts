import type { DatabaseSync } from 'node:sqlite'
import { isAuthorityOperation } from '../../../domain/library/authority.ts'
import type { SignedOperation } from '../../../domain/library/operation.ts'
import { monthOf } from '../../../domain/library/paths.ts'
import { firstRow } from './first-row.ts'
import { insertedId } from './inserted-id.ts'
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

/** How the words in one copy of a batch stand to those that its head names. */
export interface CopyOfWords {
  /** How many that nobody has taken back are not in this copy. */
  lackingCount: number
  /** How many of those are not known from anywhere else either. */
  unknownCount: number
  carriesWithdrawn: boolean
}

/** Batches that count, their operations and their words. */
export interface OperationStore {
  /** The batch's number here, null where it is not known; and whether another of its writer has the same number. */
  find(batch: ReadBatch): { known: number | null; isTaken: boolean }
  /** Whether a batch that counts names this one as the one before it. */
  isVouchedFor(batch: { hash: string; writer: string }): boolean
  /**
   * Keeps a batch that counts, once, and whatever of its words was not here yet; marks the records it speaks of, unless
   * all will be marked in the end. `known` is what `find` answered. Returns its number.
   */
  keep(batch: ReadBatch, options: { known: number | null; isTaken: boolean; isMarked: boolean }): number
  /** `isGathering`: before words can be found by their digest, those that this copy lacks count as unknown. */
  copyOfWords(batch: ReadBatch, isGathering: boolean): CopyOfWords
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
  const selectSame = database.prepare('SELECT id, hash FROM batches WHERE writer = ? AND seq = ?')
  const selectVoucher = database.prepare('SELECT 1 FROM batches WHERE prev = ? AND writer = ? LIMIT 1')
  const insertBatch = database.prepare(
    'INSERT INTO batches (hash, writer, seq, prev, ms, counter, month) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id',
  )
  const insertFork = database.prepare('INSERT OR IGNORE INTO forks (writer, seq) VALUES (?, ?)')
  const insertOperation = database.prepare(
    `INSERT INTO operations (id, batch, subject, kind, writer, seq, ms, counter, body, supersedes, nonce, is_authority)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertWords = database.prepare(
    'INSERT INTO words (digest, subject, batch, writer, state, salt, text) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const selectLacking = database.prepare('SELECT 1 FROM words WHERE batch = ? AND state = 1 LIMIT 1')
  const completeWords = database.prepare(
    'UPDATE words SET state = 0, salt = ?, text = ? WHERE batch = ? AND state = 1 AND digest = ? AND subject = ?',
  )
  const selectWords = database.prepare('SELECT 1 FROM words WHERE digest = ? AND text IS NOT NULL LIMIT 1')
  const selectWithdrawn = database.prepare('SELECT 1 FROM withdrawn WHERE subject = ?')
  const selectAnyWithdrawn = database.prepare('SELECT 1 FROM withdrawn LIMIT 1')
  const insertDirty = database.prepare('INSERT OR IGNORE INTO dirty (subject) VALUES (?)')
  const columns = 'id, subject, kind, writer, seq, ms, counter, body, supersedes, nonce'
  const selectSubject = database.prepare(`SELECT ${columns} FROM operations WHERE subject = ?`)
  const selectSubjects = database.prepare('SELECT DISTINCT subject FROM operations ORDER BY subject')
  const selectAuthority = database.prepare(`SELECT ${columns} FROM operations WHERE is_authority = 1`)
  const countAuthority = database.prepare('SELECT count(*) AS count FROM operations WHERE is_authority = 1')

  /** Asks once for each record of a batch, and not at all in a library where nothing was ever taken back. */
  function withdrawnOf({ named }: ReadBatch): ReadonlySet<string> {
    if (named.length === 0 || firstRow(selectAnyWithdrawn) === undefined) return noneWithdrawn
    const subjects = new Set(named.map(({ subject }) => subject))
    return new Set([...subjects].filter((subject) => firstRow(selectWithdrawn, subject) !== undefined))
  }

  function keepWords({ named, entries, head }: ReadBatch, batch: number, withdrawn: ReadonlySet<string>): void {
    for (const { digest, subject } of named) {
      const entry = withdrawn.has(subject) ? undefined : entries.get(digest)
      const state = entry ? 0 : withdrawn.has(subject) ? 2 : 1
      insertWords.run(digest, subject, batch, head.writer, state, entry?.salt ?? null, entry?.text ?? null)
    }
  }

  /** Takes from another copy of a batch what the first lacked. Answers the records that have words now. */
  function complete({ named, entries }: ReadBatch, batch: number): string[] {
    if (entries.size === 0 || firstRow(selectLacking, batch) === undefined) return []
    return named.flatMap(({ digest, subject }) => {
      const entry = entries.get(digest)
      if (!entry) return []
      return completeWords.run(entry.salt, entry.text, batch, digest, subject).changes > 0 ? [subject] : []
    })
  }

  return {
    find({ hash, head }) {
      const same = selectSame.all(head.writer, head.seq) as { id: number; hash: string }[]
      return { known: same.find((row) => row.hash === hash)?.id ?? null, isTaken: same.length > 0 }
    },
    isVouchedFor: ({ hash, writer }) => firstRow(selectVoucher, hash, writer) !== undefined,
    keep(batch, { known, isTaken, isMarked }) {
      if (known !== null) {
        for (const subject of complete(batch, known)) insertDirty.run(subject)
        return known
      }
      const { head, hash, operations } = batch
      const [ms, counter] = head.hlc
      if (isTaken) insertFork.run(head.writer, head.seq)
      const id = insertedId(insertBatch, hash, head.writer, head.seq, head.prev, ms, counter, monthOf(ms))
      for (const { id: operationId, subject, kind, body, supersedes, nonce } of operations) {
        insertOperation.run(
          operationId,
          id,
          subject,
          kind,
          head.writer,
          head.seq,
          ms,
          counter,
          JSON.stringify(body),
          supersedes ? JSON.stringify(supersedes) : null,
          nonce ?? null,
          isAuthorityOperation(kind) ? 1 : 0,
        )
      }
      // While everything is gathered, nothing is known to be withdrawn.
      keepWords(batch, id, isMarked ? withdrawnOf(batch) : noneWithdrawn)
      if (isMarked)
        for (const subject of new Set(operations.map((operation) => operation.subject))) insertDirty.run(subject)
      return id
    },
    copyOfWords(batch, isGathering) {
      const { named, entries } = batch
      const withdrawn = isGathering ? noneWithdrawn : withdrawnOf(batch)
      if (withdrawn.size === 0 && named.every(({ digest }) => entries.has(digest))) return wholeCopy
      const lacking = named.filter(({ digest, subject }) => !entries.has(digest) && !withdrawn.has(subject))
      const unknown = isGathering
        ? lacking
        : lacking.filter(({ digest }) => firstRow(selectWords, digest) === undefined)
      return {
        lackingCount: lacking.length,
        unknownCount: unknown.length,
        carriesWithdrawn: named.some(({ digest, subject }) => withdrawn.has(subject) && entries.has(digest)),
      }
    },
    missingWordCount(batch) {
      const withdrawn = withdrawnOf(batch)
      return batch.named.filter(({ digest, subject }) => !withdrawn.has(subject) && !firstRow(selectWords, digest))
        .length
    },
    ofSubject: (subject) => (selectSubject.all(subject) as unknown as OperationRow[]).map(operationOf),
    ofAuthority: () => (selectAuthority.all() as unknown as OperationRow[]).map(operationOf),
    authorityCount: () => firstRow<{ count: number }>(countAuthority)?.count ?? 0,
    subjects: () => (selectSubjects.all() as { subject: string }[]).map(({ subject }) => subject),
    markDirty: (subject) => {
      insertDirty.run(subject)
    },
  }
}

const noneWithdrawn: ReadonlySet<string> = new Set()
const wholeCopy: CopyOfWords = { lackingCount: 0, unknownCount: 0, carriesWithdrawn: false }

function operationOf({ ms, counter, body, supersedes, nonce, ...row }: OperationRow): SignedOperation {
  const operation: SignedOperation = { ...row, time: [ms, counter], body: JSON.parse(body) }
  if (supersedes !== null) operation.supersedes = JSON.parse(supersedes)
  if (nonce !== null) operation.nonce = nonce
  return operation
}
