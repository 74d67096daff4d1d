/** How far a key moves a handle, in milliseconds; null for keys that move nothing. */
export function stepOfKey({ key, isShift, durationMs }: { key: string; isShift: boolean; durationMs: number }) {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return isShift ? -1000 : -100
    case 'ArrowRight':
    case 'ArrowUp':
      return isShift ? 1000 : 100
    case 'PageDown':
      return -5000
    case 'PageUp':
      return 5000
    case 'Home':
      return -durationMs
    case 'End':
      return durationMs
    default:
      return null
  }
}

/** Drawn at most so many times wider than its place: then ten seconds fill it, and handles can be set to the tenth. */
export function greatestZoom(durationMs: number): number {
  return Math.min(120, Math.max(1, 2 ** Math.ceil(Math.log2(Math.max(1, durationMs / 10_000)))))
}

/** The stretch between two splits, cuts or ends that a moment lies in. */
export function partAt(
  atMs: number,
  { borders, durationMs }: { borders: readonly number[]; durationMs: number },
): { fromMs: number; toMs: number } {
  const fromMs = Math.max(0, ...borders.filter((border) => border <= atMs))
  const toMs = Math.min(durationMs, ...borders.filter((border) => border > atMs))
  return { fromMs, toMs }
}
