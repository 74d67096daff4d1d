import { type FileHandle, open } from 'node:fs/promises'

/** Some bytes of a file. */
export interface Stretch {
  path: string
  start: number
  bytes: number
}

const readAtOnceBytes = 1 * 1024 * 1024
const readAtOnceCount = 16

/**
 * Reads what belongs together, stretches of one file or several, in order: some megabytes at once, and the next while these
 * are used. What it yields is valid until the next is asked for. Throws where a file is shorter than it was.
 */
export async function* readAhead(groups: readonly (readonly Stretch[])[]): AsyncGenerator<Buffer[]> {
  const batches = batchesOf(groups)
  const files = new OpenFiles(groups.flat())
  const most = Math.max(0, ...batches.map((batch) => bytesOf(batch.flat())))
  let [using, filling] = [Buffer.allocUnsafeSlow(most), Buffer.allocUnsafeSlow(most)]
  let coming = readBatch(batches[0] ?? [], filling, files)
  try {
    for (const index of batches.keys()) {
      const read = await coming
      ;[using, filling] = [filling, using]
      coming = readBatch(batches[index + 1] ?? [], filling, files)
      // Whoever asks on hears of it; where nobody does, it does not matter.
      coming.catch(() => undefined)
      yield* read
    }
  } finally {
    // No file stays open behind whoever stopped asking.
    await coming.catch(() => undefined)
    await files.close()
  }
}

function batchesOf(groups: readonly (readonly Stretch[])[]): (readonly Stretch[])[][] {
  const batches: (readonly Stretch[])[][] = []
  let bytes = 0
  for (const group of groups) {
    bytes += bytesOf(group)
    const last = batches.at(-1)
    if (last && last.length < readAtOnceCount && bytes <= readAtOnceBytes) {
      last.push(group)
    } else {
      batches.push([group])
      bytes = bytesOf(group)
    }
  }
  return batches
}

function bytesOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { bytes }) => sum + bytes, 0)
}

async function readBatch(groups: readonly (readonly Stretch[])[], into: Buffer, files: OpenFiles): Promise<Buffer[][]> {
  let at = 0
  return await Promise.all(
    groups.map((group) =>
      Promise.all(
        group.map((stretch) => {
          at += stretch.bytes
          return files.read(stretch, into.subarray(at - stretch.bytes, at))
        }),
      ),
    ),
  )
}

/** Files of which something is read: each is opened once, and closed as soon as nothing more of it is wanted. */
class OpenFiles {
  readonly #wanted = new Map<string, number>()
  readonly #open = new Map<string, Promise<FileHandle>>()

  constructor(stretches: readonly Stretch[]) {
    for (const { path, bytes } of stretches) if (bytes > 0) this.#wanted.set(path, (this.#wanted.get(path) ?? 0) + 1)
  }

  /** Fills a buffer with a stretch of a file. Throws where that is shorter. */
  async read({ path, start }: Stretch, into: Buffer): Promise<Buffer> {
    if (into.length === 0) return into
    const opened = this.#open.get(path) ?? open(path, 'r')
    this.#open.set(path, opened)
    const file = await opened
    for (let filled = 0; filled < into.length; ) {
      const { bytesRead } = await file.read(into, filled, into.length - filled, start + filled)
      if (bytesRead === 0) throw new Error('a file is shorter than it was')
      filled += bytesRead
    }
    const left = (this.#wanted.get(path) ?? 0) - 1
    this.#wanted.set(path, left)
    if (left === 0) await this.#close(path)
    return into
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((path) => this.#close(path)))
  }

  async #close(path: string): Promise<void> {
    const file = await this.#open.get(path)?.catch(() => null)
    this.#open.delete(path)
    await file?.close()
  }
}
