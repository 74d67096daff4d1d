import { open, readFile, rename, rm } from 'node:fs/promises'
import {
  aacSamples,
  box,
  fileType,
  fullBox,
  movieBox,
  type SoundTrack,
  u32,
  u32s,
  u64,
  unitsPerFrame,
} from './mp4-boxes.ts'
import type { PieceFile } from './piece-file.ts'

/** A whole sound as AAC packets that stand in one file. */
export interface EncodedSound {
  track: SoundTrack
  path: string
  /** Where each packet begins in the file, and its length. */
  starts: readonly number[]
  sizes: readonly number[]
  /** In samples of 48 kHz; the last packet may reach beyond it. */
  sampleCount: number
}

type JoinPlanOptions = Pick<JoinOptions, 'pieces' | 'sound' | 'signal'>

export interface JoinOptions {
  /** Reads a piece; called again for a piece of a video so great that not all of it is kept at hand. */
  pieces: readonly (() => Promise<PieceFile>)[]
  sound: EncodedSound | null
  outputPath: string
  signal?: AbortSignal | undefined
  onProgress?: ((fraction: number) => void) | undefined
}

/**
 * Joins pieces and sound into one MP4 with its index in front, by copying packets. Picture and sound lie interleaved by the
 * second. Every byte of its mdat is a sample of one of the two, and there is no edit list. Throws where pieces are of
 * different kinds.
 */
export async function joinPieces({ pieces, sound, outputPath, signal, onProgress }: JoinOptions): Promise<void> {
  const plan = await planChunks({ pieces, sound, signal })
  const soundBytes = sound && (await readFile(sound.path))
  const partial = `${outputPath}.partial`
  const file = await open(partial, 'w', 0o600)
  try {
    let out: Uint8Array[] = [headOf(plan, sound)]
    let waiting = 0
    let chunk = 0
    for (const [index, read] of pieces.entries()) {
      signal?.throwIfAborted()
      const data = plan.data[index] ?? (await read()).data
      let at = 0
      for (; plan.chunks[chunk]?.piece === index; chunk++) {
        const { bytes, sound: packets } = plan.chunks[chunk] ?? noChunk
        out.push(data.subarray(at, at + bytes))
        if (sound && soundBytes) out.push(packetsOf(soundBytes, sound, packets))
        at += bytes
        waiting += bytes + packets.bytes
      }
      if (at !== data.length) throw new Error('a piece changed while it was joined')
      if (waiting < writtenAtOnceBytes && index < pieces.length - 1) continue
      await file.appendFile(Buffer.concat(out))
      out = []
      waiting = 0
      onProgress?.((index + 1) / pieces.length)
    }
    await file.close()
    await rename(partial, outputPath)
  } finally {
    await file.close().catch(() => undefined)
    await rm(partial, { force: true })
  }
}

const writtenAtOnceBytes = 8 * 1024 * 1024
/** Of what was read to plan it, so much is kept, so that it need not be read again. */
const keptBytes = 192 * 1024 * 1024
const readAtOnce = 8

interface Chunk {
  piece: number
  /** Frames and their bytes. */
  frames: number
  bytes: number
  /** The packets of the sound that follow them. */
  sound: { from: number; to: number; bytes: number }
}

const noChunk: Chunk = { piece: -1, frames: 0, bytes: 0, sound: { from: 0, to: 0, bytes: 0 } }

interface ChunkPlan {
  track: PieceFile['track']
  chunks: Chunk[]
  sizes: number[]
  keys: number[]
  shifts: number[]
  /** The bytes of each piece, as far as they are kept. */
  data: (Uint8Array | undefined)[]
}

async function* inOrder(pieces: JoinOptions['pieces']): AsyncGenerator<PieceFile> {
  for (let from = 0; from < pieces.length; from += readAtOnce) {
    yield* await Promise.all(pieces.slice(from, from + readAtOnce).map((read) => read()))
  }
}

async function planChunks({ pieces, sound, signal }: JoinPlanOptions): Promise<ChunkPlan> {
  let track: PieceFile['track'] | null = null
  const plan: Omit<ChunkPlan, 'track'> = { chunks: [], sizes: [], keys: [], shifts: [], data: [] }
  let packet = 0
  let kept = 0
  let piece = -1
  for await (const { track: own, sizes, isKey, shifts, data } of inOrder(pieces)) {
    signal?.throwIfAborted()
    piece++
    kept += data.length
    plan.data.push(kept <= keptBytes ? data : undefined)
    track ??= own
    if (Buffer.compare(own.avcC, track.avcC) !== 0) throw new Error('the pieces are not of one kind')
    for (let from = 0; from < sizes.length; from += own.framesPerSecond) {
      const to = Math.min(sizes.length, from + own.framesPerSecond)
      let bytes = 0
      for (let index = from; index < to; index++) {
        bytes += sizes[index] ?? 0
        plan.sizes.push(sizes[index] ?? 0)
        plan.shifts.push((shifts[index] ?? 0) * unitsPerFrame)
        if (isKey[index]) plan.keys.push(plan.sizes.length)
      }
      const isLast = piece === pieces.length - 1 && to === sizes.length
      const untilSample = (plan.sizes.length * 48_000) / own.framesPerSecond
      const until = isLast ? (sound?.sizes.length ?? 0) : Math.floor(untilSample / aacSamples)
      const toPacket = Math.max(packet, Math.min(sound?.sizes.length ?? 0, until))
      const soundBytes = sound ? sumOf(sound.sizes, packet, toPacket) : 0
      plan.chunks.push({ piece, frames: to - from, bytes, sound: { from: packet, to: toPacket, bytes: soundBytes } })
      packet = toPacket
    }
  }
  if (track === null) throw new Error('a video needs a piece')
  return { track, ...plan }
}

