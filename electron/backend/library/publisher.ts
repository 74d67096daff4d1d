import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { nextHybridTime } from '../../../domain/library/hybrid-clock.ts'
import type { Operation } from '../../../domain/library/operation.ts'
import { collectWords } from '../../../domain/library/words.ts'
import { vanishedFailure } from '../folder/write/folder-failure.ts'
import { findInside } from '../folder/write/inside.ts'
import { publishFile, removeOwnTemporaries } from '../folder/write/publish-file.ts'
import type { Clock, RandomBytes } from '../ports.ts'
import { isSaid, type SignedBatch, signBatch } from './batch-writing.ts'
import { bringKeptFiles } from './bring-kept.ts'
import { requireLibrary } from './folder-identity.ts'
import type { HoldsNote } from './holds.ts'
import type { LibraryIndex } from './index-port.ts'
import type { OutboxEntry, OutboxStore } from './outbox-store.ts'
import type { Plan, PlannedFile, PlannedOperation, Publication } from './plan.ts'
import { emptyPlan, type KeptVideo, type PlanContext } from './requests/context.ts'
import { planRequest } from './requests/plan-request.ts'
import { requireOldEnough } from './required-version.ts'
import { sha256OfText } from './sha256.ts'
import { stripWithdrawn } from './withdraw.ts'
import type { Writer } from './writer-key.ts'

export interface PublisherDeps {
  library: string
  dir: string
  writer: Writer
  index: LibraryIndex
  store: OutboxStore
  clock: Clock
  randomBytes: RandomBytes
  timeZone: () => string
  /** What is added to a publication about what this device has. */
  holdsNote: HoldsNote
}

/** How long files of a publication take to bring, for a job's progress. */
export interface FileProgress {
  writtenBytes: number
  sizeBytes: number
}

/**
 * Brings one entry of the outbox into the folder. Each step is kept on this device before the folder sees it, so that it can
 * be repeated after any interruption and leaves the very same bytes: said once, never twice, and no gap in between.
 */
export interface Publisher {
  /** Throws what the person should read where the request cannot be planned as things stand. Writes nothing. */
  rehearse(entry: Omit<OutboxEntry, 'id' | 'order'>): Promise<void>
  /** Writes the words: the small files, then the batch that names all of them. False where there was nothing to say. */
  say(entry: OutboxEntry): Promise<boolean>
  /** Throws `folder-vanished` unless what the entry said has been read in the library. */
  requireRead(entry: OutboxEntry): Promise<void>
  /** Whether the entry's place in the chain has been given; it cannot be taken back any more. */
  isSigned(entry: OutboxEntry): Promise<boolean>
  /** Whether it has been given and the batch is not in the folder: until it is, no other may be given. */
  isUnsaid(entry: OutboxEntry): Promise<boolean>
  /** The bytes of the files that follow the batch; null where nothing follows it. */
  bytesToBring(entry: OutboxEntry): Promise<number | null>
  /** Writes the large files and the manifest, or takes out what a withdrawal withdrew. */
  bringFiles(
    entry: OutboxEntry,
    options: { signal: AbortSignal; onProgress: (progress: FileProgress) => void },
  ): Promise<void>
  /** Removes the small files of an entry that was taken back before its batch was signed. */
  takeBack(entry: OutboxEntry): Promise<void>
}

