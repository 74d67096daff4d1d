import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '../../domain/failure.ts'
import type { LibraryRequest, RequestAnswer } from '../../domain/requests/requests.ts'
import type { RecordView } from '../../domain/views/records.ts'
import { createEventBus } from '../../electron/backend/events.ts'
import { createJobQueue } from '../../electron/backend/jobs/queue.ts'
import { type Libraries, type OpenLibrary, openLibraries } from '../../electron/backend/library/libraries.ts'
import { createPreparedStore } from '../../electron/backend/media/prepared/prepared.ts'
import type { RandomBytes } from '../../electron/backend/ports.ts'
import { openLocalIndex } from '../../electron/backend/search/local-index.ts'
import { openSettings, type SettingsFile } from '../../electron/backend/settings/store.ts'
import { type Chance, chanceOf } from './chance.ts'

/** Each temporary file's name is drawn just before it is made, and nothing else is as long. */
const temporaryNameBytes = 8

/** One device: a private profile and a copy of the shared folder, with all that publishes and reads for real. */
export interface Client {
  readonly name: string
  readonly profileDir: string
  readonly dir: string
  /** What its clock shows beyond the true time. */
  skewMs: number
  /** How many more files it can write before its disk is full. */
  roomForFiles: number
  /** Lets something happen in the middle of its work: when it has drawn so many more random numbers. */
  interrupt(afterDraws: number, happen: () => void): void
  /** What it said about itself, for the report of a failure. */
  readonly log: string[]
  readonly library: OpenLibrary
  found(person: string): Promise<void>
  join(as: { person: string } | { claim: string }): Promise<void>
  /** Keeps a request, and tries once to publish it. */
  ask(request: LibraryRequest): Promise<RequestAnswer>
  /** Puts a small video where composing would. Answers its id. */
  prepareVideo(): string
  /** Reads what is new and publishes what waits, as it does by itself every few seconds. */
  goOn(): Promise<void>
  /** One pass of what it does for the library once a day. */
  keepUp(): Promise<void>
  views(): Promise<RecordView[]>
  restart(): Promise<void>
  /** Ends it for a moment, so that its profile can be copied while nobody writes there. */
  pause(work: () => void): Promise<void>
  close(): Promise<void>
}

