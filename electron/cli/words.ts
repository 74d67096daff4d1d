const units = ['B', 'kB', 'MB', 'GB', 'TB']

/** An amount of bytes in decimal units: "812 B", "30 MB", "1.2 GB". */
export function amount(sizeBytes: number): string {
  let count = sizeBytes
  let unit = 0
  while (count >= 999.5 && unit < units.length - 1) {
    count /= 1000
    unit += 1
  }
  return `${unit >= 2 && count < 9.95 ? count.toFixed(1) : Math.round(count)} ${units[unit]}`
}

/** The date of a moment, UTC: "2026-11-22". */
export function day(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10)
}
