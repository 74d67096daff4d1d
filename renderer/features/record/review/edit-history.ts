/** What was done and can be undone, oldest first, and what was undone and can be done again, the next last. */
export interface History<T> {
  past: T[]
  future: T[]
  /** The gesture that made the last change: what it goes on changing is one step. */
  gesture: string | null
}

export const noHistory: History<never> = { past: [], future: [], gesture: null }

/** So many steps can be undone, as long as they are this small together: they are kept with the draft at every change. */
const longest = 100
const largestCharacters = 48_000

/** The last steps of those, as many as are kept. */
function kept<T>(steps: readonly T[]): T[] {
  let room = largestCharacters
  const last = steps.slice(-longest)
  const from = last.findLastIndex((step) => {
    room -= JSON.stringify(step).length
    return room < 0
  })
  // The last step is kept however large it is.
  return last.slice(Math.min(from + 1, last.length - 1))
}

/**
 * The history after a change of what was `before`. Changes of one gesture (a handle being dragged) are undone together;
 * null is a gesture of its own.
 */
export function changed<T>(history: History<T>, before: T, gesture: string | null): History<T> {
  if (gesture !== null && gesture === history.gesture) return { ...history, future: [] }
  return { past: kept([...history.past, before]), future: [], gesture }
}

/** The last change taken back; null where there is none. */
export function undone<T>({ past, future }: History<T>, present: T): { history: History<T>; present: T } | null {
  const [before] = past.slice(-1)
  if (past.length === 0 || before === undefined) return null
  return { history: { past: past.slice(0, -1), future: [...future, present], gesture: null }, present: before }
}

/** The last change that was taken back done again; null where there is none. */
export function redone<T>({ past, future }: History<T>, present: T): { history: History<T>; present: T } | null {
  const [next] = future.slice(-1)
  if (future.length === 0 || next === undefined) return null
  return { history: { past: [...past, present], future: future.slice(0, -1), gesture: null }, present: next }
}
