import { lstat, mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { linkFailure, systemCode, vanishedFailure } from './folder-failure.ts'

// sync tools name their conflict copies as they like, so a name may hold anything but what leads elsewhere
const partPattern = /^(?!\.{1,2}$)[^/\\:\0]{1,255}$/

/** The parts of a path relative to a library. Throws a RangeError on anything that could lead out of it. */
export function partsOf(relative: string): string[] {
  const parts = relative.split('/')
  if (!parts.every((part) => partPattern.test(part))) throw new RangeError('not a path inside a library')
  return parts
}

/**
 * The absolute path of something in a library's folder, each step looked at: none of them is a link.
 * The chosen root itself may be one. Null where the path, or a folder on the way, is not there.
 * @throws Failure `not-allowed` at a link, `folder-vanished` where the root is gone.
 */
export async function findInside(root: string, relative: string): Promise<string | null> {
  let path = await realRoot(root)
  for (const part of partsOf(relative)) {
    path = join(path, part)
    const found = await lstatOrNull(path)
    if (found === null) return null
    if (found.isSymbolicLink()) throw linkFailure()
  }
  return path
}

/** Makes a folder in a library, step by step and never the root itself. Throws as `findInside` does. */
export async function makeFolderInside(root: string, parts: string[]): Promise<string> {
  let path = await realRoot(root)
  for (const part of parts) {
    path = join(path, part)
    await mkdir(path).catch((error: unknown) => {
      if (systemCode(error) !== 'EEXIST') throw error
    })
    const found = await lstat(path)
    if (found.isSymbolicLink()) throw linkFailure()
    if (!found.isDirectory()) throw linkFailure(new Error('a file stands where a folder belongs'))
  }
  return path
}

async function realRoot(root: string): Promise<string> {
  return await realpath(root).catch((error: unknown) => {
    throw vanishedFailure(error)
  })
}

export async function lstatOrNull(path: string): Promise<Awaited<ReturnType<typeof lstat>> | null> {
  return await lstat(path).catch((error: unknown) => {
    const code = systemCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw error
  })
}
