import { type Failure, toFailure } from '../../../domain/failure.ts'
import type { LibraryRequest, RequestAnswer } from '../../../domain/requests/requests.ts'
import type { OutboxEntryView } from '../../../domain/views/library.ts'
import type { EventBus } from '../events.ts'
import type { JobQueue } from '../jobs/queue.ts'
import type { PreparedStore } from '../media/prepared/prepared.ts'
import { startBringing } from './bring-job.ts'
import { type DraftEntry, draftEntry } from './draft-entry.ts'
import { createHealing } from './healing.ts'
import { leavePrepared, type PublishedVideo } from './leave-prepared.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { oneTimer } from './one-timer.ts'
import type { OutboxEntry } from './outbox-store.ts'
import type { Plan } from './plan.ts'
import { createPublisher, type PublisherDeps } from './publisher.ts'
import {
  isBeingPublished,
  isOfFolder,
  mayFollowAnother,
  nextTurn,
  noLongerWaits,
  noteFailure,
  outboxView,
  type Waiting,
  waitingOf,
} from './waiting.ts'

export interface OutboxDeps extends PublisherDeps {
  bus: Pick<EventBus, 'publish'>
  jobs: Pick<JobQueue, 'start' | 'cancel'>
  prepared: Pick<PreparedStore, 'get' | 'assetPath' | 'remove'>
  undoMs: () => number
  /** Reads the folder at once, so that what was just said is seen. */
  scan: () => Promise<void>
  /** Told when a prepared video has been published as an item. */
  onPublished: (published: PublishedVideo) => Promise<void>
  log: (line: string) => void
}

/** What waits on this device to be published into one library. */
export interface Outbox {
  /** Keeps a request. Throws what the person should read where it cannot be done as things stand. */
  request(request: LibraryRequest): Promise<RequestAnswer>
  /** Keeps something already planned: what founding or joining says. */
  addPlanned(said: { subject: string; title: string; plan: Plan }): Promise<void>
  list(): OutboxEntryView[]
  has(id: string): boolean
  /** Takes an entry back and answers what was asked, so that it can be opened again. Throws `conflict`, `not-found`. */
  undo(id: string): Promise<{ request: LibraryRequest | null }>
  now(id: string): Promise<void>
  /** Tries what waits, at once even where it failed before. */
  wake(): void
  /** Looks whether this profile was copied or put back from a backup; called when something new has been read. */
  checkForCopies(): void
  /** Resolves when nothing that is due is left to be tried. */
  settled(): Promise<void>
  close(): Promise<void>
}

const soonCopiedBytes = 32_000_000

