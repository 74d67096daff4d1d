import type { DatabaseSync } from 'node:sqlite'
import { tripletsOf } from '../../../domain/library/pack.ts'
import type { FileFacts } from '../folder/read/safe-path.ts'
import { type BatchFiles, isPackPath, type ReadOutcome, type Span } from './batch-files.ts'
import type { OperationStore } from './operation-store.ts'
import type { Positions } from './positions.ts'
import { proveBatches } from './prove-batches.ts'
import { transaction } from './schema.ts'
import { type ReadBatch, readBatch } from './verify-batch.ts'

export interface TakeInParts {
  database: DatabaseSync
  library: string
  store: OperationStore
  files: BatchFiles
  positions: Positions
  /** Whether an index is filled for the first time and everything will be marked at once. */
  isGathering(): boolean
}

/** A file of batches as it was read. */
export interface FileRead {
  path: string
  facts: Pick<FileFacts, 'sizeBytes' | 'modifiedMs'>
  /** Or why they could not be had. */
  content: { bytes: Uint8Array } | { reason: string }
}

/** What has been found in one file so far; a large pack is gone through in parts. */
export interface Tally {
  countedCount: number
  /** The first thing that does not count, and of what head. */
  refusal: { reason: string; hash: string | null } | null
  unknownWordCount: number
  lacksWords: boolean
  carriesWithdrawn: boolean
  batch: number | null
  /** Numbers of the batches that count, by writer. */
  seqs: Map<string, number[]>
}

export function newTally(): Tally {
  return {
    countedCount: 0,
    refusal: null,
    unknownWordCount: 0,
    lacksWords: false,
    carriesWithdrawn: false,
    batch: null,
    seqs: new Map(),
  }
}

/** Judges and keeps the batches of several files, and notes what each came to; one transaction. */
export function takeIn({
  reads,
  parts,
  isNew,
  nowMs,
}: {
  reads: FileRead[]
  parts: TakeInParts
  /** Whether none of these files was looked at before. */
  isNew: boolean
  nowMs: number
}): void {
  const batches: { batch: ReadBatch; tally: Tally }[] = []
  const tallies = reads.map(({ path, content }) => {
    const tally = newTally()
    if ('reason' in content) tally.refusal = { reason: content.reason, hash: null }
    else batches.push(...batchesIn({ path, bytes: content.bytes, library: parts.library, tally }))
    return tally
  })
  transaction(parts.database, () => {
    judge(batches, parts)
    for (const [place, { path, facts }] of reads.entries()) {
      const tally = tallies[place]
      if (tally) noteFile({ path, facts, tally, files: parts.files, isNew, nowMs })
    }
  })
}

/** The batches that a file's bytes hold, three lines each; what is none is refused in the tally. */
export function batchesIn({
  path,
  bytes,
  library,
  tally,
}: {
  path: string
  bytes: Uint8Array
  library: string
  tally: Tally
}): { batch: ReadBatch; tally: Tally }[] {
  const isPack = isPackPath(path)
  const { triplets, strayLineCount, restFrom } = isPack
    ? tripletsOf(bytes)
    : { triplets: [bytes], strayLineCount: 0, restFrom: bytes.length }
  if (strayLineCount > 0 || restFrom < bytes.length) tally.refusal = { reason: 'the file is not whole', hash: null }
  return triplets.flatMap((triplet) => {
    const batch = readBatch(triplet, library)
    if (!('reason' in batch)) return [{ batch, tally }]
    tally.refusal ??= { reason: isPack ? `in a part of it, ${batch.reason}` : batch.reason, hash: null }
    return []
  })
}

/** Keeps the batches that count. Within a transaction. */
export function judge(batches: { batch: ReadBatch; tally: Tally }[], parts: TakeInParts): void {
  const { store, files, positions } = parts
  const numbers = proveBatches({ batches: batches.map(({ batch }) => batch), store, isMarked: !parts.isGathering() })
  const kept: { writer: string; seq: number; ms: number }[] = []
  for (const { batch, tally } of batches) {
    const number = numbers.get(batch)
    const { writer, seq, prev, hlc } = batch.head
    if (number === undefined) {
      tally.refusal ??= { reason: 'its signature is not its writer’s', hash: batch.hash }
      continue
    }
    tally.countedCount += 1
    tally.batch = number
    const seqs = tally.seqs.get(writer)
    if (seqs) seqs.push(seq)
    else tally.seqs.set(writer, [seq])
    kept.push({ writer, seq, ms: hlc[0] })
    const { lackingCount, unknownCount, carriesWithdrawn } = store.copyOfWords(batch, parts.isGathering())
    tally.unknownWordCount += unknownCount
    tally.lacksWords ||= lackingCount > 0
    tally.carriesWithdrawn ||= carriesWithdrawn
    // A batch that counts now may vouch for one that did not.
    if (prev !== null) files.hurry(prev)
  }
  if (kept.length > 0) positions.advance(kept)
}

/** Writes down what a file came to. Within a transaction. */
export function noteFile({
  path,
  facts,
  tally,
  files,
  isNew,
  nowMs,
}: {
  path: string
  facts: FileRead['facts']
  tally: Tally
  files: BatchFiles
  isNew: boolean
  nowMs: number
}): void {
  const isPack = isPackPath(path)
  const missing = tally.unknownWordCount > 0 ? 'some of its words are not here' : null
  const outcome: ReadOutcome = {
    batch: isPack ? null : tally.batch,
    hash: tally.refusal?.hash ?? null,
    reason: tally.refusal?.reason ?? missing,
    lacksWords: tally.lacksWords,
    carriesWithdrawn: tally.carriesWithdrawn,
  }
  files.note({ path, facts, outcome, isNew, nowMs })
  if (isPack) files.noteSpans(path, spansOf(tally.seqs))
}

function spansOf(seqs: ReadonlyMap<string, number[]>): Span[] {
  const spans: Span[] = []
  for (const [writer, numbers] of seqs) {
    let open: Span | null = null
    for (const seq of numbers.toSorted((a, b) => a - b)) {
      if (open !== null && seq <= open.last + 1) open.last = seq
      else {
        open = { writer, first: seq, last: seq }
        spans.push(open)
      }
    }
  }
  return spans
}
