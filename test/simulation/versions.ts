/** One state of one file somewhere. */
export interface Version {
  id: number
  path: string
  /** Null where the file was removed. */
  bytes: Buffer | null
  /** The versions that whoever made this one had seen. */
  seen: ReadonlySet<number>
}

/** Of two versions made without each other: a file wins over its removal, else the later one. */
export function winnerOf(one: Version, other: Version): Version {
  if ((one.bytes === null) !== (other.bytes === null)) return one.bytes === null ? other : one
  return one.id > other.id ? one : other
}

/** One version, known to have seen others too. */
export function havingSeen(version: Version, others: Version[]): Version {
  const seen = new Set([...version.seen, ...others.flatMap((other) => [other.id, ...other.seen])])
  seen.delete(version.id)
  return { ...version, seen }
}

/** What stays of several versions of one file; it has seen all of them. */
export function newestOf(versions: Version[]): Version {
  const seen = new Set(versions.flatMap((version) => [...version.seen]))
  const standing = versions.filter(({ id }) => !seen.has(id))
  const [first, ...others] = standing.length > 0 ? standing : versions
  if (!first) throw new RangeError('no version')
  return havingSeen(others.reduce(winnerOf, first), versions)
}

export function isSameBytes(one: Version, other: Version): boolean {
  if (one.bytes === null || other.bytes === null) return one.bytes === other.bytes
  return one.bytes.equals(other.bytes)
}
