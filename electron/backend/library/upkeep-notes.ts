import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { libraryProfileDir, replaceFile } from './profile-files.ts'

const amount = z.number().min(0)
const since = z.record(z.string(), amount)

const notesSchema = z.object({
  version: z.literal(1),
  time: z.object({ lastMs: z.number(), observedMs: amount, trustedMs: z.number(), steadyMs: amount }).nullable(),
  /** In observed time, when this device first saw: a whole pack of its own, by name; */
  packs: since,
  /** an item's deletion, by the item; */
  deleted: since,
  /** a thread letting its videos go, by the thread and its months. */
  lettingGo: since,
  /** What the clock showed when a file was first found without its words, by path. */
  lacking: since,
})

/** What one device has seen of a library, for what it may remove only a while after that. */
export type UpkeepNotes = z.infer<typeof notesSchema>

const noNotes: UpkeepNotes = { version: 1, time: null, packs: {}, deleted: {}, lettingGo: {}, lacking: {} }

/** Reads the notes of a library; notes that are damaged begin anew, since every wait only becomes longer by that. */
export async function readUpkeepNotes(profileDir: string, library: string): Promise<UpkeepNotes> {
  try {
    return notesSchema.parse(JSON.parse(await readFile(notesPath(profileDir, library), 'utf8')))
  } catch {
    return noNotes
  }
}

export function keepUpkeepNotes(profileDir: string, library: string, notes: UpkeepNotes): Promise<void> {
  return replaceFile(notesPath(profileDir, library), JSON.stringify(notes))
}

/** Keeps the moments of what is still there, and begins now for what is new. */
export function sinceFor(known: Record<string, number>, names: Iterable<string>, now: number): Record<string, number> {
  return Object.fromEntries([...names].map((name) => [name, known[name] ?? now]))
}

function notesPath(profileDir: string, library: string): string {
  return join(libraryProfileDir(profileDir, library), 'upkeep.json')
}
