import { batchFileCapBytes, parseBatch } from '../../../domain/library/batch.ts'
import { packCapBytes, tripletsOf } from '../../../domain/library/pack.ts'
import { digestOf, digestsIn, type WordsEntry } from '../../../domain/library/words.ts'
import { sha256OfText } from './sha256.ts'

export interface Mending {
  /** Whether a record's words are to be taken out of the batches of a writer. */
  strips(query: { subject: string; writer: string }): boolean
  /** Whether a record's words were withdrawn, whoever may take them out. */
  isWithdrawn(subject: string): boolean
  /** The true words that this device has for a digest. */
  known(digest: string): WordsEntry | undefined
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The most that a file of entries may hold, by its name. */
export function fileCapBytes(path: string): number {
  return isPack(path) ? packCapBytes : batchFileCapBytes
}

/**
 * A file of entries, a loose one or a pack, as it is to be: without the words of withdrawn records, and with the words that
 * it lacks without having been told to. Heads and signatures stay byte for byte. What remains follows from the heads and the
 * words alone, so that two devices which do it agree. Null where nothing is to be changed.
 */
export function mendedFile(path: string, bytes: Uint8Array, mending: Mending): Buffer | null {
  if (!isPack(path)) return mendedBatch(bytes, mending)
  const pieces: Uint8Array[] = []
  let hasChanged = false
  let from = 0
  for (const triplet of tripletsOf(bytes).triplets) {
    const start = triplet.byteOffset - bytes.byteOffset
    const mended = mendedBatch(triplet, mending)
    hasChanged = hasChanged || mended !== null
    // torn lines between two batches are not ours to judge
    pieces.push(bytes.subarray(from, start), mended ?? triplet)
    from = start + triplet.length
  }
  return hasChanged ? Buffer.concat([...pieces, bytes.subarray(from)]) : null
}

/** The digests that a file names without having their words, withdrawn ones left out. */
export function lackingDigests(path: string, bytes: Uint8Array, isWithdrawn: Mending['isWithdrawn']): string[] {
  const triplets = isPack(path) ? tripletsOf(bytes).triplets : [bytes]
  return triplets.flatMap((triplet) => {
    const batch = entryOf(triplet)
    if (batch === null) return []
    return [...batch.named].flatMap(([digest, subjects]) =>
      subjects.some(isWithdrawn) || trueEntry(batch.words.get(digest), digest) ? [] : [digest],
    )
  })
}

function mendedBatch(bytes: Uint8Array, { strips, isWithdrawn, known }: Mending): Buffer | null {
  const batch = entryOf(bytes)
  if (batch === null) return null
  const { writer } = batch.head
  const entries: [string, WordsEntry][] = []
  let hasChanged = false
  for (const [digest, subjects] of batch.named) {
    const own = batch.words.get(digest)
    if (subjects.some((subject) => strips({ subject, writer }))) {
      hasChanged = hasChanged || own !== undefined
      continue
    }
    const kept = trueEntry(own, digest)
    const brought = kept || subjects.some(isWithdrawn) ? undefined : trueEntry(known(digest), digest)
    hasChanged = hasChanged || brought !== undefined
    const entry = kept ?? brought
    if (entry) entries.push([digest, entry])
  }
  if (!hasChanged) return null
  return Buffer.from(`${batch.headLine}\n${batch.signatureLine}\n${wordsLine(entries)}\n`, 'utf8')
}

function entryOf(bytes: Uint8Array) {
  let text: string
  try {
    text = utf8.decode(bytes)
  } catch {
    return null
  }
  const batch = parseBatch(text)
  if ('reason' in batch) return null
  const named = new Map<string, string[]>()
  for (const { subject, body } of batch.head.ops) {
    for (const digest of digestsIn(body)) named.set(digest, [...(named.get(digest) ?? []), subject])
  }
  return { ...batch, named, signatureLine: text.split('\n', 2)[1] ?? '' }
}

function trueEntry(entry: WordsEntry | undefined, digest: string): WordsEntry | undefined {
  return entry && digestOf(entry, sha256OfText) === digest ? entry : undefined
}

/** Sorted and without white space, the texts as they are: another app's may be in another normal form. */
function wordsLine(entries: [string, WordsEntry][]): string {
  const members = entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([digest, { salt, text }]) => `${JSON.stringify(digest)}:${JSON.stringify({ salt, text })}`)
  return `{${members.join(',')}}`
}

function isPack(path: string): boolean {
  return path.toLowerCase().endsWith('.jsonl')
}
