import type { FieldState, RecordState } from '../library/fold.ts'
import type { Sha256OfText } from '../library/ids.ts'
import type { SignedOperation } from '../library/operation.ts'
import { type WordsRef, wordsRefSchema } from '../library/words.ts'
import type { VersionText, VersionView } from '../views/versions.ts'
import { valueIdOf } from './disputes.ts'

interface Reading {
  personOf(writer: string): string
  sha256: Sha256OfText
}

/** Every version of one field of a record: the one shown, those beside it, then the past, newest first; each once. */
export function historyOf(state: RecordState, field: string, { personOf, sha256 }: Reading): VersionView[] {
  const values = state.maker && state.fields.get(field)
  if (!values) return []
  const all = [values.current, ...values.others, ...values.past]
  const found = new Map<string, VersionView>()
  for (const [place, operation] of all.entries()) {
    const version = valueIdOf(operation, sha256)
    if (version === null || found.has(version)) continue
    const isBeside = place > 0 && place <= values.others.length
    found.set(version, {
      version,
      by: personOf(operation.writer),
      atMs: operation.time[0],
      state: place === 0 ? 'shown' : isBeside ? 'beside' : 'past',
      base: isBeside ? baseOf({ a: values.current, b: operation, values, sha256 }) : null,
    })
  }
  return [...found.values()]
}

/** The newest version that both replace, from which two people began. */
function baseOf({
  a,
  b,
  values,
  sha256,
}: {
  a: SignedOperation
  b: SignedOperation
  values: FieldState
  sha256: Sha256OfText
}): string | null {
  const byId = new Map([a, ...values.others, ...values.past].map((operation) => [operation.id, operation]))
  const before = (operation: SignedOperation): Set<string> => {
    const seen = new Set<string>()
    const toFollow = [...(operation.supersedes ?? [])]
    for (let id = toFollow.pop(); id !== undefined; id = toFollow.pop()) {
      if (seen.has(id)) continue
      seen.add(id)
      toFollow.push(...(byId.get(id)?.supersedes ?? []))
    }
    return seen
  }
  const ofA = before(a)
  const ofB = before(b)
  // past operations stand newest first
  const base = values.past.find(({ id }) => ofA.has(id) && ofB.has(id))
  return base ? valueIdOf(base, sha256) : null
}

/** The operation that says a version, wherever it stands in the history; the field tells what it is of. */
export function operationOf(
  state: RecordState,
  version: string,
  sha256: Sha256OfText,
): { field: string; operation: SignedOperation } | null {
  if (!state.maker) return null
  for (const [field, { current, others, past }] of state.fields) {
    const operation = [current, ...others, ...past].find((each) => valueIdOf(each, sha256) === version)
    if (operation) return { field, operation }
  }
  return null
}

/** What a version says, in any field that carries words; null where there is no such version. */
export function versionTextOf(
  state: RecordState,
  version: string,
  { personOf, sha256, words }: Reading & { words: (ref: WordsRef) => string | null },
): VersionText | null {
  const found = operationOf(state, version, sha256)
  if (!found) return null
  const { field, operation } = found
  const body = membersOf(operation.body)
  const title = refOf(body.title) ?? refOf(body.name)
  const plain = ['text', 'why', 'about', 'statement'].flatMap((name) => {
    const ref = refOf(body[name])
    return ref ? [{ heading: null, text: words(ref) }] : []
  })
  return {
    version,
    field,
    by: personOf(operation.writer),
    atMs: operation.time[0],
    title: (title && words(title)) ?? '',
    parts: [...plain, ...partsIn(body.answers, words), ...partsIn(body.questions, words), ...partsIn(body.asks, words)],
  }
}

/** The answers of an update, the questions of a thread. */
function partsIn(list: unknown, words: (ref: WordsRef) => string | null): VersionText['parts'] {
  if (!Array.isArray(list)) return []
  return list.flatMap((each) => {
    const { question, text } = membersOf(each)
    const ref = refOf(text)
    return ref ? [{ heading: typeof question === 'string' ? question : null, text: words(ref) }] : []
  })
}

function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

function refOf(value: unknown): WordsRef | null {
  return wordsRefSchema.safeParse(value).data ?? null
}