/** Everything before the first sample. */
function headOf(plan: ChunkPlan, sound: EncodedSound | null): Uint8Array {
  const frames = plan.sizes.length
  const dataBytes = plan.chunks.reduce((sum, chunk) => sum + chunk.bytes + chunk.sound.bytes, 0)
  const isLarge = dataBytes > 0xf0000000
  const packets = sound?.sizes.length ?? 0
  const soundUnits = Math.min(sound?.sampleCount ?? 0, packets * aacSamples)
  const pictureTables = [
    fullBox('stts', {}, u32(1, frames, unitsPerFrame)),
    fullBox('ctts', { version: 1 }, ...runs(plan.shifts)),
    fullBox('stss', {}, u32(plan.keys.length), u32s(plan.keys)),
    fullBox('stsc', {}, ...chunkRuns(plan.chunks.map((chunk) => chunk.frames))),
    fullBox('stsz', {}, u32(0, frames), u32s(plan.sizes)),
  ]
  const soundTables = sound && [
    fullBox('stts', {}, ...packetTimes(packets, soundUnits)),
    fullBox('stsc', {}, ...chunkRuns(plan.chunks.map((chunk) => chunk.sound.to - chunk.sound.from).filter(Boolean))),
    fullBox('stsz', {}, u32(0, packets), u32s(sound.sizes)),
  ]
  const build = (dataStart: number): Uint8Array => {
    const pictureStarts: number[] = []
    const soundStarts: number[] = []
    let at = dataStart
    for (const chunk of plan.chunks) {
      pictureStarts.push(at)
      at += chunk.bytes
      if (chunk.sound.bytes > 0) soundStarts.push(at)
      at += chunk.sound.bytes
    }
    const starts = (places: number[]): Uint8Array =>
      isLarge
        ? fullBox('co64', {}, u32(places.length), ...places.map(u64))
        : fullBox('stco', {}, u32(places.length), u32s(places))
    const tables = [...pictureTables, starts(pictureStarts)]
    const moov = movieBox({
      picture: { track: plan.track, durationUnits: frames * unitsPerFrame, tables },
      sound: sound &&
        soundTables && {
          track: sound.track,
          durationUnits: soundUnits,
          tables: [...soundTables, starts(soundStarts)],
        },
      isFragmented: false,
    })
    const mdat = isLarge ? [u32(1), mdatType, u64(dataBytes + 16)] : [u32(dataBytes + 8), mdatType]
    return Buffer.concat([fileType(), moov, ...mdat])
  }
  return build(build(0).length)
}

const mdatType = box('mdat').subarray(4)

/** How long each packet lasts: all alike, but the last, which ends with the sound. */
function packetTimes(packets: number, units: number): Uint8Array[] {
  if (packets === 0) return [u32(0)]
  const last = units - (packets - 1) * aacSamples
  if (packets === 1 || last === aacSamples) return [u32(1, packets, units / packets)]
  return [u32(2, packets - 1, aacSamples, 1, last)]
}

/** Equal values one after the other as `count, value`, after how many such pairs there are. */
function runs(values: readonly number[]): Uint8Array[] {
  const pairs: number[] = []
  for (const value of values) {
    if (pairs.length > 0 && pairs.at(-1) === value) pairs[pairs.length - 2] = (pairs.at(-2) ?? 0) + 1
    else pairs.push(1, value)
  }
  return [u32(pairs.length / 2), u32s(pairs)]
}

/** `first chunk, samples in each, description` wherever the count changes. */
function chunkRuns(counts: readonly number[]): Uint8Array[] {
  const entries: number[] = []
  for (const [index, count] of counts.entries()) if (count !== counts[index - 1]) entries.push(index + 1, count, 1)
  return [u32(entries.length / 3), u32s(entries)]
}

/** Packets without what stands between them in their file. */
function packetsOf(file: Uint8Array, { starts, sizes }: EncodedSound, { from, to, bytes }: Chunk['sound']): Uint8Array {
  const out = new Uint8Array(bytes)
  let at = 0
  for (let packet = from; packet < to; packet++) {
    const start = starts[packet] ?? 0
    const size = sizes[packet] ?? 0
    out.set(file.subarray(start, start + size), at)
    at += size
  }
  return out
}

function sumOf(values: readonly number[], from: number, to: number): number {
  let sum = 0
  for (let index = from; index < to; index++) sum += values[index] ?? 0
  return sum
}
