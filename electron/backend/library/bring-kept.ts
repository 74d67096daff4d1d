import { publishFile } from '../folder/write/publish-file.ts'
import type { RandomBytes } from '../ports.ts'
import type { LibraryIndex } from './index-port.ts'
import type { PlannedFile } from './plan.ts'

/**
 * Brings the files of an item that was said already by another life of this profile, where the very bytes that its
 * signed head names are kept here.
 */
export async function bringKeptFiles({
  dir,
  writer,
  item,
  files,
  index,
  randomBytes,
  filePath,
}: {
  dir: string
  writer: string
  item: string
  files: PlannedFile[]
  index: Pick<LibraryIndex, 'versions'>
  randomBytes: RandomBytes
  /** The absolute path of a kept file. */
  filePath: (name: string) => string
}): Promise<void> {
  for (const { name, sha256 } of files) {
    const named = (await index.versions(item)).flatMap(({ assets }) => assets)
    const asset = named.find((candidate) => candidate.name === name && candidate.sha256 === sha256)
    if (!asset) continue
    const path = `${asset.folder}/${name}`
    await publishFile({ root: dir, path, source: { file: filePath(name) }, sha256, writer, randomBytes })
  }
}