/** Opens the outbox of one library and begins to publish what is due. */
export async function openOutbox(deps: OutboxDeps): Promise<Outbox> {
  const { library, writer, store, clock, bus, jobs, log } = deps
  const publisher = createPublisher(deps)
  const entries = (await store.list()).map(waitingOf)
  let nextOrder = Math.max(-1, ...entries.map(({ entry }) => entry.order)) + 1
  const closing = new AbortController()
  let isClosed = false
  const timer = oneTimer(run)
  let running: Promise<void> | null = null
  let [isAskedAgain, heldUntilMs] = [false, 0]
  let unsaid: Waiting | null = null
  for (const waiting of entries) if (await publisher.isUnsaid(waiting.entry)) unsaid = waiting
  const bringing = new Map<Waiting, Promise<void>>()
  /** Entries are added, taken back and carried over to a new key one after the other. */
  const alone = oneAtATime()
  const healing = createHealing({ deps, publisher, entries, alone })

  const changed = (): void => bus.publish({ type: 'outbox' })
  function schedule(): void {
    const turn = isClosed ? null : nextTurn({ entries, unsaid, heldUntilMs, nowMs: clock.nowMs() })
    timer.set(turn && turn.atMs - clock.nowMs())
  }

  function run(): void {
    if (isClosed) return
    if (running !== null) {
      isAskedAgain = true
      return
    }
    isAskedAgain = false
    const stopped = (error: unknown): void => log(`the outbox stopped: ${String(error)}`)
    running = drain()
      .catch(stopped)
      .then(() => {
        running = null
        if (isAskedAgain) run()
        else schedule()
      })
  }

  async function drain(): Promise<void> {
    if (healing.isSuspected) unsaid = await healing.run(unsaid)
    while (!isClosed) {
      const nowMs = clock.nowMs()
      const turn = nextTurn({ entries, unsaid, heldUntilMs, nowMs })
      if (turn === null || turn.atMs > nowMs) return
      await attempt(turn.waiting)
    }
  }

  async function attempt(waiting: Waiting): Promise<void> {
    waiting.isBusy = true
    changed()
    try {
      unsaid = await healing.run(unsaid)
      const { entry } = waiting
      const isSaid = await publisher.say(entry)
      const sizeBytes = isSaid ? await publisher.bytesToBring(entry) : null
      if (!sizeBytes) {
        // nothing that takes long enough to be shown as a job
        if (sizeBytes === 0) await publisher.bringFiles(entry, { signal: closing.signal, onProgress: () => undefined })
        return await finish(waiting)
      }
      // what takes long to copy is seen as words at once; the rest is seen whole, a moment later
      waiting.isSeen = sizeBytes > soonCopiedBytes
      if (waiting.isSeen) await deps.scan()
      bring(waiting)
    } catch (thrown) {
      const failure = toFailure(thrown)
      fail(waiting, failure)
      if (isOfFolder(failure)) heldUntilMs = waiting.retryAtMs
      // so that what was said is seen, and a library that is away shows it at once
      void deps.scan()
    } finally {
      unsaid = (await publisher.isUnsaid(waiting.entry)) ? waiting : null
      waiting.isBusy = false
      changed()
    }
  }

  function fail(waiting: Waiting, failure: Failure): void {
    log(`publishing is stuck: ${failure.code} ${failure.cause ?? failure.message}`)
    noteFailure(waiting, { failure, nowMs: clock.nowMs() })
  }

  function bring(waiting: Waiting): void {
    const { id, done } = startBringing({ waiting, publisher, jobs })
    waiting.job = id
    const brought = done
      .then(() => finish(waiting))
      .catch((thrown: unknown) => {
        waiting.job = null
        if (isClosed || !entries.includes(waiting)) return
        fail(waiting, toFailure(thrown))
        // the words are there, whatever became of the files
        return deps.scan()
      })
      .finally(() => {
        bringing.delete(waiting)
        changed()
        run()
      })
    bringing.set(waiting, brought)
  }

  async function finish(waiting: Waiting): Promise<void> {
    // seen in the folder before it leaves the outbox, so that it is always in one of the two
    await deps.scan()
    await publisher.requireRead(waiting.entry)
    await leavePrepared(deps, waiting.entry)
    await forget(waiting)
  }

  async function forget(waiting: Waiting): Promise<void> {
    const place = entries.indexOf(waiting)
    if (place < 0) return
    entries.splice(place, 1)
    await store.remove(waiting.entry.id)
    changed()
  }

  async function add(
    entry: DraftEntry,
    content: { files: Record<string, string>; plan: Plan | null },
  ): Promise<OutboxEntry> {
    const kept: OutboxEntry = { ...entry, id: store.newId(), order: nextOrder++ }
    await store.add(kept, content)
    entries.push(waitingOf(kept))
    changed()
    run()
    return kept
  }

  function takeBack(waiting: Waiting): Promise<void> {
    return alone(async () => {
      if (waiting.isBusy || (await publisher.isSigned(waiting.entry))) {
        throw isBeingPublished()
      }
      await publisher.takeBack(waiting.entry)
      await forget(waiting)
    })
  }

  /** Takes back what still waits about a record; answers the last entry where that was all there is of it. */
  async function takeBackAbout(subject: string): Promise<string | null> {
    let unmade: string | null = null
    for (const waiting of entries.filter(({ entry }) => entry.subject === subject)) {
      if (waiting.job !== null) {
        // its words are said, so they have to be seen before they can be withdrawn; its files come no further
        jobs.cancel(waiting.job)
        await bringing.get(waiting)
        await forget(waiting)
        await deps.scan()
      } else if (!waiting.isBusy && !(await publisher.isSigned(waiting.entry))) {
        await takeBack(waiting)
        if (waiting.entry.nonce !== undefined) unmade = waiting.entry.id
      }
    }
    return unmade
  }

  function requireEntry(id: string): Waiting {
    const waiting = entries.find(({ entry }) => entry.id === id)
    if (waiting) return waiting
    throw noLongerWaits()
  }

  async function request(asked: LibraryRequest): Promise<RequestAnswer> {
    if (asked.request === 'withdraw') {
      const unmade = await takeBackAbout(asked.id)
      if (unmade !== null) return { id: asked.id, outboxId: unmade }
    }
    const { subject, id } = await alone(() => draftAndKeep(asked))
    return { id: subject, outboxId: id }
  }

  async function draftAndKeep(asked: LibraryRequest): Promise<OutboxEntry> {
    const me = await deps.index.personOf(writer.id)
    const undoMs = deps.undoMs()
    const { entry, files } = await draftEntry({ ...deps, request: asked, me, writer: writer.id, undoMs })
    await publisher.rehearse(entry).catch((error: unknown) => {
      if (!mayFollowAnother(error, entries)) throw error
    })
    return await add(entry, { files, plan: null })
  }

  if (entries.length > 0) run()

  return {
    request,
    async addPlanned({ subject, title, plan }) {
      const entry = { library, subject, request: null, title, publishAtMs: clock.nowMs(), video: null }
      await alone(() => add(entry, { files: {}, plan }))
    },
    list: () => entries.map(outboxView),
    has: (id) => entries.some(({ entry }) => entry.id === id),
    async undo(id) {
      const waiting = requireEntry(id)
      await takeBack(waiting)
      schedule()
      return { request: waiting.entry.request }
    },
    async now(id) {
      const waiting = requireEntry(id)
      await alone(async () => {
        waiting.entry = { ...waiting.entry, publishAtMs: Math.min(waiting.entry.publishAtMs, clock.nowMs()) }
        await store.update(waiting.entry)
      })
      waiting.retryAtMs = 0
      if (unsaid) unsaid.retryAtMs = 0
      heldUntilMs = 0
      run()
    },
    wake() {
      for (const waiting of entries) waiting.retryAtMs = 0
      heldUntilMs = 0
      run()
    },
    checkForCopies() {
      healing.suspect()
      run()
    },
    async settled() {
      while (running !== null || bringing.size > 0) {
        await running
        await Promise.all(bringing.values())
      }
    },
    async close() {
      isClosed = true
      closing.abort()
      timer.set(null)
      for (const { job } of entries) if (job !== null) jobs.cancel(job)
      await running
      await Promise.all(bringing.values())
    },
  }
}
