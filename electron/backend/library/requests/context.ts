import { Failure } from '../../../../domain/failure.ts'
import type { JsonValue } from '../../../../domain/json.ts'
import { canonicalJson } from '../../../../domain/library/canonical-json.ts'
import { versionIdOf } from '../../../../domain/library/ids.ts'
import { slugOf, versionFolder } from '../../../../domain/library/paths.ts'
import type { WordsCollector, WordsRef } from '../../../../domain/library/words.ts'
import { wallTimeAt } from '../../../../domain/time/zoned.ts'
import type { RecordKind, RecordView } from '../../../../domain/views/records.ts'
import type { FieldHeads, LibraryIndex } from '../index-port.ts'
import type { Plan, PlannedFile, PlannedOperation } from '../plan.ts'
import { sha256OfText } from '../sha256.ts'

/** What a request's plan is made from. */
export interface PlanContext {
  index: LibraryIndex
  /** The person and the device that ask. */
  me: string
  writer: string
  /** The record that the request makes or changes, drawn or named when it was asked for. */
  subject: string
  /** Set where the request makes a record. */
  nonce: string | undefined
  nowMs: number
  /** IANA name; the author's, for what is written for people. */
  timeZone: string
  words: WordsCollector
  /** The prepared video that the request names, kept beside the request; null where it names none. */
  video: KeptVideo | null
}

/** A prepared video as the outbox keeps it until it is published. */
export interface KeptVideo {
  durationMs: number
  width: number
  height: number
  hasSound: boolean
  video: PlannedFile
  poster: PlannedFile | null
  /** Its small stills in one picture. */
  storyboard: PlannedFile | null
}

export const emptyPlan: Plan = { operations: [], words: {}, publication: null, strip: null }

/** A plan that only says something and publishes no files. */
export function sayingPlan(context: PlanContext, operations: PlannedOperation[]): Plan {
  return { ...emptyPlan, operations, words: context.words.entries }
}

/** The record of one kind, as this device knows it. Throws Failure `not-found`. */
export async function recordOf<Kind extends RecordKind>(
  context: PlanContext,
  query: { id: string; kind: Kind },
): Promise<Extract<RecordView, { kind: Kind }>> {
  const found = await context.index.record(query.id)
  if (found?.view.kind !== query.kind) {
    throw new Failure({
      code: 'not-found',
      message: 'What this refers to is not in the library, as far as this device knows.',
      remedy: 'It may still be on its way, or have been withdrawn.',
    })
  }
  return found.view as Extract<RecordView, { kind: Kind }>
}

/** The same, for what only its author may change. Throws `not-found` and `not-allowed`. */
export async function ownRecordOf<Kind extends 'update' | 'video' | 'comment' | 'decision'>(
  context: PlanContext,
  kind: Kind,
): Promise<Extract<RecordView, { kind: Kind }>> {
  const view = await recordOf(context, { id: context.subject, kind })
  requireOwn(context, (view as { author: string }).author)
  return view
}

export function requireOwn(context: PlanContext, author: string): void {
  if (author === context.me) return
  throw new Failure({
    code: 'not-allowed',
    message: 'Only its author can change this.',
    remedy: 'Write a comment on it instead.',
  })
}

/** What a closed device says counts nowhere, so it is not said. Throws `not-allowed`. */
export async function requireOpenDevice({ index, me, writer }: PlanContext): Promise<void> {
  const view = (await index.record(me))?.view
  if (view?.kind !== 'person' || !view.devices.some((device) => device.writer === writer && device.isClosed)) return
  throw new Failure({
    code: 'not-allowed',
    message: 'This device was closed in this library: what it publishes no longer counts.',
    kept: 'What waits is kept here, and everything can still be read.',
    remedy:
      'If it is not lost after all, join the library with a new profile and let another device of yours confirm it.',
  })
}

/** The standing body of a field, parsed. Throws `not-found`. */
export function fieldOf<T>(heads: FieldHeads[], field: string, schema: { parse(value: unknown): T }): T {
  const found = heads.find((head) => head.field === field)
  if (found === undefined) throw new Failure({ code: 'not-found', message: 'This has not arrived in full yet.' })
  return schema.parse(found.body)
}

/** A person's name, or a plain word where their profile has not arrived. */
export async function nameOf(context: PlanContext, person: string): Promise<string> {
  const found = await context.index.record(person)
  return found?.view.kind === 'person' ? found.view.name : 'someone'
}

/** Puts text that may be missing or empty. */
export function wordsOrNull(context: PlanContext, text: string | null): WordsRef | null {
  return text === null || text === '' ? null : context.words.put(text)
}

/**
 * The slug and month of a new version. The slug is for people who browse the folder; words that can be withdrawn have no
 * place in it, since nothing takes them out of a signed head again.
 */
export async function placeOf(context: PlanContext, about: string): Promise<{ slug: string; month: string }> {
  const { date } = wallTimeAt({ atMs: context.nowMs, timeZone: context.timeZone })
  const name = await nameOf(context, context.me)
  const day = new Date(context.nowMs).toISOString()
  return { slug: slugOf(`${date} ${about} ${name}`), month: `${day.slice(0, 4)}/${day.slice(5, 7)}` }
}

/** The folder of the version that a body makes, and its id. */
export function versionOf(
  context: PlanContext,
  body: { slug: string; month: string },
): { version: string; folder: string } {
  const version = versionIdOf(canonicalJson(body as unknown as JsonValue), sha256OfText)
  return { version, folder: versionFolder({ month: body.month, slug: body.slug, item: context.subject, version }) }
}

/** A file whose text the plan itself holds. */
export function textFile(name: string, text: string): PlannedFile {
  const sha256 = Buffer.from(sha256OfText(text)).toString('hex')
  return { name, source: { text }, size: Buffer.byteLength(text), sha256 }
}
