import { batchFileCapBytes, batchText, headLineOf, parseBatch } from '../../../domain/library/batch.ts'
import { packCapBytes, packText, tripletsOf } from '../../../domain/library/pack.ts'
import { isSignedByItsWriter, readBatch } from '../../../electron/backend/search/verify-batch.ts'
import { mutatedBytes } from '../mutate.ts'
import { must, mustEqual, target } from '../target.ts'
import { batchTexts, marker, packTexts } from './corpus.ts'

const signedHeads = new Set(batchTexts.map((text) => text.split('\n')[0]))

/** A batch's file: never a throw, and nothing but what its writer signed is taken for signed. */
export const batches = target({
  name: 'batches',
  make: (random) => mutatedBytes(random, Buffer.from(random.pick(batchTexts), 'utf8')),
  check(bytes) {
    const read = readBatch(bytes, marker.library)
    if ('reason' in read) {
      must(read.reason !== '', 'a refusal says why')
      return
    }
    must(!isSignedByItsWriter(read) || signedHeads.has(read.headLine), 'no head counts that nobody signed')
    for (const [digest] of read.entries) {
      must(
        read.named.some((named) => named.digest === digest),
        'no words count that no operation names',
      )
    }
  },
})

/** What was understood of a batch is the same when it is written down and read again. */
export const writtenBatches = target({
  name: 'batches written again',
  make: (random) => Buffer.from(mutatedBytes(random, Buffer.from(random.pick(batchTexts), 'utf8'))).toString('utf8'),
  check(text) {
    const parsed = parseBatch(text)
    if ('reason' in parsed) return
    const words = Object.fromEntries(parsed.words)
    let headLine: string
    try {
      headLine = headLineOf(parsed.head)
    } catch (error) {
      // a fraction among unknown members has no one text
      if (error instanceof RangeError) return
      throw error
    }
    const written = batchText({ headLine, signature: parsed.signature, words })
    const again = parseBatch(written)
    must(!('reason' in again), 'what was written is read')
    must(
      batchText({ ...again, words: Object.fromEntries(again.words) }) === written,
      'parse and write are one another’s inverse',
    )
  },
})

/** A pack taken apart: pieces of it in order, none of them twice, and the same in slices as at once. */
export const packs = target({
  name: 'packs',
  make: (random) => {
    const whole = random.oneIn(3) ? random.pick(packTexts) : random.shuffled(batchTexts).slice(0, 4).join('')
    return mutatedBytes(random, Buffer.from(whole, 'utf8'))
  },
  check(bytes, random) {
    const { triplets, restFrom, strayLineCount } = tripletsOf(bytes)
    must(
      strayLineCount >= 0 && restFrom >= 0 && restFrom <= bytes.length && bytes.length <= packCapBytes,
      'the rest lies in the pack',
    )
    let end = 0
    for (const triplet of triplets) {
      const from = triplet.byteOffset - bytes.byteOffset
      must(from >= end && triplet.length <= batchFileCapBytes, 'batches of a pack lie one after the other')
      end = from + triplet.length
    }
    // Of a large pack not every byte by itself: putting together what is left over would be all that takes time.
    const sliceBytes = Math.max(1 + random.below(bytes.length + 1), Math.ceil(bytes.length / 2000))
    mustEqual(inSlices(bytes, sliceBytes), textsOf(triplets), 'slices give what the whole gives')
    const texts = textsOf(triplets).filter((text) =>
      text
        .split('\n')
        .slice(0, 3)
        .every((line) => line !== ''),
    )
    mustEqual(
      textsOf(tripletsOf(Buffer.from(packText(texts), 'latin1')).triplets),
      texts,
      'what was packed is found again',
    )
  },
})

function textsOf(triplets: Uint8Array[]): string[] {
  return triplets.map((triplet) => Buffer.from(triplet).toString('latin1'))
}

function inSlices(bytes: Uint8Array, size: number): string[] {
  const texts: string[] = []
  let rest = new Uint8Array(0)
  for (let from = 0; from < bytes.length; from += size) {
    const slice = Buffer.concat([rest, bytes.subarray(from, from + size)])
    const { triplets, restFrom } = tripletsOf(slice)
    texts.push(...textsOf(triplets))
    rest = Uint8Array.from(slice.subarray(restFrom))
  }
  return texts
}
