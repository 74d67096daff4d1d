import { Failure, type FailureCode, toFailure } from '../../../domain/failure.ts'
import { itemIdOf, nonceFrom } from '../../../domain/library/ids.ts'
import type { LibraryRequest, RequestAnswer } from '../../../domain/requests/requests.ts'
import type { OutboxEntryView } from '../../../domain/views/library.ts'
import type { EventBus } from '../events.ts'
import type { JobQueue } from '../jobs/queue.ts'
import type { PreparedStore } from '../media/prepared.ts'
import type { OutboxEntry } from './outbox-store.ts'
import type { Plan } from './plan.ts'
import { createPublisher, type PublisherDeps } from './publisher.ts'
import { isUndoable, makesRecord, preparedOf, subjectOf, titleOf } from './requests/outline.ts'
import { sha256OfText } from './sha256.ts'

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

interface Waiting {
  entry: OutboxEntry
  isBusy: boolean
  /** Its words are in the folder; its files follow. */
  job: string | null
  /** The folder has been read since its words are there. */
  isSeen: boolean
  fraction: number | null
  failure: Failure | null
  failureCount: number
  retryAtMs: number
}

// what ails the folder rather than the one entry: trying the next one would fail the same way
const folderCodes = new Set<FailureCode>([
  'disk-full',
  'folder-vanished',
  'no-permission',
  'library-offline',
  'another-library',
  'library-too-new',
])
const retryFirstMs = 2000
const retryMostMs = 5 * 60_000
const soonCopiedBytes = 32_000_000
const timerMostMs = 60_000

