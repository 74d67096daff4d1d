import { folderFailure } from '../folder/write/folder-failure.ts'
import type { RandomBytes } from '../ports.ts'
import type { LibraryIndex } from './index-port.ts'
import { mendFileInFolder } from './mend-folder.ts'
import type { Plan } from './plan.ts'
import { removeVersion } from './remove-version.ts'

/**
 * Takes what was withdrawn out of the folder: the words from the batches and packs that this person may change, and the
 * files of every version. Which bytes remain follows from the files alone, so that two devices doing it write the same.
 * Can be repeated.
 */
export async function stripWithdrawn({
  dir,
  writer,
  strip,
  index,
  randomBytes,
}: {
  dir: string
  writer: string
  strip: NonNullable<Plan['strip']>
  index: Pick<LibraryIndex, 'mayTakeOut' | 'wordEntries' | 'reread'>
  randomBytes: RandomBytes
}): Promise<void> {
  const isWithdrawn = (subject: string): boolean => subject === strip.subject
  const parts = { dir, writer, person: strip.person, index, randomBytes, isWithdrawn, isRestoring: false }
  try {
    for (const path of strip.batches) await mendFileInFolder(path, parts)
    await index.reread(strip.batches)
    for (const folder of strip.folders) await removeVersion(dir, folder)
  } catch (error) {
    throw folderFailure(error)
  }
}

export interface StripParts {
  dir: string
  writer: string
  person: string
  index: LibraryIndex
  randomBytes: RandomBytes
}

/** Takes withdrawn words out again that a sync tool brought back. Answers how many files were changed. */
export async function stripReappearedWords({ dir, writer, person, index, randomBytes }: StripParts): Promise<number> {
  const files = await index.filesToStrip()
  if (files.length === 0) return 0
  const withdrawn = new Set(await index.withdrawn())
  const isWithdrawn = (subject: string): boolean => withdrawn.has(subject)
  const parts = { dir, writer, person, index, randomBytes, isWithdrawn, isRestoring: false }
  const changed: string[] = []
  try {
    for (const { path } of files) if (await mendFileInFolder(path, parts)) changed.push(path)
  } catch (error) {
    throw folderFailure(error)
  } finally {
    if (changed.length > 0) await index.reread(changed)
  }
  return changed.length
}

/** Removes files of withdrawn items again that a sync tool brought back. */
export async function removeReappearedFiles({ dir, person, index }: StripParts): Promise<void> {
  try {
    for (const { writer, versions } of await index.withdrawnItems()) {
      if (!(await index.mayTakeOut({ writer, person }))) continue
      for (const { folder } of versions) await removeVersion(dir, folder)
    }
  } catch (error) {
    throw folderFailure(error)
  }
}
