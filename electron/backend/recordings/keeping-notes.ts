import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { ObservedTime } from '../library/observed-time.ts'
import { replaceFile } from '../library/profile-files.ts'

const amount = z.number().min(0)

const notesSchema = z.object({
  version: z.literal(1),
  time: z.object({ lastMs: z.number(), observedMs: amount, trustedMs: z.number(), steadyMs: amount }).nullable(),
  /** In observed time, since when a take may go: `<why>:<take>`. */
  since: z.record(z.string(), amount),
})

/** What this device has seen of its takes, for removing only what could go for long enough. */
export interface KeepingNotes {
  version: 1
  time: ObservedTime | null
  since: Record<string, number>
}

/** Notes that are damaged begin anew: every wait only becomes longer by that. */
export async function readKeepingNotes(profileDir: string): Promise<KeepingNotes> {
  try {
    return notesSchema.parse(JSON.parse(await readFile(notesPath(profileDir), 'utf8')))
  } catch {
    return { version: 1, time: null, since: {} }
  }
}

export function writeKeepingNotes(profileDir: string, notes: KeepingNotes): Promise<void> {
  return replaceFile(notesPath(profileDir), JSON.stringify(notes))
}

function notesPath(profileDir: string): string {
  return join(profileDir, 'takes-kept.json')
}
