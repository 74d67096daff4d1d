import { useSyncExternalStore } from 'react'
import type { JsonValue } from '../../domain/json.ts'
import type { PrivateEntry } from '../../domain/views/private.ts'
import { getPrivate, putPrivate } from '../api/private-api.ts'
import { database } from './database.ts'
import { forgetLeaving, keepInLeaving, keptInLeaving } from './leaving.ts'

/**
 * What is mine alone (see domain/views/private.ts for the keys). Each change goes to memory and Dexie
 * first, so that the screen follows at once, and to the journal in the profile, from which an emptied Dexie is refilled.
 */
export async function setPrivate(changes: Record<string, JsonValue>): Promise<void> {
  const atMs = Date.now()
  const entries = Object.entries(changes).map(([key, value]) => ({ key, value, atMs }))
  if (isLeaving) keepInLeaving(entries)
  await applyEntries(entries)
  unsent.push(...entries)
  await sendUnsent()
}

/** Set before those who keep something at the last moment hear of it: this listener is the first. */
let isLeaving = false
window.addEventListener('pagehide', () => {
  isLeaving = true
})
window.addEventListener('pageshow', () => {
  isLeaving = false
})

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

/** So many rows at once are written or compared in a few milliseconds; between two slices the page may draw. */
const sliceSize = 1000

/** Of each key the later change wins, in memory and in Dexie. */
async function applyEntries(entries: readonly PrivateEntry[]): Promise<void> {
  for (let from = 0; from < entries.length; from += sliceSize) {
    const newer = entries.slice(from, from + sliceSize).filter(({ key, atMs }) => atMs >= (known.get(key)?.atMs ?? 0))
    keepInMemory(newer)
    channel.postMessage(newer)
    await database.private.bulkPut(newer.map(({ key, value, atMs }) => ({ key, value, atMs })))
  }
}

/** Unites the journal with what is here: of each key the later change wins on both sides. */
export async function refillPrivate(): Promise<void> {
  await readPrivate()
  const journal = await getPrivate()
  await applyEntries(journal.filter(({ key, atMs }) => atMs > (known.get(key)?.atMs ?? -1)))
  const journalTimes = new Map(journal.map((entry) => [entry.key, entry.atMs]))
  for (const [key, { value, atMs }] of known) {
    if (atMs > (journalTimes.get(key) ?? -1)) unsent.push({ key, value, atMs })
  }
  await sendUnsent()
}

/** Everything private, read from Dexie once: screens ask it for thousands of keys at a time. */
const known = new Map<string, { value: JsonValue; atMs: number }>()
const listeners = new Set<() => void>()
/** What was asked for by the beginning of its keys, until something of it changes. */
const byPrefix = new Map<string, Map<string, JsonValue>>()
let isRead = false
let reading: Promise<void> | null = null

const channel = new BroadcastChannel('ownpace-private')
channel.onmessage = ({ data }: MessageEvent<PrivateEntry[]>) => keepInMemory(data)

export function readPrivate(): Promise<void> {
  reading ??= readAll()
  return reading
}

async function readAll(): Promise<void> {
  // '' comes before every key.
  for (let after = ''; ; ) {
    const rows = await database.private.where('key').above(after).limit(sliceSize).toArray()
    for (const row of rows) if (row.atMs >= (known.get(row.key)?.atMs ?? 0)) known.set(row.key, row)
    const last = rows.at(-1)
    if (last === undefined || rows.length < sliceSize) break
    after = last.key
  }
  // Where the database takes nothing, it is kept where it is; what was read is shown all the same.
  await applyEntries(keptInLeaving()).then(forgetLeaving, () => undefined)
  isRead = true
  byPrefix.clear()
  notify()
}

function keepInMemory(entries: readonly PrivateEntry[]): void {
  if (entries.length === 0) return
  for (const { key, value, atMs } of entries) known.set(key, { value, atMs })
  for (const [prefix, map] of byPrefix) {
    const changed = entries.filter(({ key }) => key.startsWith(prefix))
    if (changed.length === 0) continue
    const next = new Map(map)
    for (const { key, value } of changed) {
      if (value === null) next.delete(key.slice(prefix.length))
      else next.set(key.slice(prefix.length), value)
    }
    byPrefix.set(prefix, next)
  }
  notify()
}

function notify(): void {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** One private value: undefined until the first answer, null where there is none. */
export function usePrivate(key: string): JsonValue | undefined {
  return useSyncExternalStore(subscribe, () => (isRead ? (known.get(key)?.value ?? null) : undefined))
}

/** One private value as it is now, for what happens once; null where there is none. */
export async function readPrivateValue(key: string): Promise<JsonValue> {
  await readPrivate()
  return known.get(key)?.value ?? null
}

/** All private values whose key begins so, by the rest of the key. Entries that were removed are left out. */
export function usePrivateByPrefix(prefix: string): ReadonlyMap<string, JsonValue> | undefined {
  return useSyncExternalStore(subscribe, () => (isRead ? valuesByPrefix(prefix) : undefined))
}

function valuesByPrefix(prefix: string): ReadonlyMap<string, JsonValue> {
  const cached = byPrefix.get(prefix)
  if (cached) return cached
  const found = new Map<string, JsonValue>()
  for (const [key, { value }] of known) {
    if (value !== null && key.startsWith(prefix)) found.set(key.slice(prefix.length), value)
  }
  byPrefix.set(prefix, found)
  return found
}
