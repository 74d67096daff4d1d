import { z } from 'zod'
import type { JsonValue } from '../json.ts'
import { canonicalJson } from './canonical-json.ts'
import { libraryIdSchema, shortHash, writerIdSchema } from './ids.ts'
import { type Operation, operationSchema, type SignedOperation } from './operation.ts'
import { type WordsEntry, wordsEntrySchema } from './words.ts'

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
  const head = parseLine(headLine, batchHeadSchema)
  if (head === null) return { reason: 'its head is not one of this format' }
  const signature = parseLine(signatureLine, batchSignatureSchema)
  if (signature === null) return { reason: 'it carries no signature' }
  const entries = parseLine(wordsLine, z.record(z.string(), z.unknown()))
  if (entries === null) return { reason: 'its words are not whole' }
  const words = new Map<string, WordsEntry>()
  for (const [digest, entry] of Object.entries(entries)) {
    const parsed = wordsEntrySchema.safeParse(entry)
    if (parsed.success) words.set(digest, parsed.data)
  }
  return { headLine, head, signature, words }
}

function parseLine<T>(line: string, schema: z.ZodType<T>): T | null {
  try {
    const parsed = schema.safeParse(JSON.parse(line))
    return parsed.success ? parsed.data : null
  } catch {
    return null
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
