import { Failure, toFailure } from '../../../domain/failure.ts'
import type { LibraryRequest, RequestAnswer } from '../../../domain/requests/requests.ts'
import type { OutboxEntryView } from '../../../domain/views/library.ts'
import type { EventBus } from '../events.ts'
import type { JobQueue } from '../jobs/queue.ts'
import type { PreparedStore } from '../media/prepared.ts'
import { startBringing } from './bring-job.ts'
import { type DraftEntry, draftEntry } from './draft-entry.ts'
import type { OutboxEntry } from './outbox-store.ts'
import type { Plan } from './plan.ts'
import { createPublisher, type PublisherDeps } from './publisher.ts'
import { isOfFolder, nextTurn, noteFailure, outboxView, type Waiting, waitingOf } from './waiting.ts'

export interface OutboxDeps extends PublisherDeps {
  bus: Pick<EventBus, 'publish'>
  jobs: Pick<JobQueue, 'start' | 'cancel'>
  prepared: Pick<PreparedStore, 'get' | 'assetPath' | 'remove'>
  undoMs: () => number
  /** Reads the folder at once, so that what was just said is seen. */
  scan: () => Promise<void>
  /** Told when a prepared video has been published as an item. */
  onPublished: (published: { prepared: string; item: string }) => Promise<void>
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
  /** Resolves when nothing that is due is left to be tried. */
  settled(): Promise<void>
  close(): Promise<void>
}

const soonCopiedBytes = 32_000_000
const timerMostMs = 60_000

/** Opens the outbox of one library and begins to publish what is due. */
export async function openOutbox(deps: OutboxDeps): Promise<Outbox> {
  const { library, writer, store, clock, bus, jobs, log } = deps
  const publisher = createPublisher(deps)
  const entries = (await store.list()).map(waitingOf)
  let nextOrder = Math.max(-1, ...entries.map(({ entry }) => entry.order)) + 1
  const closing = new AbortController()
  let isClosed = false
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> | null = null
  let isAskedAgain = false
  let heldUntilMs = 0
  let unsaid: Waiting | null = null
  for (const waiting of entries) if (await publisher.isUnsaid(waiting.entry)) unsaid = waiting
  const bringing = new Map<Waiting, Promise<void>>()

  const changed = (): void => bus.publish({ type: 'outbox' })

  function schedule(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const turn = isClosed ? null : nextTurn({ entries, unsaid, heldUntilMs, nowMs: clock.nowMs() })
    if (turn === null) return
    const delayMs = Math.min(Math.max(turn.atMs - clock.nowMs(), 0), timerMostMs)
    timer = setTimeout(run, delayMs)
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
    while (!isClosed) {
      const nowMs = clock.nowMs()
      const turn = nextTurn({ entries, unsaid, heldUntilMs, nowMs })
      if (turn === null || turn.atMs > nowMs) return
      await attempt(turn.waiting)
    }
  }

  async function attempt(waiting: Waiting): Promise<void> {
    const { entry } = waiting
    waiting.isBusy = true
    changed()
    try {
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
      unsaid = (await publisher.isUnsaid(entry)) ? waiting : null
      waiting.isBusy = false
      changed()
    }
  }

  function fail(waiting: Waiting, failure: Failure): void {
    log(`publishing is stuck: ${failure.code} ${String(failure.cause ?? failure.message)}`)
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
    const { entry } = waiting
    if (entry.video) {
      // what it was made from may have been removed by hand before; it is published all the same
      await deps.onPublished({ prepared: entry.video.prepared, item: entry.subject }).catch((error: unknown) => {
        log(`a recording could not be marked as published: ${String(error)}`)
      })
      // published, so the copy made ready for it has served
      await deps.prepared.remove(entry.video.prepared).catch(() => undefined)
    }
    // seen in the folder before it leaves the outbox, so that it is always in one of the two
    await deps.scan()
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

  async function takeBack(waiting: Waiting): Promise<void> {
    if (waiting.isBusy || (await publisher.isSigned(waiting.entry))) {
      throw new Failure({
        code: 'conflict',
        message: 'This is being published already.',
        remedy: 'Withdraw it instead, or correct it.',
      })
    }
    await publisher.takeBack(waiting.entry)
    await forget(waiting)
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
    throw new Failure({ code: 'not-found', message: 'This no longer waits: it has been published, or taken back.' })
  }

  async function request(asked: LibraryRequest): Promise<RequestAnswer> {
    if (asked.request === 'withdraw') {
      const unmade = await takeBackAbout(asked.id)
      if (unmade !== null) return { id: asked.id, outboxId: unmade }
    }
    const me = await deps.index.personOf(writer.id)
    const undoMs = deps.undoMs()
    const { entry, files } = await draftEntry({ ...deps, request: asked, me, writer: writer.id, undoMs })
    await publisher.rehearse(entry).catch((error: unknown) => {
      // what it refers to may itself still wait here
      const mayFollow = error instanceof Failure && error.code === 'not-found' && entries.length > 0
      if (!mayFollow) throw error
    })
    const kept = await add(entry, { files, plan: null })
    return { id: entry.subject, outboxId: kept.id }
  }

  if (entries.length > 0) run()

  return {
    request,
    async addPlanned({ subject, title, plan }) {
      const entry = { library, subject, request: null, title, publishAtMs: clock.nowMs(), video: null }
      await add(entry, { files: {}, plan })
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
      waiting.entry = { ...waiting.entry, publishAtMs: Math.min(waiting.entry.publishAtMs, clock.nowMs()) }
      waiting.retryAtMs = 0
      if (unsaid) unsaid.retryAtMs = 0
      heldUntilMs = 0
      await store.update(waiting.entry)
      run()
    },
    wake() {
      for (const waiting of entries) waiting.retryAtMs = 0
      heldUntilMs = 0
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
      if (timer !== null) clearTimeout(timer)
      for (const { job } of entries) if (job !== null) jobs.cancel(job)
      await running
      await Promise.all(bringing.values())
    },
  }
}
