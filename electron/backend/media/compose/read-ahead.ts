import { open } from 'node:fs/promises'

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
  const most = Math.max(0, ...batches.map((batch) => bytesOf(batch.flat())))
  let [using, filling] = [Buffer.allocUnsafeSlow(most), Buffer.allocUnsafeSlow(most)]
  let coming = readBatch(batches[0] ?? [], filling)
  try {
    for (const index of batches.keys()) {
      const read = await coming
      ;[using, filling] = [filling, using]
      coming = readBatch(batches[index + 1] ?? [], filling)
      // Whoever asks on hears of it; where nobody does, it does not matter.
      coming.catch(() => undefined)
      yield* read
    }
  } finally {
    // No file stays open behind whoever stopped asking.
    await coming.catch(() => undefined)
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

async function readBatch(groups: readonly (readonly Stretch[])[], into: Buffer): Promise<Buffer[][]> {
  let at = 0
  return await Promise.all(
    groups.map((group) =>
      Promise.all(
        group.map((stretch) => {
          at += stretch.bytes
          return readStretch(stretch, into.subarray(at - stretch.bytes, at))
        }),
      ),
    ),
  )
}

async function readStretch({ path, start }: Stretch, into: Buffer): Promise<Buffer> {
  if (into.length === 0) return into
  const file = await open(path, 'r')
  try {
    for (let filled = 0; filled < into.length; ) {
      const { bytesRead } = await file.read(into, filled, into.length - filled, start + filled)
      if (bytesRead === 0) throw new Error('a file is shorter than it was')
      filled += bytesRead
    }
    return into
  } finally {
    await file.close()
  }
}
