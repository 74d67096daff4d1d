import type { LibraryFolder } from './library-folder.ts'
import { Unreadable } from './unreadable.ts'

/** All bytes of a file of at most `capBytes`; null where it cannot be read now, whatever the reason. */
export async function readOrNull(
  folder: LibraryFolder,
  { path, capBytes }: { path: string; capBytes: number },
): Promise<Buffer | null> {
  try {
    return (await folder.read(path, { capBytes })).bytes
  } catch (error) {
    if (error instanceof Unreadable) return null
    throw error
  }
}
