import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Libraries } from '../library/libraries.ts'

/** Remembers that a sample library is being made, so that what a crash left of it is never taken for a whole one. */
export interface UnfinishedSample {
  begin(): Promise<void>
  /** It is whole. */
  end(): Promise<void>
  /** Removes what an earlier making left: the folder, and the library from this device's list. */
  clear(): Promise<void>
}

export function unfinishedSample({
  profileDir,
  dir,
  libraries,
}: {
  profileDir: string
  /** The sample library's folder. */
  dir: string
  libraries: Pick<Libraries, 'list' | 'forget'>
}): UnfinishedSample {
  const note = join(profileDir, 'sample-unfinished')
  return {
    begin: () => writeFile(note, ''),
    end: () => rm(note, { force: true }),
    async clear() {
      if (!existsSync(note)) return
      for (const library of libraries.list().filter((opened) => opened.dir === dir)) await libraries.forget(library.id)
      await rm(dir, { recursive: true, force: true })
      await rm(note, { force: true })
    },
  }
}
