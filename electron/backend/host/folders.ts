import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join, normalize } from 'node:path'
import { Failure } from '../../../domain/failure.ts'

export interface FolderListing {
  /** Absolute. */
  path: string
  /** Null at the top. */
  parent: string | null
  /** Names. */
  folders: string[]
  /** Whether there are more than are listed. */
  isCut: boolean
}

const mostFolders = 500

/**
 * The folders directly below a path, by name, hidden ones left out; at most 500.
 *
 * @throws Failure `bad-request` for a relative path, `not-found`, `no-permission`.
 */
export async function listFolders(path: string): Promise<FolderListing> {
  if (!isAbsolute(path)) throw new Failure({ code: 'bad-request', message: 'A folder is named by its full path.' })
  const dir = normalize(path)
  const entries = await readdir(dir, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw folderFailure(error)
  })
  const visible = entries.filter((entry) => !entry.name.startsWith('.'))
  const isFolder = await Promise.all(visible.map((entry) => leadsToFolder(dir, entry)))
  const names = visible
    .filter((_entry, at) => isFolder[at])
    .map((entry) => entry.name)
    .sort((a, b) => a.localeCompare(b))
  const parent = dirname(dir)
  return {
    path: dir,
    parent: parent === dir ? null : parent,
    folders: names.slice(0, mostFolders),
    isCut: names.length > mostFolders,
  }
}

/** Shared folders are often linked into a home, so links are followed. */
async function leadsToFolder(dir: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory()
  const target = await stat(join(dir, entry.name)).catch(() => null)
  return target?.isDirectory() ?? false
}

function folderFailure(error: NodeJS.ErrnoException): Failure {
  if (error.code === 'EACCES' || error.code === 'EPERM') {
    return new Failure({
      code: 'no-permission',
      message: 'This folder may not be opened.',
      remedy: 'Choose another folder, or ask for access to this one.',
      cause: error,
    })
  }
  return new Failure({ code: 'not-found', message: 'This folder is not there.', cause: error })
}
