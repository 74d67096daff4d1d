import { mostEntries, type PrivateEntry, privatePutSchema } from '../../domain/views/private.ts'

/** What was changed while the page went away: a database and a request come too late then, this does not. */
const key = 'ownpace-leaving'

/** Keeps changes until the page is there again. What does not fit is not kept. */
export function keepInLeaving(entries: readonly PrivateEntry[]): void {
  try {
    localStorage.setItem(key, JSON.stringify({ entries: latestOf([...keptInLeaving(), ...entries]) }))
  } catch {
    // Full, or switched off: the database may still get it.
  }
}

/** The last change of each key, and no more of them than can be taken in again. */
export function latestOf(entries: readonly PrivateEntry[]): PrivateEntry[] {
  const latest = new Map<string, PrivateEntry>()
  for (const entry of entries) {
    latest.delete(entry.key)
    latest.set(entry.key, entry)
  }
  return [...latest.values()].slice(-mostEntries)
}

/** What was kept so, oldest first. */
export function keptInLeaving(): PrivateEntry[] {
  try {
    return privatePutSchema.parse(JSON.parse(localStorage.getItem(key) ?? '')).entries
  } catch {
    return []
  }
}

/** Lets go of it, once it is kept elsewhere. */
export function forgetLeaving(): void {
  localStorage.removeItem(key)
}