export async function openOutbox(deps: OutboxDeps): Promise<Outbox> {
  const { library, writer, store, clock, bus, jobs, prepared, log } = deps
  const publisher = createPublisher(deps)
  const entries = (await store.list()).map(waitingOf)
  let nextOrder = Math.max(-1, ...entries.map(({ entry }) => entry.order)) + 1
  let isClosed = false
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> | null = null
  let isAskedAgain = false
  const bringing = new Set<Promise<void>>()

  const changed = (): void => bus.publish({ type: 'outbox' })

  function schedule(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (isClosed || entries.length === 0) return
    const times = entries
      .filter((waiting) => waiting.job === null)
      .map(({ entry, retryAtMs }) => Math.max(entry.publishAtMs, retryAtMs))
    if (times.length === 0) return
    const delayMs = Math.min(Math.max(Math.min(...times) - clock.nowMs(), 0), timerMostMs)
    timer = setTimeout(run, delayMs)
  }

  function run(): void {
    if (isClosed) return
    if (running !== null) {
      isAskedAgain = true
      return
    }
    isAskedAgain = false
    running = drain()
      .catch((error: unknown) => log(`the outbox stopped: ${String(error)}`))
      .then(() => {
        running = null
        if (isAskedAgain) run()
        else schedule()
      })
  }

  async function drain(): Promise<void> {
    const tried = new Set<Waiting>()
    while (!isClosed) {
      const waiting = nextDue(tried)
      if (waiting === undefined) return
      tried.add(waiting)
      const isFolderFine = await attempt(waiting)
      if (!isFolderFine) return
    }
  }

  /** The next in order: never before an earlier entry on the same record, since it builds on that. */
  function nextDue(tried: ReadonlySet<Waiting>): Waiting | undefined {
    const nowMs = clock.nowMs()
    const held = new Set<string>()
    for (const waiting of entries) {
      const { entry, retryAtMs, job, isSeen } = waiting
      if (job !== null) {
        if (!isSeen) held.add(entry.subject)
        continue
      }
      const isDue = entry.publishAtMs <= nowMs && retryAtMs <= nowMs && !tried.has(waiting)
      if (isDue && !held.has(entry.subject)) return waiting
      held.add(entry.subject)
    }
    return undefined
  }

  /** Answers whether the next entry is worth a try. */
  async function attempt(waiting: Waiting): Promise<boolean> {
    const { entry } = waiting
    waiting.isBusy = true
    changed()
    try {
      const isSaid = await publisher.say(entry)
      const sizeBytes = isSaid ? await publisher.bytesToBring(entry) : null
      if (sizeBytes === null) {
        await finish(waiting)
        return true
      }
      // what takes long to copy is seen as words at once; the rest is seen whole, a moment later
      waiting.isSeen = sizeBytes > soonCopiedBytes
      if (waiting.isSeen) await deps.scan()
      startBringing(waiting)
      return true
    } catch (thrown) {
      const failure = toFailure(thrown)
      fail(waiting, failure)
      const isFolderFine = !folderCodes.has(failure.code)
      // so that the library shows at once that it is away
      if (!isFolderFine) void deps.scan()
      return isFolderFine && !(await publisher.isSigned(entry))
    } finally {
      waiting.isBusy = false
      changed()
    }
  }

  function fail(waiting: Waiting, failure: Failure): void {
    log(`publishing is stuck: ${failure.code} ${String(failure.cause ?? failure.message)}`)
    waiting.failure = failure
    waiting.retryAtMs = clock.nowMs() + Math.min(retryMostMs, retryFirstMs * 2 ** waiting.failureCount)
    waiting.failureCount += 1
  }

  function startBringing(waiting: Waiting): void {
    const { entry } = waiting
    const { id, done } = jobs.start({
      kind: 'publish',
      subject: entry.subject,
      title: entry.title,
      lane: 'light',
      run: async ({ signal, report }) => {
        report({ fraction: null, step: 'Copying into the folder', detail: '' })
        await publisher.bringFiles(entry, {
          signal,
          onProgress: ({ writtenBytes, sizeBytes }) => {
            waiting.fraction = sizeBytes === 0 ? 1 : writtenBytes / sizeBytes
            const detail = `${megabytes(writtenBytes)} of ${megabytes(sizeBytes)} MB`
            report({ fraction: waiting.fraction, step: 'Copying into the folder', detail })
          },
        })
        return undefined
      },
    })
    waiting.job = id
    const brought = done
      .then(() => finish(waiting))
      .catch((thrown: unknown) => {
        if (isClosed || !entries.includes(waiting)) return
        waiting.job = null
        fail(waiting, toFailure(thrown))
      })
      .finally(() => {
        bringing.delete(brought)
        changed()
        run()
      })
    bringing.add(brought)
  }

  async function finish(waiting: Waiting): Promise<void> {
    const { entry } = waiting
    if (entry.video) {
      // what it was made from may have been removed by hand before; it is published all the same
      await deps.onPublished({ prepared: entry.video.prepared, item: entry.subject }).catch((error: unknown) => {
        log(`a recording could not be marked as published: ${String(error)}`)
      })
      // published, so the copy made ready for it has served
      await prepared.remove(entry.video.prepared).catch(() => undefined)
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
    entry: Omit<OutboxEntry, 'id' | 'order'>,
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
        jobs.cancel(waiting.job)
        await forget(waiting)
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
    const nonce = makesRecord(asked) ? nonceFrom(deps.randomBytes(10)) : undefined
    const subject =
      nonce === undefined ? subjectOf(asked, { me, writer: writer.id }) : itemIdOf(writer.id, nonce, sha256OfText)
    const { video, files } = await videoOf(asked)
    const publishAtMs = clock.nowMs() + (isUndoable(asked) ? deps.undoMs() : 0)
    const entry = {
      library,
      subject,
      ...(nonce ? { nonce } : {}),
      request: asked,
      title: titleOf(asked),
      publishAtMs,
      video,
    }
    await rehearse(entry)
    const kept = await add(entry, { files, plan: null })
    return { id: subject, outboxId: kept.id }
  }

  async function rehearse(entry: Omit<OutboxEntry, 'id' | 'order'>): Promise<void> {
    try {
      await publisher.rehearse(entry)
    } catch (error) {
      // what it refers to may itself still wait here
      const mayFollow = error instanceof Failure && error.code === 'not-found' && entries.length > 0
      if (!mayFollow) throw error
    }
  }

  async function videoOf(
    asked: LibraryRequest,
  ): Promise<{ video: OutboxEntry['video']; files: Record<string, string> }> {
    const id = preparedOf(asked)
    if (id === null) return { video: null, files: {} }
    const { durationMs, width, height, hasSound } = await prepared.get(id)
    const files = {
      'video.mp4': prepared.assetPath(id, 'video.mp4'),
      'poster.webp': prepared.assetPath(id, 'poster.webp'),
    }
    return { video: { prepared: id, durationMs, width, height, hasSound, hasPoster: true }, files }
  }

  if (entries.length > 0) run()

  return {
    request,
    async addPlanned({ subject, title, plan }) {
      const entry = { library, subject, request: null, title, publishAtMs: clock.nowMs(), video: null }
      await add(entry, { files: {}, plan })
    },
    list: () => entries.map((waiting) => viewOf(waiting, library)),
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
      await store.update(waiting.entry)
      run()
    },
    wake() {
      for (const waiting of entries) waiting.retryAtMs = 0
      run()
    },
    async settled() {
      while (running !== null || bringing.size > 0) {
        await running
        await Promise.all(bringing)
      }
    },
    async close() {
      isClosed = true
      if (timer !== null) clearTimeout(timer)
      for (const { job } of entries) if (job !== null) jobs.cancel(job)
      await running
      await Promise.all(bringing)
    },
  }
}

function waitingOf(entry: OutboxEntry): Waiting {
  return {
    entry,
    isBusy: false,
    job: null,
    isSeen: false,
    fraction: null,
    failure: null,
    failureCount: 0,
    retryAtMs: 0,
  }
}

function viewOf({ entry, isBusy, job, fraction, failure }: Waiting, library: string): OutboxEntryView {
  const { id, subject, request, title, publishAtMs } = entry
  const state = isBusy || job !== null ? 'publishing' : failure ? 'stuck' : 'waiting'
  const asked = request?.request ?? 'library'
  const shown = state === 'stuck' ? (failure?.body ?? null) : null
  return { id, library, subject, request: asked, title, state, publishAtMs, fraction, failure: shown }
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1)
}
