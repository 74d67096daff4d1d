import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'

/**
 * Positions that put ids in an order while as many as can be keep theirs: each one kept is one operation less, and one
 * place less where two people's changes meet.
 */
export function positionsFor(ids: string[], current: ReadonlyMap<string, string>): Map<string, string> {
  try {
    return keepingPositions(ids, current)
  } catch {
    // a position that another program wrote in its own way leaves no room beside it: all are given anew
    return new Map(generateNKeysBetween(null, null, ids.length).map((key, place) => [ids[place] ?? '', key]))
  }
}

function keepingPositions(ids: string[], current: ReadonlyMap<string, string>): Map<string, string> {
  const kept = longestRisingRun(ids.map((id) => current.get(id) ?? null))
  const positions = new Map<string, string>()
  let before: string | null = null
  for (const [place, id] of ids.entries()) {
    const own = current.get(id)
    const after = ids.slice(place + 1).find((_, offset) => kept.has(place + 1 + offset))
    const position: string =
      kept.has(place) && own !== undefined
        ? own
        : generateKeyBetween(before, after === undefined ? null : (current.get(after) ?? null))
    positions.set(id, position)
    before = position
  }
  return positions
}

/** The places of a longest strictly rising choice of the keys; null is no key. */
function longestRisingRun(keys: (string | null)[]): Set<number> {
  const lengths: number[] = []
  const previous: number[] = []
  let best = -1
  for (const [place, key] of keys.entries()) {
    lengths[place] = key === null ? 0 : 1
    previous[place] = -1
    if (key === null) continue
    for (let earlier = 0; earlier < place; earlier++) {
      const other = keys[earlier] ?? null
      const length = (lengths[earlier] ?? 0) + 1
      if (other !== null && other < key && length > (lengths[place] ?? 0)) {
        lengths[place] = length
        previous[place] = earlier
      }
    }
    if (best < 0 || (lengths[place] ?? 0) > (lengths[best] ?? 0)) best = place
  }
  const run = new Set<number>()
  for (let place = best; place >= 0; place = previous[place] ?? -1) run.add(place)
  return run
}
