import { glossaryPrompt } from '../../../domain/captions/glossary.ts'
import type { Libraries } from '../library/libraries.ts'

/** Words to expect in a recording for a library: those that its team wrote down, and the names of its people and threads. */
export async function glossaryOf(libraries: Pick<Libraries, 'list'>, library: string | null): Promise<string> {
  const opened = libraries.list().find(({ id }) => id === library)
  if (opened === undefined) return ''
  const query = { thread: null, beforeMs: null, limit: 100 }
  const people = await opened.index.records({ ...query, kind: 'person' })
  const threads = await opened.index.records({ ...query, kind: 'thread' })
  const names = [...people, ...threads].flatMap((record) => ('name' in record ? [record.name] : []))
  return glossaryPrompt({ words: [], names })
}
