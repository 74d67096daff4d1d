import { batchFileCapBytes } from './batch.ts'
import { type Sha256OfText, shortHash, writerIdSchema } from './ids.ts'

/** Of a whole pack; a writer with more folds its sealed months into several. */
export const packCapBytes = 64 * 1024 * 1024

const packNamePattern = /^([0-9]{8})-([0-9]{8})-([a-z2-7]{26})\.jsonl$/
const lineFeed = 0x0a
/** How the second line of every batch begins. */
const signatureStart = [...'{"key":"'].map((character) => character.charCodeAt(0))

/**
 * The name of a pack of the batches `first` to `last`, whose head lines are given in that order without their line
 * feeds. Only heads are hashed, so that taking words back leaves the name and the proof as they are.
 */
export function packName({
  first,
  last,
  headLines,
  sha256,
}: {
  first: number
  last: number
  headLines: string[]
  sha256: Sha256OfText
}): string {
  const hash = shortHash(sha256(headLines.map((line) => `${line}\n`).join('')))
  return `${numberInName(first)}-${numberInName(last)}-${hash}.jsonl`
}

function numberInName(seq: number): string {
  return String(seq).padStart(8, '0')
}

/** What a pack's name says, null for a name that is none of a pack. What counts is inside. */
export function partsOfPackName(name: string): { first: number; last: number; hash: string } | null {
  const [, first, last, hash] = packNamePattern.exec(name) ?? []
  if (first === undefined || last === undefined || hash === undefined || Number(first) > Number(last)) return null
  return { first: Number(first), last: Number(last), hash }
}

/** A writer's folder of packs, relative to the library. */
export function packsFolder(writer: string): string {
  return `ops/${writerIdSchema.parse(writer)}/packs`
}

/** File of a pack, relative to the library. Throws a RangeError where the name is none of a pack. */
export function packPath(writer: string, name: string): string {
  if (partsOfPackName(name) === null) throw new RangeError('not a name of a pack')
  return `${packsFolder(writer)}/${name}`
}

/** A whole pack from its batches' texts in the order of their numbers: three lines each, each closed by a line feed. */
export function packText(batchTexts: string[]): string {
  return batchTexts
    .map((text) => {
      const [head, signature, words] = text.split('\n')
      if (!head || !signature || !words) throw new RangeError('not the three lines of a batch')
      return `${head}\n${signature}\n${words}\n`
    })
    .join('')
}

/** What was found in a pack, or in a piece of one. */
export interface Triplets {
  /** Three lines each with their line feeds, as a batch's own file would hold them; parts of the bytes given. */
  triplets: Uint8Array[]
  /** How many lines were passed over because they belong to no batch. */
  strayLineCount: number
  /** Where a triplet begins whose end is not among these bytes; their length where nothing is left over. */
  restFrom: number
}

/**
 * Takes a pack's bytes apart. A line that was lost or torn costs its own batch: the next begins before the next
 * signature. Each triplet has still to be judged as a batch of its own.
 */
export function tripletsOf(bytes: Uint8Array): Triplets {
  const triplets: Uint8Array[] = []
  let strayLineCount = 0
  let from = 0
  for (;;) {
    const head = bytes.indexOf(lineFeed, from)
    const signature = head < 0 ? -1 : bytes.indexOf(lineFeed, head + 1)
    if (signature < 0) break
    if (!isSignatureAt(bytes, head + 1)) {
      strayLineCount += 1
      from = head + 1
      continue
    }
    const words = bytes.indexOf(lineFeed, signature + 1)
    if (words < 0) break
    if (words + 1 - from <= batchFileCapBytes) triplets.push(bytes.subarray(from, words + 1))
    else strayLineCount += 3
    from = words + 1
  }
  return { triplets, strayLineCount, restFrom: from }
}

function isSignatureAt(bytes: Uint8Array, at: number): boolean {
  return signatureStart.every((byte, place) => bytes[at + place] === byte)
}
