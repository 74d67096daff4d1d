import type { RecordView } from '../../domain/views/records.ts'
import { fetchViews } from '../api/pages-api.ts'
import { keyOf } from './database.ts'
import { notifyMirror } from './mirror.ts'

/** What is not in the mirror and was asked for or told of; goes with the page. */
const known = new Map<string, RecordView | null>()
/** What was asked for and not there; unlike what was taken back it may still come. */
const absent = new Set<string>()
const mostKnown = 5000
const wanted = new Map<string, Set<string>>()
let isAsking = false

/** A record outside the mirror: undefined until it was asked for and answered. */
export function outsideView(library: string, id: string): RecordView | null | undefined {
  return known.get(keyOf(library, id))
}

/** Keeps what the backend said of a record that the mirror does not hold. */
export function keepOutside(library: string, id: string, view: RecordView | null): void {
  const key = keyOf(library, id)
  known.delete(key)
  known.set(key, view)
  const [oldest] = known.keys()
  if (known.size > mostKnown && oldest !== undefined) known.delete(oldest)
}

/** What was not there may have come with what changed. */
export function forgetAbsent(library: string): void {
  for (const key of absent) {
    if (!key.startsWith(keyOf(library, ''))) continue
    absent.delete(key)
    known.delete(key)
  }
}

/** Asks for a record by its id; all that is asked for in one turn becomes one request. */
export function askFor(library: string, id: string): void {
  const ids = wanted.get(library)
  if (ids) ids.add(id)
  else wanted.set(library, new Set([id]))
  if (isAsking) return
  isAsking = true
  setTimeout(() => void askAll(), 0)
}

async function askAll(): Promise<void> {
  const asked = [...wanted]
  wanted.clear()
  isAsking = false
  await Promise.all(
    asked.map(async ([library, ids]) => {
      // Where the backend is away the page knows as little as where there is none.
      const found = await fetchViews(library, [...ids]).catch(() => [])
      const views = new Map(found.map((view) => [view.id, view]))
      for (const id of ids) {
        const view = views.get(id) ?? null
        keepOutside(library, id, view)
        if (view === null) absent.add(keyOf(library, id))
      }
    }),
  )
  notifyMirror()
}
