import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Failure } from '../../../domain/failure.ts'
import type { JsonValue } from '../../../domain/json.ts'
import type { MirrorView } from '../../../domain/views/health.ts'
import type { EventBus } from '../events.ts'
import type { JobQueue, StartedJob } from '../jobs/queue.ts'
import { identify } from '../library/folder-identity.ts'
import type { Libraries, OpenLibrary } from '../library/libraries.ts'
import { libraryProfileDir, replaceFile } from '../library/profile-files.ts'
import type { Ports } from '../ports.ts'
import { openMirrorNotes, removeMirrorNotes } from './mirror-notes.ts'
import { requireMirror, requireMirrorPlace } from './mirror-place.ts'
import { runMirror } from './mirror-run.ts'

const chosenSchema = z.object({
  version: z.literal(1),
  dir: z.string().min(1).max(4096),
  doneAtMs: z.number().int().nullable(),
})
type Chosen = z.infer<typeof chosenSchema>

const lookEveryMs = 10 * 60_000
const freshForMs = 24 * 3600_000
/** Where a run failed, its disk may be away for a while. */
const againAfterMs = 6 * 3600_000

export interface MirrorsDeps extends Pick<Ports, 'profileDir' | 'clock' | 'randomBytes' | 'host' | 'log'> {
  libraries: Pick<Libraries, 'get' | 'list'>
  jobs: JobQueue
  bus: Pick<EventBus, 'publish'>
}

/** The mirror of each library: a plain copy elsewhere that only grows, withdrawn things excepted. */
export interface Mirrors {
  view(library: string): Promise<MirrorView | null>
  /** Sets where a library's mirror is; null ends it, and what was copied stays. Throws what `requireMirrorPlace` does. */
  choose(library: string, dir: string | null): Promise<MirrorView | null>
  /** Brings the mirror up to date; the run that goes on already, where one does. Throws `not-found`. */
  run(library: string): Promise<Pick<StartedJob, 'id'>>
  /** Brings those up to date that are older than a day. */
  runDue(): Promise<void>
  close(): void
}

export function openMirrors(deps: MirrorsDeps): Mirrors {
  const { profileDir, libraries, jobs, clock, bus, log } = deps
  const chosenPath = (library: string): string => join(libraryProfileDir(profileDir, library), 'mirror.json')
  const notesPath = (library: string): string => join(libraryProfileDir(profileDir, library), 'mirror.sqlite')

  async function chosen(library: string): Promise<Chosen | null> {
    try {
      return chosenSchema.parse(JSON.parse(await readFile(chosenPath(library), 'utf8')))
    } catch {
      // none, or one that cannot be read: then it is chosen again
      return null
    }
  }

  function running(library: string): { id: string } | undefined {
    const isOf = ({ kind, subject, state }: { kind: string; subject: string; state: string }): boolean =>
      kind === 'mirror' && subject === library && (state === 'queued' || state === 'running')
    return jobs.snapshot().find(isOf)
  }

  async function view(library: string): Promise<MirrorView | null> {
    const found = await chosen(library)
    if (found === null) return null
    const notes = openMirrorNotes(notesPath(library))
    try {
      return { dir: found.dir, doneAtMs: found.doneAtMs, ...notes.totals() }
    } finally {
      notes.close()
    }
  }

  async function copyNow({
    library,
    found,
    ...job
  }: { library: OpenLibrary; found: Chosen } & Pick<Parameters<typeof runMirror>[0], 'signal' | 'report'>) {
    const notes = openMirrorNotes(notesPath(library.id))
    try {
      // once something was copied, a folder without its marker is the empty place of a disk that is away
      const isBegun = found.doneAtMs !== null || notes.totals().fileCount > 0
      if (isBegun) await requireMirror({ dir: found.dir, library: library.id })
      await requireMirrorPlace({ dir: found.dir, library: library.id, libraryDir: library.dir })
      await library.watch.scan()
      const report = await runMirror({ ...deps, ...job, library, target: found.dir, notes })
      await replaceFile(chosenPath(library.id), JSON.stringify({ ...found, doneAtMs: clock.nowMs() }))
      return report
    } finally {
      notes.close()
    }
  }

  async function run(id: string): Promise<{ id: string }> {
    const library = libraries.get(id)
    const found = await chosen(id)
    if (found === null) {
      throw new Failure({
        code: 'not-found',
        message: 'This library has no mirror yet.',
        remedy: 'Choose a folder for it first, best on another disk.',
      })
    }
    return (
      running(id) ??
      jobs.start({
        kind: 'mirror',
        subject: id,
        title: 'Mirroring the library',
        lane: 'light',
        run: async (job) => (await copyNow({ library, found, ...job })) as unknown as JsonValue,
      })
    )
  }

  const triedAtMs = new Map<string, number>()
  async function runDue(): Promise<void> {
    const nowMs = clock.nowMs()
    for (const { id } of libraries.list()) {
      const found = await chosen(id)
      const isFresh = found?.doneAtMs != null && nowMs - found.doneAtMs < freshForMs
      const isTooSoon = nowMs - (triedAtMs.get(id) ?? Number.NEGATIVE_INFINITY) < againAfterMs
      if (found === null || isFresh || isTooSoon) continue
      triedAtMs.set(id, nowMs)
      await run(id).catch((error: unknown) => log(`a mirror could not be begun: ${String(error)}`))
    }
  }

  // a command of a terminal does what it was asked and no more
  const timer = deps.host === 'terminal' ? undefined : setInterval(() => void runDue(), lookEveryMs)
  timer?.unref()

  return {
    view,
    async choose(id, dir) {
      const library = libraries.get(id)
      const before = await chosen(id)
      if (dir === null) {
        await rm(chosenPath(id), { force: true })
        await removeMirrorNotes(notesPath(id))
        bus.publish({ type: 'libraries' })
        return null
      }
      const place = await requireMirrorPlace({ dir, library: id, libraryDir: library.dir })
      // chosen anew, or emptied meanwhile: what was noted of the one before says nothing
      const isGoingOn = before?.dir === place && (await identify(place)).kind === 'marker'
      if (!isGoingOn) await removeMirrorNotes(notesPath(id))
      const doneAtMs = isGoingOn ? before.doneAtMs : null
      const next: Chosen = { version: 1, dir: place, doneAtMs }
      await replaceFile(chosenPath(id), JSON.stringify(next))
      bus.publish({ type: 'libraries' })
      return await view(id)
    },
    run,
    runDue,
    close: () => clearInterval(timer),
  }
}