export async function startClient({
  name,
  base,
  seed,
  skewMs,
  trueMs,
  copyOf,
}: {
  name: string
  /** The folder of the whole world. */
  base: string
  seed: number
  skewMs: number
  trueMs: () => number
  /** The device that this one is a copy of; its profile has been copied already. */
  copyOf?: { library: string } | undefined
}): Promise<Client> {
  const profileDir = join(base, name, 'profile')
  const dir = join(base, name, 'shared')
  mkdirSync(profileDir, { recursive: true })
  const chance = chanceOf(seed)
  const log: string[] = []
  const state = { skewMs, roomForFiles: Number.POSITIVE_INFINITY }
  let interruption: { drawsLeft: number; happen: () => void } | null = null
  const clock = { nowMs: () => trueMs() + state.skewMs }
  const randomBytes = drawsByLength(seed, (byteCount) => {
    if (interruption !== null && interruption.drawsLeft-- <= 0) {
      const { happen } = interruption
      interruption = null
      happen()
    }
    if (byteCount !== temporaryNameBytes) return
    if (state.roomForFiles <= 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    state.roomForFiles -= 1
  })
  const file: SettingsFile = { store: {} }
  const settings = openSettings({
    profileDir,
    clock,
    timeZone: 'Europe/Berlin',
    openFile: () => file,
    log: (line) => log.push(line),
  })
  settings.set({ undoSec: 0 })
  if (copyOf) settings.set({ libraries: [{ id: copyOf.library, dir }] })
  let libraries: Libraries
  if (copyOf) await reopen()
  else libraries = await open()

  async function open(): Promise<Libraries> {
    const write = (line: string): void => void log.push(line)
    const bus = createEventBus(write)
    return await openLibraries({
      profileDir,
      clock,
      randomBytes,
      settings,
      log: write,
      bus,
      // what is drawn for jobs that run side by side must not shift what is drawn for records
      jobs: createJobQueue({ bus, clock, randomBytes: chanceOf(seed + 1).bytes, log: write }),
      prepared: await createPreparedStore({ profileDir, randomBytes }),
      openIndex: async (options) => ({
        ...openLocalIndex({ ...options, clock }),
        rebuild: () => Promise.reject(new Error('nobody here asks for an index to be read anew')),
      }),
      onPublished: async () => undefined,
    })
  }

  function library(): OpenLibrary {
    const [opened] = libraries.list()
    if (opened === undefined) throw new Error(`${name} has no library: ${log.join('; ')}`)
    return opened
  }

  /** Waits until what a look at the folder has set going is done: a new key taken up, words taken out again. */
  async function rest(): Promise<void> {
    await library().outbox.settled()
    await library().upkeep.collect([]).catch(expectFailure)
    await library().outbox.settled()
  }

  /** Opens it again, and waits until it has done what it does at every start. */
  async function reopen(): Promise<void> {
    libraries = await open()
    await library().watch.scan()
    await rest()
  }

  return {
    name,
    profileDir,
    dir,
    log,
    interrupt(drawsLeft, happen) {
      interruption = { drawsLeft, happen }
    },
    get skewMs() {
      return state.skewMs
    },
    set skewMs(value) {
      state.skewMs = value
    },
    get roomForFiles() {
      return state.roomForFiles
    },
    set roomForFiles(value) {
      state.roomForFiles = value
    },
    get library() {
      return library()
    },
    async found(person) {
      await libraries.create({ dir, name: 'Payments', purpose: 'team', person: { name: person, timeZone } })
    },
    async join(as) {
      const who = 'claim' in as ? { claim: as.claim } : { new: { name: as.person, timeZone } }
      await libraries.join({ dir, as: who })
    },
    async ask(request) {
      const { outbox } = library()
      const answer = await outbox.request(request)
      // it begins to be published at once; only what has an end can be lived through again
      await rest()
      return answer
    },
    prepareVideo: () => prepareVideo({ profileDir, chance }),
    async goOn() {
      const { watch, outbox } = library()
      await watch.scan()
      if (outbox.list().length > 0) {
        outbox.wake()
        await outbox.settled()
        await watch.scan()
      }
      await rest()
    },
    async keepUp() {
      await library().upkeep.run().catch(expectFailure)
      await rest()
    },
    async views() {
      const { records } = await library().index.changes({ epoch: null, after: 0, limit: 5000 })
      return records.sort((a, b) => (a.id < b.id ? -1 : 1))
    },
    async restart() {
      await libraries.close()
      await reopen()
    },
    async pause(work) {
      await libraries.close()
      work()
      await reopen()
    },
    close: () => libraries.close(),
  }
}

const timeZone = 'Europe/Berlin'

/** A folder that is away or full is told as a Failure; anything else is a mistake. */
function expectFailure(error: unknown): void {
  if (!(error instanceof Failure)) throw error
}

/** Draws of different lengths come from sources of their own, so that what runs side by side does not shift them. */
function drawsByLength(seed: number, beforeDraw: (byteCount: number) => void): RandomBytes {
  const sources = new Map<number, Chance>()
  return (byteCount) => {
    beforeDraw(byteCount)
    const source = sources.get(byteCount) ?? chanceOf(seed * 64 + byteCount)
    sources.set(byteCount, source)
    return source.bytes(byteCount)
  }
}

/** Its bytes are nobody's video; nothing that publishes opens it. */
function prepareVideo({ profileDir, chance }: { profileDir: string; chance: Chance }): string {
  const id = Array.from({ length: 16 }, () => 'abcdefghijklmnop'[chance.below(16)]).join('')
  const dir = join(profileDir, 'prepared', id)
  const bytes = chance.bytes(200 + chance.below(400))
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, 'video.mp4'), bytes)
  writeFileSync(join(dir, 'poster.webp'), chance.bytes(40))
  const facts = { durationMs: 61_000, width: 1280, height: 720, sizeBytes: bytes.length, hasSound: true }
  writeFileSync(
    join(dir, 'prepared.json'),
    JSON.stringify({ id, source: { fileName: 'a.mov' }, ...facts, chapters: [] }),
  )
  return id
}
