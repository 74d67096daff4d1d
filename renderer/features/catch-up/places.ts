import type { Awaiting } from '../../../domain/catch-up/awaiting.ts'
import type { Route } from '../../app/route.ts'

/** Where its words stand in full. */
export function placeOf({ kind, library, view }: Awaiting): Route {
  switch (kind) {
    case 'update':
      return { screen: 'watch', library, item: view.id, atMs: null, isReading: true, isQueue: false }
    case 'decision':
      return { screen: 'decision', library, decision: view.id }
    case 'comment':
      return { screen: 'watch', library, item: view.on.item, atMs: view.on.ms, isReading: true, isQueue: false }
  }
}

/** Where its video plays; what has none is read. */
export function playPlaceOf(item: Awaiting): Route {
  const place = placeOf(item)
  return place.screen === 'watch' ? { ...place, isReading: false } : place
}
