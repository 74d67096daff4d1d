import { z } from 'zod'
import { base32 } from './base32.ts'
import { digestSchema, type Sha256OfText } from './ids.ts'

/** Where people's words stand in a signed head: only their salted digest, so that they can be withdrawn later. */
export const wordsRefSchema = z.object({ words: digestSchema })
export type WordsRef = z.infer<typeof wordsRefSchema>

/** One entry of a batch's third line. */
export const wordsEntrySchema = z.object({ salt: z.string().regex(/^[a-z2-7]{26}$/), text: z.string() })
export type WordsEntry = z.infer<typeof wordsEntrySchema>

const saltPattern = /^[a-z2-7]{26}$/
const digestPattern = /^[a-z2-7]{52}$/

/** An entry as its schema has it, null for anything else; written out because every text of a library passes through. */
export function readWordsEntry(value: unknown): WordsEntry | null {
  if (typeof value !== 'object' || value === null) return null
  const { salt, text } = value as Partial<WordsEntry>
  return typeof salt === 'string' && saltPattern.test(salt) && typeof text === 'string' ? { salt, text } : null
}

/** The digest of words under a salt; the salt keeps short words from being guessed once they are withdrawn. */
export function digestOf({ salt, text }: WordsEntry, sha256: Sha256OfText): string {
  return base32(sha256(`${salt}\n${text}`))
}

/** Gathers the words of one batch while its bodies are written. */
export interface WordsCollector {
  /** Keeps the text and returns what stands for it in the head. A salt is given only where all have to say the same. */
  put(text: string, salt?: string): WordsRef
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
    put(text, salt = base32(randomBytes(16)).slice(0, 26)) {
      const entry = { salt, text: text.normalize('NFC').toWellFormed() }
      const digest = digestOf(entry, sha256)
      entries[digest] = entry
      return { words: digest }
    },
  }
}

/** Every digest that a body refers to, at any depth. */
export function digestsIn(body: unknown): string[] {
  const digests: string[] = []
  gatherDigests(body, digests)
  return digests
}

function gatherDigests(body: unknown, into: string[]): void {
  if (typeof body !== 'object' || body === null) return
  if (Array.isArray(body)) {
    for (const member of body) gatherDigests(member, into)
    return
  }
  const { words } = body as { words?: unknown }
  if (typeof words === 'string' && digestPattern.test(words)) {
    into.push(words)
    return
  }
  for (const member of Object.values(body)) gatherDigests(member, into)
}
