import { createHash } from 'node:crypto'
import { base32 } from '../../domain/library/base32.ts'
import { type BatchLines, parseBatch } from '../../domain/library/batch.ts'
import { partsOfPackName, tripletsOf } from '../../domain/library/pack.ts'
import { digestOf, type WordsEntry } from '../../domain/library/words.ts'
import { sha256OfText } from '../../electron/backend/library/sha256.ts'
import type { Change } from './shared-copy.ts'

const batchPattern = /^ops\/([a-z2-7]{26})\/[0-9]{6}\/([0-9]{8})-([a-z2-7]{26})\.json$/
const packPattern = /^ops\/[a-z2-7]{26}\/packs\/([^/]+)$/
const itemPattern = /^media\/[0-9]{4}\/[0-9]{2}\/[a-z0-9-]+-[a-z2-7]{16}-[a-z2-7]{10}\/([a-z0-9-]+\.[a-z0-9]+)$/
const itemFiles = /^(item\.md|manifest\.json|video\.mp4|poster\.webp|captions-[a-z-]+\.vtt|storyboard\.webp|notes\.md)$/

/** Whether a path is one that the format gives a file. */
export function isPathOfFormat(path: string): boolean {
  if (path === 'ownpace.json' || path === 'README.txt') return true
  const pack = packPattern.exec(path)?.[1]
  if (pack !== undefined) return partsOfPackName(pack) !== null
  return batchPattern.test(path) || itemFiles.test(itemPattern.exec(path)?.[1] ?? '')
}

/**
 * What is wrong with something that a client did to a file of the shared folder; null where nothing is. Final names are
 * given to whole files alone, and bytes under them change in two ways only: words go, or true bytes come back.
 */
export function complaintAbout(
  { path, before, after }: Change,
  { isMadeName, isNamed }: { isMadeName: boolean; isNamed: (asset: { name: string; sha256: string }) => boolean },
): string | null {
  if (path.includes('/.~')) return `left the temporary ${path}`
  if (after === null) return null
  if (!isMadeName && !isPathOfFormat(path)) return `wrote ${path}, which is no name of the format`
  const batches = batchesIn(path, after)
  if (batches !== null) return complaintAboutBatches({ path, before, after, batches })
  if (before !== null && !before.equals(after) && isMadeName) return `changed ${path}`
  const name = path.slice(path.lastIndexOf('/') + 1)
  const sha256 = createHash('sha256').update(after).digest('hex')
  const isAsset = /^(video\.mp4|poster\.webp|captions-.*\.vtt)$/.test(name)
  // posters and captions come before the batch that names them
  if (isAsset && (name === 'video.mp4' || before !== null) && !isNamed({ name, sha256 }))
    return `gave the final name ${path} to bytes that no batch names`
  if (before !== null && !isAsset) return `wrote other bytes over ${path}`
  return null
}

function complaintAboutBatches({
  path,
  before,
  after,
  batches,
}: {
  path: string
  before: Buffer | null
  after: Buffer
  batches: BatchLines[]
}): string | null {
  const named = batchPattern.exec(path)
  const pack = partsOfPackName(packPattern.exec(path)?.[1] ?? '')
  const [first] = batches
  if (!first || after.at(-1) !== 0x0a) return `wrote ${path}, which is not whole`
  if (named && !hashOf(first.headLine).startsWith(named[3] ?? '-')) return `wrote another batch under ${path}`
  if (pack && !hashOf(batches.map(({ headLine }) => `${headLine}\n`).join('')).startsWith(pack.hash)) {
    return `wrote another pack under ${path}`
  }
  for (const { words } of batches) {
    for (const [digest, entry] of words) {
      if (digestOf(entry, sha256OfText) !== digest) return `wrote words into ${path} that match no digest`
    }
  }
  const earlier = before === null ? [] : (batchesIn(path, before) ?? [])
  // what was damaged may get its true bytes back
  if (named && !hashOf(earlier[0]?.headLine ?? '').startsWith(named[3] ?? '-')) return null
  if (pack && !hashOf(earlier.map(({ headLine }) => `${headLine}\n`).join('')).startsWith(pack.hash)) return null
  for (const old of earlier) {
    const now = batches.find(({ headLine }) => headLine === old.headLine)
    if (!now && (named || pack) && earlier.length === batches.length) return `wrote other bytes over ${path}`
    if (now && JSON.stringify(now.signature) !== JSON.stringify(old.signature)) return `signed ${path} anew`
  }
  return null
}

/** The batches of a file as they stand in it, those that are torn left out; null where the file holds none by its name. */
export function batchesIn(path: string, bytes: Buffer): BatchLines[] | null {
  if (!path.startsWith('ops/')) return null
  const texts = /\.jsonl$/.test(path)
    ? tripletsOf(bytes).triplets.map((triplet) => Buffer.from(triplet).toString('utf8'))
    : [bytes.toString('utf8')]
  return texts.flatMap((text) => {
    const batch = parseBatch(text)
    return 'reason' in batch ? [] : [batch]
  })
}

export function hashOf(text: string): string {
  return base32(sha256OfText(text))
}

/** All batches in a folder's files, whatever their names: copies of one head are one batch with the words of all. */
export function uniteBatches(files: { path: string; bytes: Buffer }[]): Map<string, BatchLines> {
  const united = new Map<string, BatchLines>()
  for (const { path, bytes } of files) {
    for (const batch of batchesIn(path, bytes) ?? []) {
      const known = united.get(batch.headLine)
      if (known) for (const [digest, entry] of trueWords(batch)) known.words.set(digest, entry)
      else united.set(batch.headLine, { ...batch, words: new Map(trueWords(batch)) })
    }
  }
  return united
}

function trueWords({ words }: BatchLines): [string, WordsEntry][] {
  return [...words].filter(([digest, entry]) => digestOf(entry, sha256OfText) === digest)
}

/** The files that a batch's operations name: each asset's name and hash. */
export function assetsNamedBy({ head }: BatchLines): { name: string; sha256: string }[] {
  return head.ops.flatMap(({ body }) => {
    if (typeof body !== 'object' || body === null || Array.isArray(body) || !Array.isArray(body.assets)) return []
    return body.assets as unknown as { name: string; sha256: string }[]
  })
}
