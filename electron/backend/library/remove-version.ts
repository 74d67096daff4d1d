import { chmod, readdir, rmdir, unlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { isAssetName } from '../../../domain/library/paths.ts'
import { systemCode } from '../folder/write/folder-failure.ts'
import { findInside } from '../folder/write/inside.ts'
import { patiently } from '../folder/write/patiently.ts'

// sync tools keep copies under names of their own, such as "item (conflicted copy).md"
const ourNamePattern =
  /^((item|manifest|video|poster|captions|notes|storyboard)\b.*\.(md|json|mp4|webp|vtt)|\.~.*\.tmp)$/is

/**
 * Removes what Ownpace put into a version's folder, and into the copies that sync tools made of it; what anyone else put there
 * stays. `folder` is relative to the library. Can be repeated.
 */
export async function removeVersion(dir: string, folder: string): Promise<void> {
  const month = folder.slice(0, folder.lastIndexOf('/'))
  const name = folder.slice(month.length + 1)
  const place = await findInside(dir, month)
  if (place === null) return
  for (const found of await readdir(place, { withFileTypes: true })) {
    const isCopy = found.name.startsWith(name) && !/^[a-z0-9]/.test(found.name.slice(name.length))
    if (isCopy && found.isDirectory()) await removeOurs(join(place, found.name), isOurs)
  }
}

/** Removes one published file and the copies that sync tools made of it; words, captions and poster beside it stay. */
export async function removeAsset(dir: string, { folder, name }: { folder: string; name: string }): Promise<boolean> {
  const place = await findInside(dir, folder)
  if (place === null) return false
  const dot = name.lastIndexOf('.')
  const [stem, ending] = [name.slice(0, dot), name.slice(dot)]
  const isOfAsset = (found: string): boolean =>
    found.startsWith(stem) && found.endsWith(ending) && !/^[a-z0-9-]/.test(found.slice(stem.length))
  return (await removeFiles(place, isOfAsset)) > 0
}

async function removeOurs(place: string, isMeant: (name: string) => boolean): Promise<void> {
  await removeFiles(place, isMeant)
  await removeEmptyFolder(place)
}

async function removeFiles(place: string, isMeant: (name: string) => boolean): Promise<number> {
  let count = 0
  for (const found of await readdir(place, { withFileTypes: true })) {
    if (!found.isFile() || !isMeant(found.name)) continue
    await removeFile(join(place, basename(found.name)))
    count += 1
  }
  return count
}

/** Removes a file that is not there any more either, read-only or not. */
export async function removeFile(file: string): Promise<void> {
  // Windows removes no read-only file
  if (process.platform === 'win32') await chmod(file, 0o644).catch(() => undefined)
  await patiently(() => unlink(file)).catch((error: unknown) => {
    if (systemCode(error) !== 'ENOENT') throw error
  })
}

/** Removes a folder unless something stands in it. */
export async function removeEmptyFolder(place: string): Promise<void> {
  await rmdir(place).catch((error: unknown) => {
    const code = systemCode(error)
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'ENOENT') throw error
  })
}

function isOurs(name: string): boolean {
  return isAssetName(name) || ourNamePattern.test(name)
}
