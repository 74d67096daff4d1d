import { createPublicKey, type KeyObject, hash as sha256Of, verify } from 'node:crypto'
import { base32 } from '../../../domain/library/base32.ts'
import { type BatchLines, batchSizeCapBytes, parseBatch, signedOperations } from '../../../domain/library/batch.ts'
import { writerIdOf } from '../../../domain/library/ids.ts'
import type { SignedOperation } from '../../../domain/library/operation.ts'
import { digestOf, digestsIn, type WordsEntry } from '../../../domain/library/words.ts'

/** A batch as its file says it, before anything proves it. */
export interface ReadBatch extends BatchLines {
  /** Full hash of its head line, 52 base32 characters. */
  hash: string
  headBytes: Uint8Array
  operations: SignedOperation[]
  /** The digests that its operations name, and the records that name them, each pair once. */
  named: { digest: string; subject: string }[]
  /** The words that the head names, by digest; entries that match no digest are left out. */
  entries: Map<string, WordsEntry>
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
  const hash = sha256Of('sha256', headBytes, 'buffer')
  const operations = signedOperations(lines.head, hash)
  const named = namedIn(operations)
  return { ...lines, hash: base32(hash), headBytes, operations, named, entries: entriesOf(named, lines) }
}

function namedIn(operations: SignedOperation[]): ReadBatch['named'] {
  const named: ReadBatch['named'] = []
  const pairs = new Set<string>()
  for (const { body, subject } of operations) {
    for (const digest of digestsIn(body)) {
      const pair = digest + subject
      if (pairs.has(pair)) continue
      pairs.add(pair)
      named.push({ digest, subject })
    }
  }
  return named
}

/** So many keys of devices are at most remembered; a forgotten one is only checked again. */
const keyCountMax = 5000
const keys = new Map<string, KeyObject>()

/** The key that a writer's id names; null where the bytes are none or are another writer's. */
function keyOf(writer: string, key: string): KeyObject | null {
  const known = keys.get(`${writer}.${key}`)
  if (known) return known
  const raw = Buffer.from(key, 'base64url')
  const isOneText = raw.length === 32 && raw.toString('base64url') === key
  const isTheirs = isOneText && writerIdOf(sha256Of('sha256', raw, 'buffer')) === writer
  const found = isTheirs
    ? createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' })
    : null
  if (keys.size >= keyCountMax) keys.clear()
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

function entriesOf(named: ReadBatch['named'], { words }: BatchLines): Map<string, WordsEntry> {
  const entries = new Map<string, WordsEntry>()
  for (const { digest } of named) {
    const entry = words.get(digest)
    if (entry && !entries.has(digest) && digestOf(entry, sha256OfEntry) === digest) entries.set(digest, entry)
  }
  return entries
}

/** In one call: a hash object for each of a library's 500,000 texts would cost more than the hashing. */
function sha256OfEntry(text: string): Uint8Array {
  return sha256Of('sha256', text, 'buffer')
}
