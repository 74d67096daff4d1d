import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { LibraryRequest } from '../../../domain/requests/requests.ts'
import type { LibraryView } from '../../../domain/views/library.ts'
import { type BackendClient, backendClient } from '../client.ts'
import { createPreparedStore, type PreparedStore } from '../media/prepared/prepared.ts'
import type { Backend, Ports, SettingsStore } from '../ports.ts'
import { defaultSettings, type Settings } from '../settings/schema.ts'

/** One person of the sample: a device of their own, so that the library is written as a real one is. */
export interface Author {
  client: BackendClient
  prepared: PreparedStore
  /** Sets this person's clock; it stands still until it is set again. */
  setClock(nowMs: number): void
  perform(library: string, request: LibraryRequest): Promise<string>
  open(dir: string, libraryName: string | null): Promise<LibraryView>
  close(): Promise<void>
}

/** Starts a person's backend with a profile below `dir`. */
export async function startAuthor({
  id,
  name,
  timeZone,
  dir,
  ports,
  createBackend,
}: {
  id: string
  name: string
  timeZone: string
  dir: string
  ports: Ports
  createBackend: (ports: Ports) => Promise<Backend>
}): Promise<Author> {
  const profileDir = join(dir, id)
  await mkdir(profileDir, { recursive: true, mode: 0o700 })
  let nowMs = ports.clock.nowMs()
  const own: Ports = {
    ...ports,
    profileDir,
    host: 'terminal',
    desktop: null,
    clock: { nowMs: () => nowMs },
    settings: memorySettings({ ...defaultSettings(timeZone), name, undoSec: 0 }),
  }
  const backend = await createBackend(own)
  const client = backendClient(backend.fetch)
  return {
    client,
    prepared: await createPreparedStore(own),
    setClock: (toMs) => {
      nowMs = toMs
    },
    perform: async (library, request) => {
      await client.send('POST', `/api/libraries/${library}/scan`)
      return (await client.perform(library, request, () => undefined)).id
    },
    open: (libraryDir, libraryName) =>
      libraryName === null
        ? client.send('POST', '/api/libraries/join', { dir: libraryDir, as: { new: { name, timeZone } } })
        : client.send('POST', '/api/libraries', {
            dir: libraryDir,
            name: libraryName,
            purpose: 'team',
            person: { name, timeZone },
          }),
    close: () => backend.close(),
  }
}

/** Settings that live as long as the sample is being made. */
function memorySettings(initial: Settings): SettingsStore {
  let settings = initial
  return {
    get: () => settings,
    set: (patch) => {
      settings = { ...settings, ...patch } as Settings
      return settings
    },
    subscribe: () => () => undefined,
  }
}
