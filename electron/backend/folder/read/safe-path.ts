import { constants, type Stats } from 'node:fs'
import { Unreadable } from './unreadable.ts'

const depthMax = 6
const nameLengthMax = 255
export const entryCountMax = 200_000
/** Never through a link, and never waiting for a pipe. */
export const readOnly = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
/** Windows cannot open without following, so there a file is looked at before. */
export const mustLookFirst = constants.O_NOFOLLOW === undefined

/** A call to the file system, told so that tests can count them. */
export type FolderCall = 'realpath' | 'lstat' | 'readdir' | 'open' | 'fstat' | 'read' | 'close'
export type OnFolderCall = (call: FolderCall) => void

export interface FolderEntry {
  name: string
  isFile: boolean
  isFolder: boolean
}

export interface FileFacts {
  sizeBytes: number
  modifiedMs: number
  /** False for a file whose bytes are only in the cloud: it has a size, and no block of it is on this disk. */
  isHere: boolean
}

export function fileFactsOf({ size, blocks, mtimeMs }: Stats): FileFacts {
  // Windows reports no blocks at all, so there a size is all that can be known.
  return { sizeBytes: size, modifiedMs: Math.trunc(mtimeMs), isHere: size === 0 || blocks === undefined || blocks > 0 }
}

/** The components of a computed path. Throws Unreadable on any that could lead elsewhere. */
export function partsOf(path: string): string[] {
  const parts = path.split('/')
  const isPlain = parts.every(
    (part) =>
      part !== '' && part !== '.' && part !== '..' && part.length <= nameLengthMax && !/[\\\0\ufffd]/.test(part),
  )
  if (!isPlain || parts.length > depthMax) throw new Unreadable('bad-path')
  return parts
}
