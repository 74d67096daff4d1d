import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { base32 } from '../../../../domain/library/base32.ts'
import { batchText, formatVersion, headLineOf } from '../../../../domain/library/batch.ts'
import { itemIdOf, nonceFrom, writerIdOf } from '../../../../domain/library/ids.ts'
import type { Operation } from '../../../../domain/library/operation.ts'
import { packName, packPath, packText } from '../../../../domain/library/pack.ts'
import { batchPath, monthOf } from '../../../../domain/library/paths.ts'
import { collectWords, type WordsCollector } from '../../../../domain/library/words.ts'
import { sha256OfText } from '../../library/sha256.ts'
import type { SeededRandom } from './random.ts'

/** How RFC 8410 wraps the 32 bytes of an Ed25519 seed into PKCS #8. */
const pkcs8Start = Buffer.from('302e020100300506032b657004220420', 'hex')

/** One device of a generated library, with a key of its own that follows from the seed. */
export class GeneratedAuthor {
  readonly id: string
  library = ''
  readonly random: SeededRandom
  private readonly privateKey: KeyObject
  private readonly key: string
  private words: WordsCollector
  private seq = 0
  private prev: string | null = null
  /** Batches of the month under way, not written yet where they may become a pack. */
  private month: { name: string; firstSeq: number; headLines: string[]; texts: string[] } | null = null

  constructor(random: SeededRandom) {
    this.random = random
    const der = Buffer.concat([pkcs8Start, random.bytes(32)])
    this.privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    const raw = Buffer.from(createPublicKey(this.privateKey).export({ format: 'jwk' }).x ?? '', 'base64url')
    this.key = raw.toString('base64url')
    this.id = writerIdOf(createHash('sha256').update(raw).digest())
    this.words = this.noWords()
  }

  newRecord(): { subject: string; nonce: string } {
    const nonce = nonceFrom(this.random.bytes(10))
    return { nonce, subject: itemIdOf(this.id, nonce, sha256OfText) }
  }

  /** Words for the next batch: what stands for them in a body. */
  say(text: string): { words: string } {
    return this.words.put(text)
  }

  /**
   * Signs operations and what was said since the last ones as the next batch. Where `mayPack`, it waits in memory for
   * the end of its month and is then written in that month's pack; otherwise it is a file at once.
   */
  write(dir: string, { operations, atMs, mayPack }: { operations: Operation[]; atMs: number; mayPack: boolean }): void {
    this.seq += 1
    const headLine = headLineOf({
      v: formatVersion,
      library: this.library,
      writer: this.id,
      seq: this.seq,
      prev: this.prev,
      hlc: [atMs, 0],
      ops: operations,
    })
    const signature = sign(null, Buffer.from(headLine, 'utf8'), this.privateKey).toString('base64url')
    const text = batchText({ headLine, signature: { key: this.key, signature }, words: this.words.entries })
    this.words = this.noWords()
    const hash = base32(sha256OfText(headLine))
    this.prev = hash
    const name = monthOf(atMs)
    if (this.month !== null && this.month.name !== name) this.endMonth(dir)
    if (!mayPack) {
      this.endMonth(dir)
      put(join(dir, batchPath({ writer: this.id, ms: atMs, seq: this.seq, hash })), text)
      return
    }
    this.month ??= { name, firstSeq: this.seq, headLines: [], texts: [] }
    this.month.headLines.push(headLine)
    this.month.texts.push(text)
  }

  /** Writes the month under way as a pack. */
  endMonth(dir: string): void {
    if (this.month === null) return
    const { firstSeq, headLines, texts } = this.month
    const last = firstSeq + texts.length - 1
    const name = packName({ first: firstSeq, last, headLines, sha256: sha256OfText })
    put(join(dir, packPath(this.id, name)), packText(texts))
    this.month = null
  }

  private noWords(): WordsCollector {
    return collectWords({ sha256: sha256OfText, randomBytes: this.random.bytes })
  }
}

/** Nothing is synced to the disk: a library that was generated can be generated again. */
export function put(path: string, content: string | Uint8Array): void {
  try {
    writeFileSync(path, content)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
  }
}
