import { useSyncExternalStore } from 'react'
import type { RecordView } from '../../domain/views/records.ts'
import { useLive } from '../app/live.ts'
import { isMirrorRead, subscribeMirror } from './mirror.ts'

/** A record and the library that it stands in. */
export interface Placed<View extends RecordView = RecordView> {
  library: string
  view: View
}

interface Answer {
  stamp: string
  value: unknown
}

/** What was read from the mirror last, by question: the same answer until something it is made of changed. */
const answers = new Map<string, Answer>()
const mostAnswers = 400

/**
 * Reads the mirror and follows it; undefined until it was read from Dexie. `key` names the question with all that it
 * depends on; `stamp` changes whenever its answer may.
 */
export function useMirror<Value>(key: string, stamp: () => string, read: () => Value): Value | undefined {
  return useSyncExternalStore(subscribeMirror, () => {
    if (!isMirrorRead()) return undefined
    const now = stamp()
    const known = answers.get(key)
    if (known?.stamp === now) return known.value as Value
    const value = read()
    answers.delete(key)
    answers.set(key, { stamp: now, value })
    const [oldest] = answers.keys()
    if (answers.size > mostAnswers && oldest !== undefined) answers.delete(oldest)
    return value
  })
}

const noLibraries: readonly string[] = []

/** One library, or all that are open. */
export function useLibraryIds(library: string | null): readonly string[] {
  const open = useLive((live) => live.libraries)
  if (library !== null) return [library]
  return open?.map(({ id }) => id) ?? noLibraries
}
