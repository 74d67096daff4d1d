import { randomBytes as nodeRandomBytes } from 'node:crypto'
import type { LibraryRequest } from '../../../../domain/requests/requests.ts'
import { createEventBus } from '../../../../electron/backend/events.ts'
import { createJobQueue } from '../../../../electron/backend/jobs/queue.ts'
import { type OpenLibrary, openLibraries } from '../../../../electron/backend/library/libraries.ts'
import { createPreparedStore } from '../../../../electron/backend/media/prepared.ts'
import type { RandomBytes } from '../../../../electron/backend/ports.ts'
import { openLocalIndex } from '../../../../electron/backend/search/local-index.ts'
import { openConfFile } from '../../../../electron/backend/settings/conf-file.ts'
import { openSettings } from '../../../../electron/backend/settings/store.ts'

export const dayMs = 24 * 3600 * 1000

/** A device whose clock the test holds, and its libraries without the rest of the backend. */
export async function openWorld({
  profileDir,
  clock,
  randomBytes = nodeRandomBytes,
}: {
  profileDir: string
  clock: { nowMs: () => number }
  randomBytes?: RandomBytes
}) {
  const log: string[] = []
  const write = (line: string): void => void log.push(line)
  const bus = createEventBus(write)
  const settings = openSettings({ profileDir, clock, timeZone: 'Europe/Berlin', openFile: openConfFile, log: write })
  settings.set({ undoSec: 0 })
  const libraries = await openLibraries({
    profileDir,
    clock,
    randomBytes,
    settings,
    log: write,
    bus,
    jobs: createJobQueue({ bus, clock, randomBytes, log: write }),
    prepared: await createPreparedStore({ profileDir, randomBytes }),
    openIndex: async (options) => ({
      ...openLocalIndex({ ...options, clock }),
      rebuild: () => Promise.reject(new Error('nobody here asks for an index to be read anew')),
    }),
    onPublished: async () => undefined,
  })
  const person = { name: 'Aya', timeZone: 'Europe/Berlin' }
  return {
    log,
    libraries,
    create: async (dir: string): Promise<OpenLibrary> =>
      libraries.get((await libraries.create({ dir, name: 'Payments', purpose: 'team', person })).id),
    join: async (dir: string): Promise<OpenLibrary> =>
      libraries.get((await libraries.join({ dir, as: { new: { ...person, name: 'Ben' } } })).id),
    close: () => libraries.close(),
  }
}

/** Asks, and waits until it is published whole. */
export async function say(library: OpenLibrary, request: LibraryRequest): Promise<string> {
  const { id } = await library.outbox.request(request)
  await library.outbox.settled()
  const [stuck] = library.outbox.list()
  if (stuck) throw new Error(JSON.stringify(stuck))
  return id
}
