import { setPrivate, usePrivate } from '../../../cache/private.ts'

/**
 * My notes for a recording, kept on this device alone, by thread: they are there again when a recording is begun anew. Undefined until
 * they are known.
 */
export function useNotes(place: {
  library: string
  thread: string | null
}): [notes: string | undefined, change: (notes: string) => void] {
  const key = `notes:${place.library}:${place.thread ?? 'none'}`
  const stored = usePrivate(key)
  const notes = stored === undefined ? undefined : typeof stored === 'string' ? stored : ''
  return [notes, (words) => void setPrivate({ [key]: words === '' ? null : words.slice(0, longest) })]
}

/** Far more than fits beside a picture; a bound against a book that was pasted by mistake. */
const longest = 20_000
