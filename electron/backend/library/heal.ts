import { nextHybridTime } from '../../../domain/library/hybrid-clock.ts'
import { itemIdOf } from '../../../domain/library/ids.ts'
import type { Operation } from '../../../domain/library/operation.ts'
import { vanishedFailure } from '../folder/write/folder-failure.ts'
import { findInside } from '../folder/write/inside.ts'
import { publishFile } from '../folder/write/publish-file.ts'
import type { Clock, RandomBytes } from '../ports.ts'
import { isSaid, type SignedBatch, signBatch } from './batch-writing.ts'
import { requireLibrary } from './folder-identity.ts'
import type { LibraryIndex } from './index-port.ts'
import type { OutboxEntry, OutboxStore } from './outbox-store.ts'
import { requireOldEnough } from './required-version.ts'
import { sha256OfText } from './sha256.ts'
import { drawWriterKey, exportedKey, type Renewal, signerOf, type Writer } from './writer-key.ts'

export interface HealDeps {
  library: string
  dir: string
  writer: Writer
  index: LibraryIndex
  store: OutboxStore
  /** Removes the small files of an entry that is not signed. */
  takeBack: (entry: OutboxEntry) => Promise<void>
  clock: Clock
  randomBytes: RandomBytes
  /** Reads what is new in the folder. */
  scan: () => Promise<void>
  /** The entry whose batch is signed and, as far as is known, not in the folder. */
  unsaid: OutboxEntry | null
  log: (line: string) => void
}

/**
 * Takes up a new key where the folder holds what this profile did not write under its own: the profile was copied to
 * another device, or put back from a backup, and going on would tell two stories under one name. The old key's last words,
 * on its own branch, endorse the new one. Both branches go on counting, and what waits is published by the new key.
 * Each step can be repeated: the keys and both batches are kept before the first of them reaches the folder.
 * Answers whether the writer is another one now. Throws what publishing throws.
 */
export async function healFork(deps: HealDeps): Promise<boolean> {
  const { library, dir, writer, index, unsaid } = deps
  if (unsaid) await settleSaid(deps, unsaid)
  if (writer.renewal === null && !(await index.hasForked({ writer: writer.id, tip: writer.position }))) return false
  await requireLibrary({ dir, library })
  await requireOldEnough(index, library)
  const renewal = writer.renewal ?? (await draftRenewal(deps))
  if (writer.renewal === null) await writer.keepRenewal(renewal)
  await publishBatch(deps, renewal.last)
  await publishBatch(deps, renewal.first)
  await deps.scan()
  // a disk that vanished on the way leaves an empty place behind, which may have taken them
  for (const { position } of [renewal.last, renewal.first]) {
    if (!(await index.hasBatch(position.hash))) throw vanishedFailure()
  }
  await carryOver(deps, renewal.writer)
  await writer.finishRenewal()
  deps.log('this profile was copied or put back from a backup: it goes on under a new key, with all that waited')
  return true
}

/** A batch that did reach the folder before this device could note so is its own, and no stranger's. */
async function settleSaid(deps: HealDeps, entry: OutboxEntry): Promise<void> {
  const { dir, writer, index, store } = deps
  const batch = await store.signed(entry.id)
  if (batch === null || batch.position.seq !== (writer.position?.seq ?? 0) + 1) return
  const isThere = (await findInside(dir, batch.path).catch(() => null)) !== null
  if (!isThere && !(await index.hasBatch(batch.position.hash))) return
  await requireLibrary({ dir, library: deps.library })
  await publishBatch(deps, batch)
  await writer.advance(batch.position)
}

async function publishBatch({ dir, writer, randomBytes }: HealDeps, { path, text }: SignedBatch): Promise<void> {
  const bytes = Buffer.from(text, 'utf8')
  await publishFile({ root: dir, path, source: { bytes }, writer: writer.id, randomBytes })
}

async function draftRenewal({ library, writer, index, clock, randomBytes }: HealDeps): Promise<Renewal> {
  const key = drawWriterKey(randomBytes)
  // as whom the old key speaks, or asks to speak
  const person = writer.claims ?? writer.id
  const nowMs = clock.nowMs()
  const time = nextHybridTime({ nowMs, last: writer.position?.time ?? null, seen: await index.latestTime() })
  const claim = (id: string): Operation => ({ kind: 'writer.claim', subject: id, body: { person } })
  const last = signBatch({
    library,
    writer,
    previous: writer.position,
    time,
    operations: [
      ...(writer.position === null && writer.claims !== null ? [claim(writer.id)] : []),
      { kind: 'writer.endorse', subject: key.id, body: { person } },
    ],
    words: {},
  })
  const label = (await index.heads(writer.id)).find(({ field }) => field === 'label')?.body
  const first = signBatch({
    library,
    writer: signerOf(key),
    previous: null,
    time: nextHybridTime({ nowMs, last: time, seen: null }),
    operations: [claim(key.id), ...(label ? [{ kind: 'writer.label', subject: key.id, body: label }] : [])],
    words: {},
  })
  const privateKey = exportedKey(key.privateKey)
  return { writer: key.id, privateKey, claims: person, last: keepable(last), first: keepable(first), foundAtMs: nowMs }
}

function keepable({ path, text, position: { seq, hash, time } }: SignedBatch): Renewal['last'] {
  return { path, text, position: { seq, hash, time: [time[0], time[1]] } }
}

/**
 * Lets what waits be planned and signed anew by the new key. A record's id proves who made it, so records that are not
 * said yet get the id that the new key gives them, everywhere in what waits. What the other branch has said meanwhile
 * is not said a second time.
 */
async function carryOver({ writer, index, store, takeBack }: HealDeps, newWriter: string): Promise<void> {
  const waiting: OutboxEntry[] = []
  const moved = new Map<string, string>()
  for (const entry of await store.list()) {
    const signed = await store.signed(entry.id)
    if (signed !== null && isSaid(signed, writer)) continue
    const isElsewhere =
      entry.isPublishedElsewhere === true ||
      (entry.nonce !== undefined && (await index.heads(entry.subject)).length > 0)
    waiting.push(isElsewhere ? { ...entry, isPublishedElsewhere: true } : entry)
    if (entry.nonce === undefined || isElsewhere) continue
    moved.set(itemIdOf(writer.id, entry.nonce, sha256OfText), itemIdOf(newWriter, entry.nonce, sha256OfText))
  }
  for (const entry of waiting) {
    if (!entry.isPublishedElsewhere && entry.request !== null) {
      await takeBack(entry)
      await store.forgetPlan(entry.id)
    }
    await store.forgetSigned(entry.id)
    await store.update(withIds(entry, moved))
  }
}

/** Ids are drawn at random, so that one standing anywhere in a text is that record's. */
function withIds(entry: OutboxEntry, moved: ReadonlyMap<string, string>): OutboxEntry {
  let text = JSON.stringify(entry)
  for (const [from, to] of moved) text = text.replaceAll(from, to)
  return JSON.parse(text) as OutboxEntry
}
