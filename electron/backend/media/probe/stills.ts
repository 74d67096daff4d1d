import { stat } from 'node:fs/promises'
import { setImmediate as others } from 'node:timers/promises'
import { EncodedPacketSink, FilePathSource, Input } from 'mediabunny'
import { formats } from './probe.ts'

/** A stretch, in seconds of the file, of whose picture only the first frame is new; the last one has no end. */
export interface Still {
  fromSec: number
  toSec: number
}

/** What is shorter is reached by reading from a little earlier on. */
const leastSec = 1
const readLimitMs = 60_000
const mostKept = 100
/** A film of hours has its index in memory, and would hold up everything else. */
const packetsAtOnce = 4096

/** A file is read through once, as long as it stays what it is. */
const kept = new Map<string, Promise<Still[]>>()

/**
 * Where the picture of a file stands still for long, as that of slides does. Empty where it cannot be known: of a file that
 * mediabunny does not read, or not in time.
 */
export async function stillsOf(path: string): Promise<Still[]> {
  const { size, mtimeMs } = await stat(path)
  const key = `${path} ${size} ${mtimeMs}`
  const known = kept.get(key)
  if (known) return await known
  const found = findStills(path).catch(() => [])
  kept.set(key, found)
  const [oldest] = kept.keys()
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
  return await found
}

async function findStills(path: string): Promise<Still[]> {
  const input = new Input({ formats, source: new FilePathSource(path) })
  // Reading what was closed throws.
  const timer = setTimeout(() => input.dispose(), readLimitMs)
  try {
    const video = await input.getPrimaryVideoTrack()
    if (video === null) return []
    const stills: Still[] = []
    let latestSec: number | null = null
    let count = 0
    for await (const { timestamp } of new EncodedPacketSink(video).packets(undefined, undefined, {
      metadataOnly: true,
    })) {
      if (latestSec !== null && timestamp - latestSec > leastSec) stills.push({ fromSec: latestSec, toSec: timestamp })
      latestSec = Math.max(latestSec ?? timestamp, timestamp)
      if (++count % packetsAtOnce === 0) await others()
    }
    return latestSec === null ? [] : [...stills, { fromSec: latestSec, toSec: Number.POSITIVE_INFINITY }]
  } finally {
    clearTimeout(timer)
    input.dispose()
  }
}
