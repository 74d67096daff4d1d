const mostMs = 60_000

/** One alarm, never more than a minute ahead, since clocks are set: setting it anew takes the earlier one back. */
export function oneTimer(ring: () => void): { set(delayMs: number | null): void } {
  let timer: NodeJS.Timeout | null = null
  return {
    set(delayMs) {
      if (timer !== null) clearTimeout(timer)
      timer = delayMs === null ? null : setTimeout(ring, Math.min(Math.max(delayMs, 0), mostMs))
    },
  }
}
