import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type JournalEvent, parseJournal } from '../../../domain/takes/journal.ts'
import { type Take, type TrackName, takeIdSchema, takeSchema, trackFileName } from '../../../domain/takes/take.ts'
import { isMissing, noSuchTake, vanishedFailure, writeFailure } from './fs-failures.ts'
import { syncFolder } from './track-file.ts'

/** Where the takes of one profile lie: `<profile>/takes/<take>/` with `take.json`, `journal.jsonl` and the tracks. */
export interface TakeFolders {
  dirOf(takeId: string): string
  trackPath(takeId: string, track: { segment: number; track: TrackName }): string
  create(take: Take): Promise<void>
  /**
   * Makes a take of what `fill` puts into the folder that it is given, and tells: it appears whole, or not at all. Throws
   * what `fill` throws.
   */
  createWhole(take: Take, fill: (dir: string) => Promise<JournalEvent[]>): Promise<void>
  /** The absolute path of a file for bytes that are still coming in; removed at the next start if nobody does before. */
  incomingPath(name: string): Promise<string>
  /** Removes what an earlier run left half done. */
  removeLeftovers(): Promise<void>
  /** Throws Failure `not-found`. */
  read(takeId: string): Promise<{ take: Take; events: JournalEvent[] }>
  /** Resolves when the events are on disk. */
  append(takeId: string, events: readonly JournalEvent[]): Promise<void>
  /** The ids of all takes, in no particular order. What is not a take is left alone. */
  list(): Promise<string[]>
  remove(takeId: string): Promise<void>
}

export function takeFolders(profileDir: string): TakeFolders {
  const root = join(profileDir, 'takes')
  const dirOf = (takeId: string): string => join(root, takeIdSchema.parse(takeId))
  const turns = new Map<string, Promise<unknown>>()

  /** One writer at a time for each journal, in the order of the calls. */
  function inTurn(takeId: string, work: () => Promise<void>): Promise<void> {
    const done = (turns.get(takeId) ?? Promise.resolve()).then(work)
    const settled = done.catch(() => undefined)
    turns.set(takeId, settled)
    void settled.then(() => {
      if (turns.get(takeId) === settled) turns.delete(takeId)
    })
    return done
  }

  return {
    dirOf,
    trackPath: (takeId, track) => join(dirOf(takeId), trackFileName(track)),

    async create(take) {
      const dir = dirOf(take.id)
      try {
        await mkdir(dir, { recursive: true, mode: 0o700 })
        const temporary = join(dir, 'take.json.new')
        await writeSynced({ path: temporary, text: `${JSON.stringify(take, null, 2)}\n`, flags: 'w' })
        await rename(temporary, join(dir, 'take.json'))
        await syncFolder(dir)
        await syncFolder(root)
      } catch (error) {
        await rm(dir, { recursive: true, force: true }).catch(() => undefined)
        throw writeFailure(error)
      }
    },

    async createWhole(take, fill) {
      const dir = join(root, `.making-${takeIdSchema.parse(take.id)}`)
      try {
        await mkdir(dir, { recursive: true, mode: 0o700 })
        const events = await fill(dir)
        await writeSynced({ path: join(dir, 'take.json'), text: `${JSON.stringify(take, null, 2)}\n`, flags: 'wx' })
        await appendLines(join(dir, 'journal.jsonl'), events)
        await syncFolder(dir)
        await rename(dir, dirOf(take.id))
        await syncFolder(root)
      } catch (error) {
        await rm(dir, { recursive: true, force: true }).catch(() => undefined)
        throw error
      }
    },

    async incomingPath(name) {
      await mkdir(root, { recursive: true, mode: 0o700 })
      return join(root, `.incoming-${name}`)
    },

    async removeLeftovers() {
      for (const name of await namesIn(root)) {
        if (/^\.(making|incoming)-/.test(name)) await rm(join(root, name), { recursive: true, force: true })
      }
    },

    async read(takeId) {
      const dir = dirOf(takeId)
      const take = await readFile(join(dir, 'take.json'), 'utf8').catch((error: unknown) => {
        throw isMissing(error) ? noSuchTake() : error
      })
      const journal = await readFile(join(dir, 'journal.jsonl'), 'utf8').catch((error: unknown) => {
        if (isMissing(error)) return ''
        throw error
      })
      return { take: takeSchema.parse(JSON.parse(take)), events: parseJournal(journal) }
    },

    append: (takeId, events) =>
      inTurn(takeId, async () => {
        try {
          await appendLines(join(dirOf(takeId), 'journal.jsonl'), events)
        } catch (error) {
          throw isMissing(error) ? vanishedFailure(error) : writeFailure(error)
        }
      }),

    async list() {
      const names = await namesIn(root)
      return names.filter((name) => takeIdSchema.safeParse(name).success)
    },

    async remove(takeId) {
      await rm(dirOf(takeId), { recursive: true, force: true })
    },
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
}

/** Appends one JSON line an event. A torn last line is closed first, so that it spoils no line but itself. */
async function appendLines(path: string, events: readonly JournalEvent[]): Promise<void> {
  const file = await open(path, 'a+', 0o600)
  try {
    const { size } = await file.stat()
    const last = Buffer.alloc(1)
    if (size > 0) await file.read(last, 0, 1, size - 1)
    const opening = size > 0 && last.toString('latin1') !== '\n' ? '\n' : ''
    await file.appendFile(opening + events.map((event) => `${JSON.stringify(event)}\n`).join(''))
    await file.sync()
    if (size === 0) await syncFolder(join(path, '..'))
  } finally {
    await file.close()
  }
}

async function writeSynced({ path, text, flags }: { path: string; text: string; flags: string }): Promise<void> {
  const file = await open(path, flags, 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}
