/** Prints rows under a title, the columns as wide as they need. */
export function printTable(title: string, rows: Record<string, string | number>[]): void {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const cells = rows.map((row) => names.map((name) => cell(row[name])))
  const widths = names.map((name, place) => Math.max(name.length, ...cells.map((row) => row[place]?.length ?? 0)))
  const line = (row: string[]): string =>
    row
      .map((text, place) => text.padEnd(widths[place] ?? 0))
      .join('  ')
      .trimEnd()
  console.log(`\n${title}\n${line(names)}\n${widths.map((width) => '-'.repeat(width)).join('  ')}`)
  for (const row of cells) console.log(line(row))
}

function cell(value: string | number | undefined): string {
  if (value === undefined) return ''
  return typeof value === 'number' ? String(Math.round(value * 100) / 100) : value
}

export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5)
}

/** The smallest number that at least this share of all does not exceed. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/** What this process itself worked, all its threads together: steadier than the clock on a busy machine. */
export function workedMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
