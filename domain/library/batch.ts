import { z } from 'zod'
import type { JsonValue } from '../json.ts'
import { canonicalJson } from './canonical-json.ts'
import { hasEscapedName } from './escaped-names.ts'
import { libraryIdSchema, shortHash, writerIdSchema } from './ids.ts'
import { isBody, type Operation, operationSchema, type SignedOperation } from './operation.ts'
import { readWordsEntry, type WordsEntry } from './words.ts'

export const formatVersion = 1
/** Of the head line. */
export const batchSizeCapBytes = 1024 * 1024
/** Of the whole file: a document's words may be larger than the head. */
export const batchFileCapBytes = 4 * 1024 * 1024

const base64Text = z.string().regex(/^[A-Za-z0-9_-]{1,128}$/)

/** The first line of a batch: what its writer signs. */
export const batchHeadSchema = z.object({
  v: z.literal(formatVersion),
  library: libraryIdSchema,
  writer: writerIdSchema,
  seq: z.number().int().min(1).max(99_999_999),
  /** The full hash (52 base32 characters) of this writer's batch before, null for the first. */
  prev: z
    .string()
    .regex(/^[a-z2-7]{52}$/)
    .nullable(),
  hlc: z.tuple([z.number().int().min(0), z.number().int().min(0)]),
  ops: z.array(operationSchema).min(1).max(1000),
})
export type BatchHead = z.infer<typeof batchHeadSchema>

/** The second line: the writer's public key and its signature over the bytes of the first line, both base64url. */
export const batchSignatureSchema = z.object({ key: base64Text, signature: base64Text })
export type BatchSignature = z.infer<typeof batchSignatureSchema>

/** A batch's three lines, taken apart but not yet verified. */
export interface BatchLines {
  headLine: string
  head: BatchHead
  signature: BatchSignature
  words: Map<string, WordsEntry>
}

/** The head's one text. Its hash names the file, its signature proves the writer. */
export function headLineOf(head: BatchHead): string {
  return canonicalJson(head as unknown as JsonValue)
}

/** The whole file: three lines, each closed by a line feed. */
export function batchText({
  headLine,
  signature,
  words,
}: {
  headLine: string
  signature: BatchSignature
  words: Record<string, WordsEntry>
}): string {
  return `${headLine}\n${canonicalJson(signature)}\n${canonicalJson(words)}\n`
}

/**
 * Takes a batch file's text apart. Returns the reason in plain words where it is no batch.
 * Entries of the words that are malformed are left out, since an entry that does not match its digest is no entry.
 */
export function parseBatch(text: string): BatchLines | { reason: string } {
  const [headLine, signatureLine, wordsLine] = text.split('\n')
  if (headLine === undefined || signatureLine === undefined || wordsLine === undefined) {
    return { reason: 'the file is not whole' }
  }
  const head = readHead(parseLine(headLine))
  if (head === null) return { reason: 'its head is not one of this format' }
  const signature = readSignature(parseLine(signatureLine))
  if (signature === null) return { reason: 'it carries no signature' }
  const entries = parseLine(wordsLine)
  if (!isRecord(entries)) return { reason: 'its words are not whole' }
  const words = new Map<string, WordsEntry>()
  for (const [digest, value] of Object.entries(entries)) {
    const entry = readWordsEntry(value)
    if (entry) words.set(digest, entry)
  }
  return { headLine, head, signature, words }
}

/** Undefined for what is no JSON, or none that every reader reads alike. */
function parseLine(line: string): unknown {
  try {
    return hasEscapedName(line) ? undefined : JSON.parse(line)
  } catch {
    return undefined
  }
}

/** The operations of a batch that has been verified; `hash` is the SHA-256 of its head line. */
export function signedOperations(head: BatchHead, hash: Uint8Array): SignedOperation[] {
  const name = shortHash(hash)
  return head.ops.map((operation: Operation, place) => ({
    ...operation,
    id: `${name}.${place}`,
    writer: head.writer,
    seq: head.seq,
    time: head.hlc,
  }))
}

/*
 * The schemas above and in operation.ts say what a head is; these functions accept and refuse the very same, several
 * times faster, since each of 100,000 batches passes through here. A property test holds the two together.
 */

const writerPattern = /^[a-z2-7]{26}$/
const itemPattern = /^[a-z2-7]{16}$/
const digestPattern = /^[a-z2-7]{52}$/
const kindPattern = /^[a-z]{1,24}\.[a-z]{1,24}(:[a-z0-9-]{1,40})?$/
const operationIdPattern = /^[a-z2-7]{26}\.(0|[1-9][0-9]{0,3})$/
const base64Pattern = /^[A-Za-z0-9_-]{1,128}$/

/** A head without its unknown members, null where the value is none. `value` comes from JSON. */
function readHead(value: unknown): BatchHead | null {
  if (!isRecord(value)) return null
  const { v, library, writer, seq, prev, hlc, ops } = value
  if (v !== 1 || !matches(library, writerPattern) || !matches(writer, writerPattern)) return null
  if (!isWhole(seq) || seq < 1 || seq > 99_999_999) return null
  if (prev !== null && !matches(prev, digestPattern)) return null
  if (!Array.isArray(hlc) || hlc.length !== 2) return null
  const [ms, counter] = hlc as unknown[]
  if (!isWhole(ms) || ms < 0 || !isWhole(counter) || counter < 0) return null
  if (!Array.isArray(ops) || ops.length < 1 || ops.length > 1000) return null
  const operations: Operation[] = []
  for (const each of ops as unknown[]) {
    const operation = readOperation(each)
    if (operation === null) return null
    operations.push(operation)
  }
  return { v, library, writer, seq, prev, hlc: [ms, counter], ops: operations }
}

function readOperation(value: unknown): Operation | null {
  if (!isRecord(value)) return null
  const { kind, subject, body, supersedes, nonce } = value
  if (!matches(kind, kindPattern)) return null
  if (!matches(subject, itemPattern) && !matches(subject, writerPattern)) return null
  if (!isBody(body)) return null
  const operation: Operation = { kind, subject, body }
  if (supersedes !== undefined) {
    if (!Array.isArray(supersedes) || supersedes.length > 256) return null
    if (!supersedes.every((id) => matches(id, operationIdPattern))) return null
    operation.supersedes = supersedes
  }
  if (nonce !== undefined) {
    if (!matches(nonce, itemPattern)) return null
    operation.nonce = nonce
  }
  return operation
}

/** The second line, null where the value is none. `value` comes from JSON. */
function readSignature(value: unknown): BatchSignature | null {
  if (!isRecord(value)) return null
  const { key, signature } = value
  return matches(key, base64Pattern) && matches(signature, base64Pattern) ? { key, signature } : null
}

/** An object, which in JSON is whatever is neither null nor a list. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function matches(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value)
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value)
}
