import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { JsonValue } from '../../domain/json.ts'

/**
 * Writes a library's files byte by byte as the format says, sharing no code with the part that publishes: what one
 * gets wrong, the other shows.
 */
export interface TestOperation {
  kind: string
  subject: string
  body: JsonValue
  supersedes?: string[]
  nonce?: string
}

export interface WrittenBatch {
  /** Relative to the library. */
  path: string
  text: string
  hash: string
  seq: number
  /** The ids of its operations, in order. */
  ids: string[]
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

export function toBase32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

export function sha256(text: string | Uint8Array): Uint8Array {
  return createHash('sha256').update(text).digest()
}

/** Sorted keys, no white space. */
export function canonical(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.keys(value).sort()
  return `{${members.map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`).join(',')}}`
}

export interface Salted {
  salt: string
  text: string
}

/** One device of the test, with a key of its own. */
export class TestWriter {
  readonly id: string
  library: string
  /** Milliseconds since 1970, what its clock shows; each batch moves it by one second. */
  nowMs: number
  seq = 0
  prev: string | null = null
  readonly key: string
  readonly privateKey: KeyObject
  /** What nonces and salts are made from; a copied profile goes on from another one. */
  counter = 0
  private wordsOfNextBatch: Record<string, Salted> = {}

  /** With a `seed` of 32 bytes the key, and so every byte that is written, is always the same. */
  constructor({
    library,
    nowMs = Date.UTC(2026, 10, 2, 9),
    seed,
  }: { library: string; nowMs?: number; seed?: Uint8Array | undefined }) {
    this.privateKey = seed ? privateKeyOf(seed) : generateKeyPairSync('ed25519').privateKey
    const raw = Buffer.from(createPublicKey(this.privateKey).export({ format: 'jwk' }).x ?? '', 'base64url')
    this.key = raw.toString('base64url')
    this.id = toBase32(sha256(raw)).slice(0, 26)
    this.library = library
    this.nowMs = nowMs
  }

  /** A new record's id and the nonce that proves who made it. */
  newRecord(): { subject: string; nonce: string } {
    this.counter += 1
    const nonce = toBase32(sha256(`${this.id} nonce ${this.counter}`)).slice(0, 16)
    return { nonce, subject: toBase32(sha256(`ownpace record\n${this.id}\n${nonce}`)).slice(0, 16) }
  }

  /** Words for the next batch: what stands for them in a body. */
  words(text: string): { words: string } {
    this.counter += 1
    const salt = toBase32(sha256(`${this.id} salt ${this.counter}`)).slice(0, 26)
    const digest = toBase32(sha256(`${salt}\n${text}`))
    this.wordsOfNextBatch[digest] = { salt, text }
    return { words: digest }
  }

  /** Makes the next batch without writing it anywhere. */
  batch(ops: TestOperation[], { hlcMs }: { hlcMs?: number } = {}): WrittenBatch {
    this.nowMs += 1000
    this.seq += 1
    const ms = hlcMs ?? this.nowMs
    const head: JsonValue = {
      v: 1,
      library: this.library,
      writer: this.id,
      seq: this.seq,
      prev: this.prev,
      hlc: [ms, 0],
      ops: ops as unknown as JsonValue[],
    }
    const line = canonical(head)
    const hash = toBase32(sha256(line))
    const signature = sign(null, Buffer.from(line, 'utf8'), this.privateKey).toString('base64url')
    const words = canonical(this.wordsOfNextBatch as unknown as JsonValue)
    this.wordsOfNextBatch = {}
    this.prev = hash
    const month = new Date(ms).toISOString().slice(0, 7).replace('-', '')
    const name = `${String(this.seq).padStart(8, '0')}-${hash.slice(0, 26)}`
    return {
      path: `ops/${this.id}/${month}/${name}.json`,
      text: `${line}\n${canonical({ key: this.key, signature })}\n${words}\n`,
      hash,
      seq: this.seq,
      ids: ops.map((_operation, place) => `${hash.slice(0, 26)}.${place}`),
    }
  }

  /** Makes the next batch and writes it into a library's folder. */
  write(dir: string, ops: TestOperation[], options: { hlcMs?: number } = {}): WrittenBatch {
    const batch = this.batch(ops, options)
    putFile(join(dir, batch.path), batch.text)
    return batch
  }
}

/** An Ed25519 private key in PKCS #8, whose head is the same for all of them (RFC 8410). */
function privateKeyOf(seed: Uint8Array): KeyObject {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
}

export function putFile(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}

/** A library's marker and its founder, the folder still without any batch. */
export function foundLibrary(dir: string, options: { nowMs?: number; seed?: Uint8Array } = {}) {
  const founder = new TestWriter({ library: '', ...options })
  const nonce = toBase32(sha256(`${founder.id} library`)).slice(0, 16)
  const library = toBase32(sha256(`ownpace library\n${founder.id}\n${nonce}`)).slice(0, 26)
  founder.library = library
  const marker = { app: 'ownpace', format: 1, library, founder: founder.id, nonce }
  putFile(join(dir, 'ownpace.json'), `${canonical(marker)}\n`)
  return { founder, library }
}

export const workingTime = {
  timeZone: 'Europe/Lisbon',
  workingDays: [1, 2, 3, 4, 5],
  fromMinutes: 540,
  toMinutes: 1080,
}

/** The path that a version's folder has, and the version's id. */
export function placeOfVersion(
  subject: string,
  body: { [key: string]: JsonValue },
): { version: string; folder: string } {
  const version = toBase32(sha256(`ownpace version\n${canonical(body)}`)).slice(0, 10)
  return { version, folder: `media/${body.month}/${body.slug}-${subject}-${version}` }
}