export function createPublisher(deps: PublisherDeps): Publisher {
  const { library, dir, writer, index, store, clock, randomBytes } = deps

  async function contextOf(entry: Omit<OutboxEntry, 'id' | 'order'>, video: KeptVideo | null): Promise<PlanContext> {
    return {
      index,
      me: await index.personOf(writer.id),
      writer: writer.id,
      subject: entry.subject,
      nonce: entry.nonce,
      nowMs: clock.nowMs(),
      timeZone: deps.timeZone(),
      words: collectWords({ sha256: sha256OfText, randomBytes }),
      video,
    }
  }

  async function planOf(entry: OutboxEntry): Promise<Plan> {
    const kept = await store.plan(entry.id)
    if (kept !== null || entry.request === null) return kept ?? emptyPlan
    const plan = await planRequest(entry.request, await contextOf(entry, await keptVideo(entry)))
    await store.keepPlan(entry.id, plan)
    return plan
  }

  async function keptVideo(entry: OutboxEntry): Promise<KeptVideo | null> {
    if (entry.video === null) return null
    const { durationMs, width, height, hasSound, hasPoster, hasStoryboard } = entry.video
    const kept = (name: string): Promise<PlannedFile> => keptFile(store.filePath(entry.id, name), name)
    return {
      ...{ durationMs, width, height, hasSound },
      video: await kept('video.mp4'),
      poster: hasPoster ? await kept('poster.webp') : null,
      storyboard: hasStoryboard ? await kept('storyboard.webp') : null,
    }
  }

  async function bringKept(entry: OutboxEntry): Promise<void> {
    const kept = await keptVideo(entry)
    const files = [kept?.video, kept?.poster, kept?.storyboard].flatMap((file) => file ?? [])
    const filePath = (name: string): string => store.filePath(entry.id, name)
    await bringKeptFiles({ dir, writer: writer.id, item: entry.subject, files, index, randomBytes, filePath })
  }

  async function publish(
    entry: OutboxEntry,
    {
      folder,
      file,
      ...rest
    }: { folder: string; file: PlannedFile; signal?: AbortSignal; onProgress?: (bytes: number) => void },
  ): Promise<void> {
    const source =
      'text' in file.source
        ? { bytes: Buffer.from(file.source.text, 'utf8') }
        : { file: store.filePath(entry.id, file.source.kept) }
    const path = `${folder}/${file.name}`
    await publishFile({ root: dir, path, source, sha256: file.sha256, writer: writer.id, randomBytes, ...rest })
  }

  async function sign(plan: Plan): Promise<SignedBatch> {
    const operations: Operation[] = []
    const note = plan.operations.length < 1000 ? await deps.holdsNote() : null
    for (const operation of [...plan.operations, ...(note ? [note] : [])]) {
      operations.push(await withSupersessions(operation, index))
    }
    const last = writer.position?.time ?? null
    const time = nextHybridTime({ nowMs: clock.nowMs(), last, seen: await index.latestTime() })
    return signBatch({ library, writer, previous: writer.position, time, operations, words: plan.words })
  }

  /** The folder may have vanished on the way and have left an empty place, which took the files. */
  async function requireBrought(folder: string, names: string[]): Promise<void> {
    await requireLibrary({ dir, library })
    for (const name of names) if ((await findInside(dir, `${folder}/${name}`)) === null) throw vanishedFailure()
  }

  return {
    async rehearse(entry) {
      if (entry.request === null) return
      await planRequest(entry.request, await contextOf(entry, rehearsedVideo(entry)))
    },

    async say(entry) {
      await requireLibrary({ dir, library })
      await requireOldEnough(index, library)
      if (entry.isPublishedElsewhere) {
        await bringKept(entry)
        return false
      }
      const plan = await planOf(entry)
      if (plan.operations.length === 0) return false
      let batch = await store.signed(entry.id)
      // seen in the library, not only said: a disk may have vanished just then, and its empty place have taken the batch
      if (batch !== null && isSaid(batch, writer) && (await index.hasBatch(batch.position.hash))) return true
      // a batch signed earlier can have lost its files to that place too
      if (plan.publication) {
        await removeOwnTemporaries({ root: dir, folder: plan.publication.folder, writer: writer.id })
        for (const file of plan.publication.before) {
          await publish(entry, { folder: plan.publication.folder, file })
        }
      }
      if (batch === null) {
        batch = await sign(plan)
        await store.keepSigned(entry.id, batch)
      }
      await removeOwnTemporaries({ root: dir, folder: dirname(batch.path), writer: writer.id })
      const bytes = Buffer.from(batch.text, 'utf8')
      await publishFile({ root: dir, path: batch.path, source: { bytes }, writer: writer.id, randomBytes })
      await requireLibrary({ dir, library })
      if (!isSaid(batch, writer)) await writer.advance(batch.position)
      return true
    },

    async requireRead(entry) {
      const batch = await store.signed(entry.id)
      if (batch !== null && !(await index.hasBatch(batch.position.hash))) throw vanishedFailure()
    },

    isSigned: async (entry) => (await store.signed(entry.id)) !== null,

    async isUnsaid(entry) {
      const batch = await store.signed(entry.id)
      return batch !== null && !isSaid(batch, writer)
    },

    async bytesToBring(entry) {
      const plan = await store.plan(entry.id)
      if (!plan?.publication) return plan?.strip ? 0 : null
      return plan.publication.after.reduce((sum, file) => sum + file.size, 0)
    },

    async bringFiles(entry, { signal, onProgress }) {
      await requireLibrary({ dir, library })
      const plan = await store.plan(entry.id)
      if (plan?.strip) await stripWithdrawn({ dir, writer: writer.id, strip: plan.strip, index, randomBytes })
      if (plan?.publication) await bringPublication(plan.publication)

      async function bringPublication({ folder, after, manifest }: Publication): Promise<void> {
        await removeOwnTemporaries({ root: dir, folder, writer: writer.id })
        const sizeBytes = after.reduce((sum, file) => sum + file.size, 0)
        let doneBytes = 0
        for (const file of after) {
          const start = doneBytes
          const report = (bytes: number): void => onProgress({ writtenBytes: start + bytes, sizeBytes })
          await publish(entry, { folder, file, signal, onProgress: report })
          doneBytes += file.size
        }
        if (manifest === null) return
        const bytes = Buffer.from(manifest, 'utf8')
        const path = `${folder}/manifest.json`
        await publishFile({ root: dir, path, source: { bytes }, writer: writer.id, randomBytes })
        await requireBrought(folder, [...after.map(({ name }) => name), 'manifest.json'])
      }
    },

    async takeBack(entry) {
      const plan = await store.plan(entry.id)
      for (const { name } of plan?.publication?.before ?? []) {
        const path = await findInside(dir, `${plan?.publication?.folder}/${name}`).catch(() => null)
        // what cannot be reached now names nothing: no batch will ever speak of it
        if (path !== null) await unlink(path).catch(() => undefined)
      }
    },
  }
}

async function withSupersessions(planned: PlannedOperation, index: LibraryIndex): Promise<Operation> {
  const { replaces, ...operation } = planned
  const field = planned.kind.slice(planned.kind.indexOf('.') + 1)
  const standing = replaces ?? (await index.heads(planned.subject)).find((head) => head.field === field)?.heads ?? []
  return standing.length === 0 ? operation : { ...operation, supersedes: standing.slice(0, 256) }
}

async function keptFile(path: string, name: string): Promise<PlannedFile> {
  const { size } = await stat(path)
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(piece as Buffer)
  return { name, source: { kept: name }, size, sha256: hash.digest('hex') }
}

/** Stands for a video while a request is only tried: hashing an hour of video would keep the person waiting. */
function rehearsedVideo({ video }: Pick<OutboxEntry, 'video'>): KeptVideo | null {
  if (video === null) return null
  const file = (name: string): PlannedFile => ({ name, source: { text: '' }, size: 0, sha256: '0'.repeat(64) })
  const { durationMs, width, height, hasSound } = video
  return { durationMs, width, height, hasSound, video: file('video.mp4'), poster: null, storyboard: null }
}
