import { z } from 'zod'
import { base32 } from './base32.ts'
import { digestSchema, type Sha256OfText } from './ids.ts'

/** Where people's words stand in a signed head: only their salted digest, so that they can be withdrawn later. */
export const wordsRefSchema = z.object({ words: digestSchema })
export type WordsRef = z.infer<typeof wordsRefSchema>

/** One entry of a batch's third line. */
export const wordsEntrySchema = z.object({ salt: z.string().regex(/^[a-z2-7]{26}$/), text: z.string() })
export type WordsEntry = z.infer<typeof wordsEntrySchema>

/** The digest of words under a salt; the salt keeps short words from being guessed once they are withdrawn. */
export function digestOf({ salt, text }: WordsEntry, sha256: Sha256OfText): string {
  return base32(sha256(`${salt}\n${text}`))
}

/** Gathers the words of one batch while its bodies are written. */
export interface WordsCollector {
  /** Keeps the text and returns what stands for it in the head. */
  put(text: string): WordsRef
  readonly entries: Record<string, WordsEntry>
}

export function collectWords({
  sha256,
  randomBytes,
}: {
  sha256: Sha256OfText
  randomBytes: (byteCount: number) => Uint8Array
}): WordsCollector {
  const entries: Record<string, WordsEntry> = {}
  return {
    entries,
    put(text) {
      const entry = { salt: base32(randomBytes(16)).slice(0, 26), text: text.normalize('NFC').toWellFormed() }
      const digest = digestOf(entry, sha256)
      entries[digest] = entry
      return { words: digest }
    },
  }
}

/** Every digest that a body refers to, at any depth. */
export function digestsIn(body: unknown): string[] {
  if (Array.isArray(body)) return body.flatMap(digestsIn)
  if (typeof body !== 'object' || body === null) return []
  const ref = wordsRefSchema.safeParse(body)
  if (ref.success) return [ref.data.words]
  return Object.values(body).flatMap(digestsIn)
}
