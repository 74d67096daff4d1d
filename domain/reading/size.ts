/** What amounts of bytes are counted in, each a thousand of the one before. */
export type SizeUnit = 'B' | 'kB' | 'MB' | 'GB' | 'TB'

const units: readonly SizeUnit[] = ['B', 'kB', 'MB', 'GB', 'TB']

/** An amount of bytes as it is written for people: 30 MB, 1.2 GB; one decimal below 10 from MB on. */
export function sizeForPeople(sizeBytes: number): { count: number; unit: SizeUnit } {
  let count = Math.max(0, sizeBytes)
  let place = 0
  // 999.5 and more would be written as 1,000.
  while (count >= 999.5 && place < units.length - 1) {
    count /= 1000
    place += 1
  }
  const rounded = place >= 2 && count < 9.95 ? Math.round(count * 10) / 10 : Math.round(count)
  return { count: rounded, unit: units[place] ?? 'B' }
}
