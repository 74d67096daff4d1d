import { glossaryPrompt } from '../../../domain/captions/glossary.ts'
import { libraryFields } from '../../../domain/records/library.ts'
import type { Libraries, OpenLibrary } from '../library/libraries.ts'

/** So many words are read of what may be a hostile folder; a model is told far fewer. */
const mostTerms = 500

/** Words as a library's team writes them, in order of the alphabet. */
export async function termsOf({ id, index }: Pick<OpenLibrary, 'id' | 'index'>): Promise<string[]> {
  const heads = (await index.heads(id)).filter(({ field }) => field.startsWith('term:')).slice(0, mostTerms)
  const standing = heads.flatMap(({ body }) => {
    const parsed = libraryFields.term.safeParse(body)
    return parsed.success && parsed.data.present ? [parsed.data.text.words] : []
  })
  const texts = await index.words(standing)
  return standing.flatMap((digest) => texts[digest] ?? []).sort((a, b) => a.localeCompare(b))
}

/** Words to expect in a recording for a library: those that its team wrote down, and the names of its people and threads. */
export async function glossaryOf(libraries: Pick<Libraries, 'list'>, library: string | null): Promise<string> {
  const opened = libraries.list().find(({ id }) => id === library)
  if (opened === undefined) return ''
  const query = { thread: null, beforeMs: null, limit: 100 }
  const people = await opened.index.records({ ...query, kind: 'person' })
  const threads = await opened.index.records({ ...query, kind: 'thread' })
  const names = [...people, ...threads].flatMap((record) => ('name' in record ? [record.name] : []))
  return glossaryPrompt({ words: await termsOf(opened), names })
}
