import { useSyncExternalStore } from 'react'
import type { BackendEvent } from '../../domain/views/events.ts'
import type { Job } from '../../domain/views/job.ts'
import type { LibraryView, OutboxEntryView } from '../../domain/views/library.ts'
import type { Settings } from '../../electron/backend/settings/schema.ts'
import { followEvents } from '../api/events.ts'
import { fetchHost, fetchSettings, type HostView, listJobs } from '../api/host-api.ts'
import { listLibraries, listOutbox } from '../api/library-api.ts'
import { keepLastSaid, readLastSaid } from '../cache/last-said.ts'
import { readMirror } from '../cache/mirror.ts'
import { readPrivate, refillPrivate } from '../cache/private.ts'
import { forgetLibrary, syncLibrary } from '../cache/sync.ts'
import { againSoon } from './again-soon.ts'

/** What the backend says of itself, kept true by its events. `null` members have not been answered yet. */
export interface Live {
  host: HostView | null
  settings: Settings | null
  libraries: LibraryView[] | null
  outbox: OutboxEntryView[]
  jobs: Job[]
  /** Counts each time a take changed, so that lists of takes know when to ask again. */
  takesVersion: number
  /** Rises with each piece of a take that became ready. */
  piecesVersion: number
  /** False while the backend does not answer. */
  isConnected: boolean
}

let live: Live = {
  host: null,
  settings: null,
  libraries: null,
  outbox: [],
  jobs: [],
  takesVersion: 0,
  piecesVersion: 0,
  isConnected: true,
}
const listeners = new Set<() => void>()

function change(patch: Partial<Live>): void {
  live = { ...live, ...patch }
  const { host, settings, libraries } = live
  const isSaid = 'host' in patch || 'settings' in patch || 'libraries' in patch
  if (isSaid && hasAnswered && host && settings && libraries) void keepLastSaid({ host, settings, libraries })
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** A part of the live state; the screen is drawn again when that part changes. */
export function useLive<Part>(select: (state: Live) => Part): Part {
  return useSyncExternalStore(subscribe, () => select(live))
}

/** Follows the backend until the returned function is called. */
export function startLive(): () => void {
  // What the page keeps is read and shown while the backend is asked for the rest.
  void readMirror()
  void readPrivate()
  void showLastSaid()
  return followEvents({ onEvent, onResume: () => void refresh() })
}

/** Whether the backend said anything since the page was opened. */
let hasAnswered = false

async function showLastSaid(): Promise<void> {
  const last = await readLastSaid()
  // Before the first library the way leads elsewhere, and one that is gone must not lead there.
  if (last !== null && last.libraries.length > 0 && !hasAnswered && live.isConnected) change(last)
}

async function refresh(): Promise<void> {
  try {
    const [host, settings, libraries, outbox, jobs] = await Promise.all([
      fetchHost(),
      fetchSettings(),
      listLibraries(),
      listOutbox(),
      listJobs(),
    ])
    hasAnswered = true
    change({ host, settings, libraries, outbox, jobs, takesVersion: live.takesVersion + 1, isConnected: true })
    await refillPrivate()
    await Promise.all(libraries.map(syncLibrary))
  } catch {
    // What was said before the page was opened is shown no longer than it takes to know that nobody answers.
    change(hasAnswered ? { isConnected: false } : { isConnected: false, host: null, settings: null, libraries: null })
    refreshSoon()
  }
}

/** The stream of events may stand where a single answer failed to come: nothing else would ask for it again. */
const refreshSoon = againSoon(() => void refresh())

const followers = new Set<(event: BackendEvent) => void>()

/** Calls the listener for each event of the backend; returns the way to stop. */
export function onBackendEvent(listener: (event: BackendEvent) => void): () => void {
  followers.add(listener)
  return () => followers.delete(listener)
}

function onEvent(event: BackendEvent): void {
  for (const follower of [...followers]) follower(event)
  switch (event.type) {
    case 'changed':
      void quietly(() => followChange(event.library))
      break
    case 'job':
      change({ jobs: [...live.jobs.filter(({ id }) => id !== event.job.id), event.job] })
      break
    case 'outbox':
      void quietly(async () => change({ outbox: await listOutbox() }))
      break
    case 'libraries':
      void quietly(refreshLibraries)
      break
    case 'takes':
      change({ takesVersion: live.takesVersion + 1 })
      break
    case 'pieces':
      change({ piecesVersion: live.piecesVersion + 1 })
      break
    case 'settings':
      void quietly(async () => change({ settings: await fetchSettings() }))
      break
    case 'host':
      void quietly(async () => change({ host: await fetchHost() }))
      break
    case 'hotkey':
    case 'suspending':
      // for what records: it follows the events themselves
      break
    case 'beat':
      break
    default:
      event satisfies never
  }
}

/** Asks for the libraries anew, and brings the page's copy of each up to date. */
export async function refreshLibraries(): Promise<void> {
  const libraries = await listLibraries()
  const before = live.libraries ?? []
  change({ libraries })
  const gone = before.filter(({ id }) => libraries.every((library) => library.id !== id))
  await Promise.all([...gone.map(({ id }) => forgetLibrary(id)), ...libraries.map(syncLibrary)])
}

/** What changed in a folder may also change what the library says of itself: who I am in it, what does not count yet. */
async function followChange(library: string): Promise<void> {
  const libraries = await listLibraries()
  change({ libraries })
  await Promise.all(libraries.filter(({ id }) => id === library).map(syncLibrary))
}

/** An event that cannot be followed up is made good by asking for everything anew. */
async function quietly(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch {
    change({ isConnected: false })
    refreshSoon()
  }
}
