import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { libraryIdSchema } from '../../../domain/library/ids.ts'

/** `<profile>/libraries/<library>`: what this device alone knows about a library. */
export function libraryProfileDir(profileDir: string, library: string): string {
  return join(profileDir, 'libraries', libraryIdSchema.parse(library))
}

/** Replaces a private file (0600) whole or not at all: written beside it, synced, renamed, its folder synced. */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const dir = dirname(path)
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const temporary = `${path}.${randomUUID()}.new`
  try {
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await syncFolder(dir)
}

/** Removes what a run that was cut short left half written in a private folder. */
export async function removeHalfWritten(dir: string): Promise<void> {
  for (const name of await readdir(dir).catch(() => [])) {
    if (name.endsWith('.new')) await rm(join(dir, name), { force: true })
  }
}

/** Makes names in a folder durable, where the platform can. */
export async function syncFolder(dir: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(dir, 'r')
  try {
    await folder.sync()
  } catch (error) {
    // some network folders know no fsync of a directory, and there is nothing more to be done about it
    const code = (error as NodeJS.ErrnoException).code
    if (code !== 'EINVAL' && code !== 'ENOTSUP' && code !== 'EPERM' && code !== 'EBADF') throw error
  } finally {
    await folder.close()
  }
}
