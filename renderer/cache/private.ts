import { useLiveQuery } from 'dexie-react-hooks'
import type { JsonValue } from '../../domain/json.ts'
import type { PrivateEntry } from '../../domain/views/private.ts'
import { getPrivate, putPrivate } from '../api/private-api.ts'
import { database } from './database.ts'

/**
 * What is mine alone (see domain/views/private.ts for the keys). Each change goes to Dexie first, so that the screen
 * follows at once, and to the journal in the profile, from which an emptied Dexie is refilled.
 */
export async function setPrivate(changes: Record<string, JsonValue>): Promise<void> {
  const atMs = Date.now()
  const entries = Object.entries(changes).map(([key, value]) => ({ key, value, atMs }))
  await database.transaction('rw', database.private, () => applyEntries(entries))
  unsent.push(...entries)
  await sendUnsent()
}

/** Changes that the journal has not taken yet; they are sent again with the next change or the next refill. */
const unsent: PrivateEntry[] = []
let isSending = false

async function sendUnsent(): Promise<void> {
  if (isSending) return
  isSending = true
  try {
    while (unsent.length > 0) {
      const entries = unsent.slice(0, 500)
      await putPrivate(entries)
      unsent.splice(0, entries.length)
    }
  } catch {
    // The backend is away; Dexie has the change, and refillPrivate sends what the journal lacks once it is back.
  } finally {
    isSending = false
  }
}

async function applyEntries(entries: PrivateEntry[]): Promise<void> {
  const known = await database.private.bulkGet(entries.map((entry) => entry.key))
  const newer = entries.filter((entry, place) => entry.atMs >= (known[place]?.atMs ?? 0))
  await database.private.bulkPut(newer.map(({ key, value, atMs }) => ({ key, value, atMs })))
}

/** Unites the journal with what Dexie has: of each key the later change wins on both sides. */
export async function refillPrivate(): Promise<void> {
  const journal = await getPrivate()
  await database.transaction('rw', database.private, () => applyEntries(journal))
  const journalTimes = new Map(journal.map((entry) => [entry.key, entry.atMs]))
  const mine = await database.private.toArray()
  unsent.push(...mine.filter((entry) => entry.atMs > (journalTimes.get(entry.key) ?? -1)))
  await sendUnsent()
}

/** One private value: undefined until the first answer, null where there is none. */
export function usePrivate(key: string): JsonValue | undefined {
  return useLiveQuery(async () => (await database.private.get(key))?.value ?? null, [key])
}

/** All private values whose key begins so, by the rest of the key. Entries that were removed are left out. */
export function usePrivateByPrefix(prefix: string): Map<string, JsonValue> | undefined {
  return useLiveQuery(async () => {
    const found = await database.private.where('key').startsWith(prefix).toArray()
    return new Map(
      found.filter((entry) => entry.value !== null).map((entry) => [entry.key.slice(prefix.length), entry.value]),
    )
  }, [prefix])
}
