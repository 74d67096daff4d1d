import type { Awaiting } from '../../../domain/catch-up/awaiting.ts'
import type { DecisionView } from '../../../domain/views/records.ts'
import type { Route } from '../../app/route.ts'
import { momentPlace } from '../watch/moments.ts'

/** Where its words stand in full. */
export function placeOf({ kind, library, view }: Awaiting): Route {
  switch (kind) {
    case 'update':
      return { screen: 'watch', library, item: view.id, atMs: null, isReading: true, isQueue: false }
    case 'decision':
      return { screen: 'decision', library, decision: view.id }
    case 'comment':
      return { screen: 'watch', library, item: view.on.item, ...momentPlace(view.on), isReading: true, isQueue: false }
  }
}

/** Where its video plays; what has none is read. */
export function playPlaceOf(item: Awaiting): Route {
  const place = placeOf(item)
  return place.screen === 'watch' ? { ...place, isReading: false } : place
}

/** The second of the video that carries a decision's reasons, as its first evidence names it; null where none is named. */
export function reasonsPlaceOf(library: string, decision: DecisionView): (Route & { screen: 'watch' }) | null {
  const [evidence] = decision.evidence
  if (evidence === undefined || evidence.ms === null) return null
  return { screen: 'watch', library, item: evidence.item, ...momentPlace(evidence), isReading: false, isQueue: false }
}
