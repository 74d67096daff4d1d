import { Failure } from '../../../domain/failure.ts'
import { base32 } from '../../../domain/library/base32.ts'
import {
  type BatchHead,
  batchFileCapBytes,
  batchHeadSchema,
  batchSizeCapBytes,
  batchText,
  formatVersion,
  headLineOf,
} from '../../../domain/library/batch.ts'
import type { HybridTime } from '../../../domain/library/hybrid-clock.ts'
import type { Operation } from '../../../domain/library/operation.ts'
import { batchPath } from '../../../domain/library/paths.ts'
import type { WordsEntry } from '../../../domain/library/words.ts'
import type { WriterPosition } from './index-port.ts'
import { sha256OfText } from './sha256.ts'
import type { Writer } from './writer-key.ts'

/** A batch as it will stand in the folder, and where. */
export interface SignedBatch {
  /** Relative to the library, with forward slashes. */
  path: string
  text: string
  position: WriterPosition
}

/** Gives operations their place in the writer's chain and signs them. Throws Failure `too-large`. */
export function signBatch({
  library,
  writer,
  previous,
  time,
  operations,
  words,
}: {
  library: string
  writer: Pick<Writer, 'id' | 'sign'>
  previous: WriterPosition | null
  time: HybridTime
  operations: Operation[]
  words: Record<string, WordsEntry>
}): SignedBatch {
  if (operations.length > 1000) throw tooLarge()
  const head: BatchHead = batchHeadSchema.parse({
    v: formatVersion,
    library,
    writer: writer.id,
    seq: (previous?.seq ?? 0) + 1,
    prev: previous?.hash ?? null,
    hlc: time,
    ops: operations,
  })
  const headLine = headLineOf(head)
  if (Buffer.byteLength(headLine) > batchSizeCapBytes) throw tooLarge()
  const text = batchText({ headLine, signature: writer.sign(headLine), words })
  if (Buffer.byteLength(text) > batchFileCapBytes) throw tooLarge()
  const hash = base32(sha256OfText(headLine))
  const path = batchPath({ writer: writer.id, ms: time[0], seq: head.seq, hash })
  return { path, text, position: { seq: head.seq, hash, time } }
}

/** Whether a signed batch's place in the chain has been taken; those of the keys before this one all were. */
export function isSaid(batch: SignedBatch, writer: Pick<Writer, 'id' | 'position'>): boolean {
  return !batch.path.startsWith(`ops/${writer.id}/`) || (writer.position?.seq ?? 0) >= batch.position.seq
}

function tooLarge(): Failure {
  return new Failure({
    code: 'too-large',
    message: 'This is more than can be published at once.',
    kept: 'It is kept on this device.',
    remedy: 'Undo it and publish it in smaller parts.',
  })
}
