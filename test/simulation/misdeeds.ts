/** The name that a sync tool gives a copy of a file. */
export function conflictName(path: string, how: string): string {
  const dot = path.lastIndexOf('.')
  const [stem, ending] = dot > path.lastIndexOf('/') ? [path.slice(0, dot), path.slice(dot)] : [path, '']
  if (/^\d{8}/.test(how)) return `${stem}.sync-conflict-${how}${ending}`
  return `${stem} (${how})${ending}`
}

/** The same bytes but for one. */
export function damagedAt(bytes: Buffer, place: number): Buffer {
  const damaged = Buffer.from(bytes)
  damaged[place] = 0x20
  return damaged
}

/** A batch as a program leaves it that empties its third line; null where there are no three lines. */
export function withoutWords(batch: Buffer | null): Buffer | null {
  const lines = batch?.toString('utf8').split('\n') ?? []
  return lines.length === 4 ? Buffer.from(`${lines[0]}\n${lines[1]}\n{}\n`) : null
}
