import { createHash } from 'node:crypto'
import type { JsonValue } from '../../../domain/json.ts'
import { foldAuthority } from '../../../domain/library/authority.ts'
import { base32 } from '../../../domain/library/base32.ts'
import { foldRecord, type RecordState } from '../../../domain/library/fold.ts'
import { itemIdOf } from '../../../domain/library/ids.ts'
import type { SignedOperation } from '../../../domain/library/operation.ts'
import type { ProjectionContext } from '../../../domain/projection/context.ts'
import { projectRecord } from '../../../domain/projection/project.ts'
import type { RecordView } from '../../../domain/views/records.ts'

export const sha256 = (text: string): Uint8Array => createHash('sha256').update(text).digest()
export const hashed = (name: string): string => base32(sha256(name))
export const aya = hashed('aya').slice(0, 26)
export const mara = hashed('mara').slice(0, 26)
const nonce = hashed('nonce').slice(0, 16)
export const subject = itemIdOf(aya, nonce, sha256)
export const otherItem = hashed('other').slice(0, 16)
export const folder = { slug: 'guide', month: '2026/11' }

const texts = new Map<string, string>()
export function say(text: string): { words: string } {
  const words = hashed(text)
  texts.set(words, text)
  return { words }
}

export interface Draft {
  kind: string
  body: JsonValue
  writer?: string
  ms?: number
  supersedes?: string[]
}

/** Operations on one record, made by Aya with the first of them, a second apart. */
export function operationsOf(drafts: Draft[]): SignedOperation[] {
  return drafts.map(({ kind, body, writer = aya, ms, supersedes = [] }, place) => ({
    id: `${hashed(`batch ${place}`).slice(0, 26)}.0`,
    kind,
    body,
    subject,
    writer,
    seq: place + 1,
    time: [ms ?? 1000 * (place + 1), 0] as const,
    supersedes,
    ...(place === 0 ? { nonce } : {}),
  }))
}

export function stateOf(drafts: Draft[]): RecordState {
  const operations = operationsOf(drafts)
  const state = foldRecord({ subject, operations, authority: foldAuthority([], aya), sha256 })
  if (!state) throw new Error('no state')
  return state
}

export const context: ProjectionContext = {
  words: ({ words }) => texts.get(words) ?? null,
  pointingHere: [],
  isHere: () => false,
  sha256,
  personOf: (writer) => writer,
  showsHidden: false,
  keepVideosMonths: () => null,
  nowMs: Date.UTC(2026, 10, 17),
}

export function project<Kind extends RecordView['kind']>(
  _kind: Kind,
  drafts: Draft[],
  more: Partial<ProjectionContext> = {},
) {
  return (projectRecord(stateOf(drafts), { ...context, ...more })?.view ?? null) as Extract<
    RecordView,
    { kind: Kind }
  > | null
}

export const idOfFirst = operationsOf([{ kind: 'a.b', body: null }])[0]?.id ?? ''
