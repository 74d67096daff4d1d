import { lstatSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What changed in a client's folder by its own doing. `before` and `after` are null where there was, or is, no file. */
export interface Change {
  path: string
  before: Buffer | null
  after: Buffer | null
}

/** One client's copy of the shared folder, as the sync tool knows it. */
export interface SharedCopy {
  readonly dir: string
  /** What the tool believes to stand there, by path relative to the library. */
  bytesAt(path: string): Buffer | null
  paths(): string[]
  /** Puts bytes in a file's place, or takes it away; the client sees that as the tool's doing. */
  put(path: string, bytes: Buffer | null): void
  /** Everything that the client itself did to its folder since the last look. */
  look(): Change[]
}

interface Known {
  bytes: Buffer
  /** Tells a file that was replaced from one that was not, without reading it. */
  mark: string
}

export function sharedCopy(dir: string): SharedCopy {
  const known = new Map<string, Known>()
  mkdirSync(dir, { recursive: true })

  function markOf(path: string): string {
    const { ino, size, mtimeMs, ctimeMs } = lstatSync(join(dir, path))
    return `${ino} ${size} ${mtimeMs} ${ctimeMs}`
  }

  function remove(path: string): void {
    rmSync(join(dir, path), { force: true })
    for (let parent = dirname(path); parent.includes('/'); parent = dirname(parent)) {
      try {
        rmdirSync(join(dir, parent))
      } catch {
        return
      }
    }
  }

  return {
    dir,
    bytesAt: (path) => known.get(path)?.bytes ?? null,
    paths: () => [...known.keys()].sort(),
    put(path, bytes) {
      if (bytes === null) {
        known.delete(path)
        remove(path)
        return
      }
      mkdirSync(dirname(join(dir, path)), { recursive: true })
      // published files are read-only, so the old one makes way
      rmSync(join(dir, path), { force: true })
      writeFileSync(join(dir, path), bytes)
      known.set(path, { bytes, mark: markOf(path) })
    },
    look() {
      const changes: Change[] = []
      const there = new Set(filesBelow(dir))
      for (const path of there) {
        const before = known.get(path)
        const mark = markOf(path)
        if (before?.mark === mark) continue
        const after = readFileSync(join(dir, path))
        known.set(path, { bytes: after, mark })
        if (!before?.bytes.equals(after)) changes.push({ path, before: before?.bytes ?? null, after })
      }
      for (const [path, { bytes }] of [...known]) {
        if (there.has(path)) continue
        known.delete(path)
        changes.push({ path, before: bytes, after: null })
      }
      return changes.sort((a, b) => (a.path < b.path ? -1 : 1))
    },
  }
}

/** Every file below a folder as relative paths with forward slashes, in no order. */
export function filesBelow(dir: string, prefix = ''): string[] {
  const paths: string[] = []
  for (const entry of readdirSync(join(dir, prefix), { withFileTypes: true })) {
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`
    if (entry.isDirectory()) paths.push(...filesBelow(dir, path))
    else paths.push(path)
  }
  return paths
}
