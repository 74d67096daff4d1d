import { randomBytes as nodeRandomBytes } from 'node:crypto'
import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LibraryRequest } from '../../../../domain/requests/requests.ts'
import { createEventBus } from '../../../../electron/backend/events.ts'
import { createJobQueue } from '../../../../electron/backend/jobs/queue.ts'
import { type OpenLibrary, openLibraries } from '../../../../electron/backend/library/libraries.ts'
import { emptyPlan } from '../../../../electron/backend/library/requests/context.ts'
import { createPreparedStore } from '../../../../electron/backend/media/prepared/prepared.ts'
import type { RandomBytes } from '../../../../electron/backend/ports.ts'
import { openLocalIndex } from '../../../../electron/backend/search/local-index.ts'
import { openConfFile } from '../../../../electron/backend/settings/conf-file.ts'
import { openSettings } from '../../../../electron/backend/settings/store.ts'
import { filesIn, thread } from './devices.ts'

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

export const startMs = Date.UTC(2026, 10, 2, 9)

/** A library of one device whose clock stands still until it is moved. */
export async function liveWorld(root: string) {
  const clock = { ms: startMs, nowMs: () => clock.ms }
  const opened: { close(): Promise<void> }[] = []
  const open = async (name: string) => {
    const device = await openWorld({ profileDir: join(root, name), clock })
    opened.push(device)
    return device
  }
  const folder = join(root, 'folder')
  const aya = await open('aya')
  const library = await aya.create(folder)
  const threadId = await say(library, thread)
  /** Lets so many days pass, with one pass of the upkeep on each. */
  async function live(days: number, libraries: OpenLibrary[] = [library]): Promise<void> {
    for (let day = 0; day < days; day += 1) {
      clock.ms += dayMs
      for (const each of libraries) await each.upkeep.run()
    }
  }
  const ops = (): string[] => filesIn(join(folder, 'ops'))
  const close = async (): Promise<void> => {
    for (const device of opened.splice(0)) await device.close()
  }
  return { root, folder, clock, aya, library, threadId, live, ops, open, close }
}

export async function setDeleted(library: OpenLibrary, subject: string, deleted: boolean): Promise<void> {
  const operations = [{ kind: 'update.deleted', subject, body: { deleted } }]
  await library.outbox.addPlanned({ subject, title: 'Delete', plan: { ...emptyPlan, operations } })
  await library.outbox.settled()
  await library.watch.scan()
}

/** What another program does to a published file, which is read-only. */
export function writeOver(path: string, bytes: string | Uint8Array): void {
  const other = `${path}.other`
  writeFileSync(other, bytes)
  renameSync(other, path)
}
