import { type FileHandle, open, readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Failure } from '../../../domain/failure.ts'
import { isMissing, vanishedFailure, writeFailure } from './fs-failures.ts'

/** A chunk came before one that has to stand before it; `expected` is the sequence number to go on from. */
export class ChunkGap extends Error {
  readonly expected: number

  constructor(expected: number) {
    super(`chunk ${expected} comes next`)
    this.name = 'ChunkGap'
    this.expected = expected
  }
}

/** The name of the index beside a track: one line a chunk, `<sequence> <offset of its end>`. */
export function indexFileOf(trackFile: string): string {
  return trackFile.replace(/\.webm$/, '.chunks')
}

/**
 * The ends of the chunks that an index vouches for, in order, never beyond `trackBytes`. A torn last line and entries
 * whose bytes did not reach the disk are left out.
 */
export function parseChunkEnds(text: string, trackBytes: number): number[] {
  const ends: number[] = []
  const lines = text.split('\n')
  // What follows the last newline is a line that was being written.
  for (const line of lines.slice(0, -1)) {
    const match = /^(\d+) (\d+)$/.exec(line)
    const end = Number(match?.[2])
    if (!match || Number(match[1]) !== ends.length || end < (ends.at(-1) ?? 0) || end > trackBytes) break
    ends.push(end)
  }
  return ends
}

/**
 * One growing track of a take. Its bytes are on disk before the index names them, and the index is on disk before
 * `append` resolves: a chunk that was acknowledged survives the process and the machine. A chunk that the index does not
 * name is cut off when the track is opened for writing again, because its sender sends it again; nobody else cuts it,
 * so that a torn tail nobody sends again stays readable.
 */
export class TrackFile {
  readonly #path: string
  readonly #data: FileHandle
  readonly #index: FileHandle
  readonly #inode: number
  readonly #ends: number[]
  #indexBytes: number
  #turn: Promise<unknown> = Promise.resolve()

  private constructor(opened: { path: string; data: FileHandle; index: FileHandle; inode: number; ends: number[] }) {
    this.#path = opened.path
    this.#data = opened.data
    this.#index = opened.index
    this.#inode = opened.inode
    this.#ends = opened.ends
    this.#indexBytes = Buffer.byteLength(opened.ends.map(indexLine).join(''))
  }

  /** Opens a track for writing and recovers it; makes it where it is new. Throws Failure where the disk does not allow. */
  static async open(path: string): Promise<TrackFile> {
    const handles: FileHandle[] = []
    try {
      const data = await openForUpdate(path)
      handles.push(data)
      const index = await openForUpdate(indexFileOf(path))
      handles.push(index)
      await syncFolder(dirname(path))
      const { size, ino } = await data.stat()
      const ends = parseChunkEnds(await readFile(indexFileOf(path), 'latin1'), size)
      const track = new TrackFile({ path, data, index, inode: ino, ends })
      await track.#cutToIndex()
      return track
    } catch (error) {
      for (const handle of handles) await handle.close().catch(() => undefined)
      throw writeFailure(error)
    }
  }

  get chunkCount(): number {
    return this.#ends.length
  }

  /**
   * Writes one chunk; when it resolves the chunk is on disk. A sequence number that is already there changes nothing.
   * Resolves to the count of chunks. Throws ChunkGap, or Failure where the disk is full or gone; the track then ends with
   * the chunk before.
   */
  append(sequence: number, bytes: Uint8Array): Promise<number> {
    const appended = this.#turn.then(() => this.#append(sequence, bytes))
    this.#turn = appended.catch(() => undefined)
    return appended
  }

  async close(): Promise<void> {
    await this.#turn
    await this.#data.close()
    await this.#index.close()
  }

  async #append(sequence: number, bytes: Uint8Array): Promise<number> {
    if (sequence < this.#ends.length) return this.#acknowledgeAgain(sequence, bytes)
    if (sequence > this.#ends.length) throw new ChunkGap(this.#ends.length)
    const start = this.#ends.at(-1) ?? 0
    const end = start + bytes.byteLength
    try {
      await this.#checkStillThere()
      await writeAll(this.#data, bytes, start)
      await this.#data.datasync()
      const line = Buffer.from(indexLine(end, sequence), 'latin1')
      await writeAll(this.#index, line, this.#indexBytes)
      await this.#index.datasync()
      this.#ends.push(end)
      this.#indexBytes += line.byteLength
      return this.#ends.length
    } catch (error) {
      // A half chunk must not stand in the way of the next try; where even this fails, opening the track cuts it.
      await this.#cutToIndex().catch(() => undefined)
      throw writeFailure(error)
    }
  }

  #acknowledgeAgain(sequence: number, bytes: Uint8Array): number {
    const start = sequence === 0 ? 0 : (this.#ends[sequence - 1] ?? 0)
    if (this.#ends[sequence] === start + bytes.byteLength) return this.#ends.length
    throw new Failure({
      code: 'conflict',
      message: 'Another recording is already written here.',
      kept: 'What was written first is kept.',
      remedy: 'Begin a new part of the recording.',
    })
  }

  async #cutToIndex(): Promise<void> {
    await this.#data.truncate(this.#ends.at(-1) ?? 0)
    await this.#index.truncate(this.#indexBytes)
  }

  /** Writes to a removed file succeed and are lost with it, so its name has to lead to it still. */
  async #checkStillThere(): Promise<void> {
    const found = await stat(this.#path).catch((error: unknown) => {
      throw isMissing(error) ? vanishedFailure(error) : error
    })
    if (found.ino !== this.#inode) throw vanishedFailure()
  }
}

function indexLine(end: number, sequence: number): string {
  return `${sequence} ${end}\n`
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0
  while (written < bytes.byteLength) {
    const { bytesWritten } = await file.write(bytes, written, bytes.byteLength - written, position + written)
    written += bytesWritten
  }
}

/** For reading and writing, made where missing, never emptied. */
async function openForUpdate(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r+')
  } catch (error) {
    if (!isMissing(error)) throw error
    return await open(path, 'wx+', 0o600)
  }
}

/** Makes new names in a folder last through a power cut. Windows cannot, and its file systems journal names anyway. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
