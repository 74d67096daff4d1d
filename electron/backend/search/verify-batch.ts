import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'
import { base32 } from '../../../domain/library/base32.ts'
import { type BatchLines, batchSizeCapBytes, parseBatch, signedOperations } from '../../../domain/library/batch.ts'
import { writerIdOf } from '../../../domain/library/ids.ts'
import type { SignedOperation } from '../../../domain/library/operation.ts'
import { digestOf, digestsIn } from '../../../domain/library/words.ts'
import { sha256OfText } from '../library/sha256.ts'

/** A batch as its file says it, before anything proves it. */
export interface ReadBatch extends BatchLines {
  /** Full hash of its head line, 52 base32 characters. */
  hash: string
  headBytes: Uint8Array
  operations: SignedOperation[]
  /** The digests that its operations name, and the records that name them. */
  named: { digest: string; subject: string }[]
  /** The words that the head names, by digest; entries that match no digest are left out. */
  texts: Map<string, string>
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Takes a file's bytes apart. Returns the reason in plain words where they are no batch of this library. Never throws:
 * one file that nobody thought of must not keep all others from being read.
 */
export function readBatch(bytes: Uint8Array, library: string): ReadBatch | { reason: string } {
  try {
    return takeApart(bytes, library)
  } catch {
    return { reason: 'it cannot be understood' }
  }
}

function takeApart(bytes: Uint8Array, library: string): ReadBatch | { reason: string } {
  const end = bytes.indexOf(0x0a)
  if (end < 0) return { reason: 'the file is not whole' }
  if (end > batchSizeCapBytes) return { reason: 'its head is larger than any can be' }
  let text: string
  try {
    text = utf8.decode(bytes)
  } catch {
    return { reason: 'it holds bytes that are no text' }
  }
  const lines = parseBatch(text)
  if ('reason' in lines) return lines
  if (lines.head.library !== library) return { reason: 'it belongs to another library' }
  const headBytes = bytes.subarray(0, end)
  const hash = createHash('sha256').update(headBytes).digest()
  const operations = signedOperations(lines.head, hash)
  const named = operations.flatMap(({ body, subject }) => digestsIn(body).map((digest) => ({ digest, subject })))
  return { ...lines, hash: base32(hash), headBytes, operations, named, texts: textsOf(named, lines) }
}

const keys = new Map<string, KeyObject | null>()

/** The key that a writer's id names; null where the bytes are none or are another writer's. */
function keyOf(writer: string, key: string): KeyObject | null {
  const known = keys.get(`${writer}.${key}`)
  if (known !== undefined) return known
  const raw = Buffer.from(key, 'base64url')
  const isOneText = raw.length === 32 && raw.toString('base64url') === key
  const isTheirs = isOneText && writerIdOf(createHash('sha256').update(raw).digest()) === writer
  const found = isTheirs
    ? createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' })
    : null
  if (found) keys.set(`${writer}.${key}`, found)
  return found
}

/** Whether the head was signed by the writer that it names. */
export function isSignedByItsWriter({ head, signature, headBytes }: ReadBatch): boolean {
  const key = keyOf(head.writer, signature.key)
  if (!key) return false
  const bytes = Buffer.from(signature.signature, 'base64url')
  // One signature has one text: the bits that base64 leaves over are none of it.
  if (bytes.toString('base64url') !== signature.signature) return false
  try {
    return bytes.length === 64 && verify(null, headBytes, key, bytes)
  } catch {
    // 32 bytes that are no point of the curve are no key.
    return false
  }
}

function textsOf(named: ReadBatch['named'], { words }: BatchLines): Map<string, string> {
  const texts = new Map<string, string>()
  for (const { digest } of named) {
    const entry = words.get(digest)
    if (entry && digestOf(entry, sha256OfText) === digest) texts.set(digest, entry.text)
  }
  return texts
}
