import { randomUUID } from 'node:crypto'
import { copyFile, mkdir, readdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** What a sync tool does between two computers' folders, with a hand on the tap. */
export interface SlowSync {
  /** From now on videos are carried too. */
  letVideosThrough(): void
  close(): Promise<void>
}

const everyMs = 200

/**
 * Carries new files both ways between two folders, the small ones as they come, videos only once they are let through.
 * A file comes to its place whole, under a temporary name until then. Nothing is ever removed or changed.
 */
export function startSlowSync(one: string, other: string): SlowSync {
  let isThrough = false
  let isClosed = false
  let wake: () => void = () => undefined
  const mayGo = (path: string): boolean => isThrough || !path.endsWith('.mp4')
  const run = async (): Promise<void> => {
    while (!isClosed) {
      await carry({ from: one, to: other, mayGo })
      await carry({ from: other, to: one, mayGo })
      await new Promise<void>((resolve) => {
        wake = resolve
        setTimeout(resolve, everyMs)
      })
    }
  }
  const running = run()
  // Its failure is told by close.
  running.catch(() => undefined)
  return {
    letVideosThrough() {
      isThrough = true
    },
    async close() {
      isClosed = true
      wake()
      await running
    },
  }
}

async function carry({
  from,
  to,
  mayGo,
}: {
  from: string
  to: string
  mayGo: (path: string) => boolean
}): Promise<void> {
  const there = new Set(await filesIn(to))
  for (const path of await filesIn(from)) {
    if (there.has(path) || path.endsWith('.tmp') || !mayGo(path)) continue
    const target = join(to, path)
    await mkdir(dirname(target), { recursive: true })
    const temporary = join(dirname(target), `.sync-${randomUUID()}.tmp`)
    await copyFile(join(from, path), temporary)
    await rename(temporary, target)
  }
}

async function filesIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
}
