import { batchFileCapBytes } from '../../../domain/library/batch.ts'
import { packCapBytes, tripletsOf } from '../../../domain/library/pack.ts'
import type { LibraryFolder } from '../folder/read/library-folder.ts'
import { Unreadable } from '../folder/read/unreadable.ts'
import { transaction } from './schema.ts'
import { batchesIn, judge, newTally, noteFile, type TakeInParts } from './take-in.ts'

const partBytes = 2 * 1024 * 1024

/**
 * Takes a pack in from its end to its beginning, a few megabytes at a time: the newest batches are judged first, and
 * memory stays the same for a pack of any size.
 */
export async function readLargePack({
  path,
  parts,
  folder,
  isNew,
  nowMs,
}: {
  path: string
  parts: TakeInParts
  folder: LibraryFolder
  isNew: boolean
  nowMs: number
}): Promise<void> {
  const tally = newTally()
  let facts = { sizeBytes: 0, modifiedMs: 0 }
  try {
    facts = (await folder.facts(path)) ?? facts
    let end = facts.sizeBytes
    let tail: Uint8Array = new Uint8Array()
    while (end > 0) {
      const from = Math.max(0, end - partBytes)
      const { bytes, facts: now } = await folder.readPart(path, { from, length: end - from, capBytes: packCapBytes })
      // Written anew while it was read: the next look begins again.
      if (now.sizeBytes !== facts.sizeBytes || bytes.length !== end - from) throw new Unreadable('busy')
      const joined = joinedBytes(bytes, tail)
      const start = from === 0 ? 0 : firstBatchIn(joined)
      const whole = joined.subarray(start)
      tail = joined.slice(0, start)
      if (tail.length > batchFileCapBytes) {
        tally.refusal ??= { reason: 'the file is not whole', hash: null }
        tail = new Uint8Array()
      }
      const batches = batchesIn({ path, bytes: whole, library: parts.library, tally })
      transaction(parts.database, () => judge(batches, parts))
      end = from
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    tally.refusal = { reason: error.message, hash: null }
  }
  transaction(parts.database, () => noteFile({ path, facts, tally, files: parts.files, isNew, nowMs }))
}

function joinedBytes(first: Uint8Array, second: Uint8Array): Uint8Array {
  const joined = new Uint8Array(first.length + second.length)
  joined.set(first)
  joined.set(second, first.length)
  return joined
}

/** Where the first whole batch of a part begins; what is before it belongs to the part before. */
function firstBatchIn(bytes: Uint8Array): number {
  const lineEnd = bytes.indexOf(0x0a)
  if (lineEnd < 0) return bytes.length
  // The first line may be torn, and lines of the batch before it follow: the first triplet begins after them.
  const first = tripletsOf(bytes.subarray(lineEnd + 1)).triplets[0]
  return first === undefined ? bytes.length : first.byteOffset - bytes.byteOffset
}
