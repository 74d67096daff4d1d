import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { hashOfPath } from './hash-path.ts'

/** Files of this device that may hold what is missed: kept in the outbox, or prepared and not removed yet. */
export interface KeptFiles {
  /** The absolute path of a file with just these bytes, null where there is none. */
  find(wanted: { size: number; sha256: string }): Promise<string | null>
}

/** Lists the files below some folders by their size; they are hashed only where one of that size is missed. */
export async function findKeptFiles(roots: string[]): Promise<KeptFiles> {
  const bySize = new Map<number, string[]>()
  for (const root of roots) {
    const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])
    for (const entry of entries) {
      if (!entry.isFile()) continue
      const path = join(entry.parentPath, entry.name)
      const size = await lstat(path).then(
        (facts) => facts.size,
        () => null,
      )
      if (size !== null && size > 0) bySize.set(size, [...(bySize.get(size) ?? []), path])
    }
  }
  return {
    async find({ size, sha256 }) {
      for (const path of bySize.get(size) ?? []) if ((await hashOfPath(path)) === sha256) return path
      return null
    },
  }
}
