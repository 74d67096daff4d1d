import { constants, createReadStream, createWriteStream } from 'node:fs'
import { copyFile, link, lstat, rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { lstatOrNull } from '../folder/write/inside.ts'
import { cancelledExport } from './folder-failures.ts'

/**
 * Puts a large file in its place without encoding or reading it where that can be: as a second name of the same bytes on
 * one disk, as a copy that shares its blocks, else as a copy. What stands there already with the same bytes is left.
 */
export async function bringFile({
  source,
  destination,
  earlierSha256,
  signal,
}: {
  source: { path: string; sha256: string }
  destination: string
  /** Of what an earlier export put there; empty where that is not known. */
  earlierSha256: string
  signal: AbortSignal
}): Promise<void> {
  if (signal.aborted) throw cancelledExport()
  const wanted = await lstat(source.path)
  const found = await lstatOrNull(destination)
  if (found?.isFile() && found.size === wanted.size) {
    if ((found.ino === wanted.ino && found.dev === wanted.dev) || earlierSha256 === source.sha256) return
  }
  const aside = `${destination}.part`
  await rm(aside, { force: true })
  try {
    await firstThatWorks([
      () => link(source.path, aside),
      () => copyFile(source.path, aside, constants.COPYFILE_FICLONE_FORCE | constants.COPYFILE_EXCL),
      () => pipeline(createReadStream(source.path), createWriteStream(aside, { flags: 'wx', mode: 0o644 }), { signal }),
    ])
    await rename(aside, destination)
  } catch (thrown) {
    await rm(aside, { force: true })
    throw signal.aborted ? cancelledExport() : thrown
  }
}

async function firstThatWorks(ways: readonly (() => Promise<void>)[]): Promise<void> {
  const [way, ...others] = ways
  if (way === undefined) return
  try {
    await way()
  } catch (thrown) {
    if (others.length === 0) throw thrown
    await firstThatWorks(others)
  }
}
