import { close, fstat, lstat, open, read, readdir, realpath, type Stats } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Failure } from '../../../../domain/failure.ts'
import {
  entryCountMax,
  type FileFacts,
  type FolderEntry,
  fileFactsOf,
  mustLookFirst,
  type OnFolderCall,
  partsOf,
  readOnly,
} from './safe-path.ts'
import { Unreadable, unreadableFrom } from './unreadable.ts'

const defaultTimeLimitMs = 20_000
const pieceBytes = 1024 * 1024

// The callback functions: their promise versions cost twice as much for each small file.
const lstatOf = promisify(lstat)
const fstatOf = promisify(fstat)
const openFile = promisify(open)
const closeFile = promisify(close)
const realPathOf = promisify(realpath.native)
const readFrom = promisify(read)

export interface ReadFile {
  bytes: Buffer
  facts: FileFacts
}

/**
 * Reads a library's folder without ever leaving it: paths are computed and relative with forward slashes, no component
 * below the root may be a link, files are opened without following one, and what is read has a cap and a time limit.
 * One of these serves one pass over the folder: what it has found to be a true folder is not looked at again.
 */
export interface LibraryFolder {
  /** The entries of a folder, none where there is no such folder. Throws Unreadable. */
  list(path: string): Promise<FolderEntry[]>
  /** Facts of a file, null where there is none. Throws Unreadable for links and whatever is no file. */
  facts(path: string): Promise<FileFacts | null>
  /** All bytes of a file of at most `capBytes`, and its facts as it was opened. Throws Unreadable. */
  read(path: string, limits: { capBytes: number; timeLimitMs?: number | undefined }): Promise<ReadFile>
  /** Some bytes of a larger file, fewer where it ends before; and its facts. Throws Unreadable. */
  readPart(path: string, part: { from: number; length: number; capBytes: number }): Promise<ReadFile>
  /** Hands all bytes of a file over, a piece at a time; each is overwritten by the next. Throws Unreadable. */
  readPieces(path: string, take: (piece: Uint8Array) => void): Promise<void>
}

/** Opens a folder for one pass. Throws Unreadable where it is not there. */
export async function openLibraryFolder(dir: string, onCall: OnFolderCall = () => undefined): Promise<LibraryFolder> {
  onCall('realpath')
  const root = await realPathOf(dir).catch((error: unknown) => {
    throw unreadableFrom(error)
  })
  const trueFolders = new Set<string>([''])

  /** Checks every component of a folder, from the root down. */
  async function enter(parts: string[]): Promise<void> {
    for (let count = 1; count <= parts.length; count += 1) {
      const path = parts.slice(0, count).join('/')
      if (trueFolders.has(path)) continue
      onCall('lstat')
      const facts = await lstatOf(join(root, path))
      if (facts.isSymbolicLink()) throw new Unreadable('link')
      if (!facts.isDirectory()) throw new Unreadable('absent')
      trueFolders.add(path)
    }
  }

  /** Facts of the last component, after all before it have been checked. */
  async function look(path: string): Promise<Stats> {
    const parts = partsOf(path)
    await enter(parts.slice(0, -1))
    onCall('lstat')
    const facts = await lstatOf(join(root, ...parts))
    if (facts.isSymbolicLink()) throw new Unreadable('link')
    if (!facts.isFile()) throw new Unreadable('not-a-file')
    return facts
  }

  /** Opens a file, never through a link and never waiting for a pipe, and closes it after the work. */
  async function withFile<T>(path: string, work: (file: number, opened: Stats) => Promise<T>): Promise<T> {
    const parts = partsOf(path)
    await enter(parts.slice(0, -1))
    if (mustLookFirst) await look(path)
    onCall('open')
    const file = await openFile(join(root, ...parts), readOnly)
    try {
      onCall('fstat')
      const opened = await fstatOf(file)
      if (!opened.isFile()) throw new Unreadable('not-a-file')
      return await work(file, opened)
    } finally {
      onCall('close')
      await closeFile(file)
    }
  }

  /** Fills a buffer from a place in a file; answers how much of it is filled. */
  async function fill({ file, bytes, from }: { file: number; bytes: Uint8Array; from: number }): Promise<number> {
    let filled = 0
    while (filled < bytes.length) {
      onCall('read')
      const { bytesRead } = await readFrom(file, bytes, filled, bytes.length - filled, from + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return filled
  }

  function readWhole(path: string, capBytes: number): Promise<ReadFile> {
    return withFile(path, async (file, opened) => {
      // Checked on the opened file, before any memory is set aside for it.
      if (opened.size > capBytes) throw new Unreadable('too-large')
      const bytes = Buffer.allocUnsafe(opened.size)
      const filled = await fill({ file, bytes, from: 0 })
      return { bytes: bytes.subarray(0, filled), facts: fileFactsOf(opened) }
    })
  }

  return {
    async list(path) {
      try {
        const parts = path === '' ? [] : partsOf(path)
        await enter(parts)
        onCall('readdir')
        const entries = await promisify(readdir)(join(root, ...parts), { withFileTypes: true })
        if (entries.length > entryCountMax) throw new Unreadable('too-large')
        // What the folder itself says is a folder, and no link, needs no look of its own.
        for (const entry of entries) if (entry.isDirectory()) trueFolders.add([...parts, entry.name].join('/'))
        return entries.map((entry) => ({ name: entry.name, isFile: entry.isFile(), isFolder: entry.isDirectory() }))
      } catch (error) {
        const unreadable = unreadableFrom(error)
        if (unreadable.reason === 'absent') return []
        throw unreadable
      }
    },
    async facts(path) {
      try {
        return fileFactsOf(await look(path))
      } catch (error) {
        const unreadable = unreadableFrom(error)
        if (unreadable.reason === 'absent') return null
        throw unreadable
      }
    },
    async readPart(path, { from, length, capBytes }) {
      const reading = withFile(path, async (file, opened) => {
        if (opened.size > capBytes) throw new Unreadable('too-large')
        const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, opened.size - from)))
        const filled = await fill({ file, bytes, from })
        return { bytes: bytes.subarray(0, filled), facts: fileFactsOf(opened) }
      })
      try {
        return await withinTime(reading, defaultTimeLimitMs)
      } catch (error) {
        throw unreadableFrom(error)
      }
    },
    async readPieces(path, take) {
      try {
        await withFile(path, async (file) => {
          const bytes = new Uint8Array(pieceBytes)
          let from = 0
          for (let filled = -1; filled !== 0; from += filled) {
            filled = await fill({ file, bytes, from })
            if (filled > 0) take(bytes.subarray(0, filled))
          }
        })
      } catch (error) {
        if (error instanceof Failure) throw error
        throw unreadableFrom(error)
      }
    },
    async read(path, { capBytes, timeLimitMs = defaultTimeLimitMs }) {
      try {
        return await withinTime(readWhole(path, capBytes), timeLimitMs)
      } catch (error) {
        throw unreadableFrom(error)
      }
    },
  }
}

/** A streamed folder may take for ever to bring a file: the answer does not wait for it, the read ends by itself. */
async function withinTime<T>(reading: Promise<T>, timeLimitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Unreadable('slow')), timeLimitMs)
  })
  try {
    return await Promise.race([reading, limit])
  } finally {
    clearTimeout(timer)
    reading.catch(() => undefined)
  }
}
