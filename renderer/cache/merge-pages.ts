import { inPlaceOrder, type Place } from '../../domain/views/pages.ts'
import type { RecordView } from '../../domain/views/records.ts'
import type { Placed } from './use-mirror.ts'

/** What was read of one library below its mirror. */
export interface OlderPages {
  /** The floor below which it was read. */
  from: Place
  /** Newest first. */
  views: readonly RecordView[]
  /** Where the next page begins, null where all was read. */
  next: Place | null
}

/** What the mirror of one library has down to its floor; without a floor it has all that there is. */
export interface MirrorPart {
  library: string
  floor: Place | null
  /** Newest first. */
  views: readonly RecordView[]
}

/** The place down to which a library's list is complete; null where it is complete to its end. */
export function frontierOf({ floor }: Pick<MirrorPart, 'floor'>, pages: OlderPages | undefined): Place | null {
  if (floor === null) return null
  return pages === undefined ? floor : pages.next
}

/**
 * One list of several libraries, newest first. It ends where the first of them is not known any further, since what comes
 * after could stand before it; `olderIn` is that library, null where nothing is older. `current` answers what a record
 * is by now, null where it was taken back.
 */
export function mergePages({
  here,
  pages,
  current,
}: {
  here: readonly MirrorPart[]
  pages: ReadonlyMap<string, OlderPages>
  current: (library: string, view: RecordView) => RecordView | null
}): { records: Placed[]; olderIn: string | null } {
  let end: { library: string; place: Place } | null = null
  const all: Placed[] = []
  for (const part of here) {
    const { library, views } = part
    const known = pages.get(library)
    const place = frontierOf(part, known)
    if (place !== null && (end === null || inPlaceOrder(place, end.place) < 0)) end = { library, place }
    for (const view of views) all.push({ library, view })
    const ids = known === undefined ? new Set<string>() : new Set(views.map(({ id }) => id))
    for (const view of known?.views ?? []) {
      const now = ids.has(view.id) ? null : current(library, view)
      if (now !== null) all.push({ library, view: now })
    }
  }
  if (here.length > 1) all.sort((a, b) => inPlaceOrder(a.view, b.view))
  const place = end?.place ?? null
  return {
    records: place === null || here.length === 1 ? all : all.filter(({ view }) => inPlaceOrder(view, place) <= 0),
    olderIn: end?.library ?? null,
  }
}
