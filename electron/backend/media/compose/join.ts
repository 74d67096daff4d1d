import { open, rename, rm } from 'node:fs/promises'
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
} from '../container/mp4-boxes.ts'
import type { StoredPiece } from './piece-file.ts'
import { openPiece } from './piece-make.ts'
import { readAhead, type Stretch } from './read-ahead.ts'
import { WriteAhead } from './write-ahead.ts'

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

export interface JoinOptions {
  /** Where the pieces lie, in order. */
  pieces: readonly string[]
  sound: EncodedSound | null
  outputPath: string
  signal?: AbortSignal | undefined
}

/**
 * Joins pieces and sound into one MP4 with its index in front, by copying packets. Picture and sound lie interleaved by the
 * second. Every byte of its mdat is a sample of one of the two, and there is no edit list. Throws where pieces are of
 * different kinds.
 */
export async function joinPieces({ pieces: paths, sound, outputPath, signal }: JoinOptions): Promise<void> {
  const plan = await planChunks({ pieces: paths, sound, signal })
  const partial = `${outputPath}.partial`
  const file = await open(partial, 'w', 0o600)
  const most = Math.max(...plan.pieces.map(({ dataBytes, soundBytes }) => dataBytes + soundBytes))
  const writer = new WriteAhead(file, Math.max(writtenAtOnceBytes, most))
  const inFiles = readAhead(
    plan.pieces.map((piece) => [picturesOf(piece), ...(sound ? [packetsOf(piece, sound)] : [])]),
  )
  try {
    await writer.push(headOf(plan, sound))
    for (const { dataBytes, soundBytes, chunks } of plan.pieces) {
      signal?.throwIfAborted()
      const [pictures = empty, packets = empty] = (await inFiles.next()).value ?? []
      const out = await writer.room(dataBytes + soundBytes)
      const heardFrom = sound?.starts[chunks[0]?.sound.from ?? 0] ?? 0
      let from = 0
      let to = 0
      for (const chunk of chunks) {
        to += pictures.copy(out, to, from, from + chunk.bytes)
        from += chunk.bytes
        if (sound) to += copyPackets(out.subarray(to), sound, chunk.sound, { start: heardFrom, bytes: packets })
      }
    }
    await writer.finish()
    await file.close()
    await rename(partial, outputPath)
  } finally {
    await inFiles.return(undefined)
    await writer.settle()
    await file.close().catch(() => undefined)
    await rm(partial, { force: true })
  }
}

const writtenAtOnceBytes = 1 * 1024 * 1024
const openedAtOnce = 16
const empty = Buffer.alloc(0)

/** Some packets of a sound with what stands between them in their file, and where in it they begin. */
interface HeardBytes {
  start: number
  bytes: Uint8Array
}

function picturesOf({ path, dataStart, dataBytes }: PlannedPiece): Stretch {
  return { path, start: dataStart, bytes: dataBytes }
}

function packetsOf({ chunks }: PlannedPiece, { path, starts, sizes }: EncodedSound): Stretch {
  const first = chunks[0]?.sound.from ?? 0
  const last = (chunks.at(-1)?.sound.to ?? 0) - 1
  const start = starts[first] ?? 0
  return { path, start, bytes: last < first ? 0 : (starts[last] ?? 0) + (sizes[last] ?? 0) - start }
}

interface Chunk {
  /** Frames and their bytes. */
  frames: number
  bytes: number
  /** The packets of the sound that follow them. */
  sound: { from: number; to: number; bytes: number }
}

interface PlannedPiece {
  path: string
  dataStart: number
  dataBytes: number
  soundBytes: number
  chunks: Chunk[]
}

interface ChunkPlan {
  track: StoredPiece['track']
  pieces: PlannedPiece[]
  sizes: number[]
  keys: number[]
  shifts: number[]
}

async function* inOrder(paths: readonly string[]): AsyncGenerator<StoredPiece> {
  for (let from = 0; from < paths.length; from += openedAtOnce) {
    yield* await Promise.all(paths.slice(from, from + openedAtOnce).map(openPiece))
  }
}

async function planChunks({ pieces: paths, sound, signal }: Omit<JoinOptions, 'outputPath'>): Promise<ChunkPlan> {
  let track: StoredPiece['track'] | null = null
  const plan: Omit<ChunkPlan, 'track'> = { pieces: [], sizes: [], keys: [], shifts: [] }
  let packet = 0
  for await (const { track: own, sizes, isKey, shifts, path, dataStart, dataBytes } of inOrder(paths)) {
    signal?.throwIfAborted()
    track ??= own
    if (Buffer.compare(own.avcC, track.avcC) !== 0) throw new Error('the pieces are not of one kind')
    const piece: PlannedPiece = { path, dataStart, dataBytes, soundBytes: 0, chunks: [] }
    plan.pieces.push(piece)
    for (let from = 0; from < sizes.length; from += own.framesPerSecond) {
      const to = Math.min(sizes.length, from + own.framesPerSecond)
      let bytes = 0
      for (let index = from; index < to; index++) {
        bytes += sizes[index] ?? 0
        plan.sizes.push(sizes[index] ?? 0)
        plan.shifts.push((shifts[index] ?? 0) * unitsPerFrame)
        if (isKey[index]) plan.keys.push(plan.sizes.length)
      }
      const isLast = plan.pieces.length === paths.length && to === sizes.length
      const untilSample = (plan.sizes.length * 48_000) / own.framesPerSecond
      const until = isLast ? (sound?.sizes.length ?? 0) : Math.floor(untilSample / aacSamples)
      const toPacket = Math.max(packet, Math.min(sound?.sizes.length ?? 0, until))
      const soundBytes = sound ? sumOf(sound.sizes, packet, toPacket) : 0
      piece.chunks.push({ frames: to - from, bytes, sound: { from: packet, to: toPacket, bytes: soundBytes } })
      piece.soundBytes += soundBytes
      packet = toPacket
    }
  }
  if (track === null) throw new Error('a video needs a piece')
  return { track, ...plan }
}

/** Everything before the first sample. */
function headOf(plan: ChunkPlan, sound: EncodedSound | null): Uint8Array {
  const frames = plan.sizes.length
  const chunks = plan.pieces.flatMap((piece) => piece.chunks)
  const dataBytes = chunks.reduce((sum, chunk) => sum + chunk.bytes + chunk.sound.bytes, 0)
  const isLarge = dataBytes > 0xf0000000
  const packets = sound?.sizes.length ?? 0
  const soundUnits = Math.min(sound?.sampleCount ?? 0, packets * aacSamples)
  const pictureTables = [
    fullBox('stts', {}, u32(1, frames, unitsPerFrame)),
    fullBox('ctts', { version: 1 }, ...runs(plan.shifts)),
    fullBox('stss', {}, u32(plan.keys.length), u32s(plan.keys)),
    fullBox('stsc', {}, ...chunkRuns(chunks.map((chunk) => chunk.frames))),
    fullBox('stsz', {}, u32(0, frames), u32s(plan.sizes)),
  ]
  const soundTables = sound && [
    fullBox('stts', {}, ...packetTimes(packets, soundUnits)),
    fullBox('stsc', {}, ...chunkRuns(chunks.map((chunk) => chunk.sound.to - chunk.sound.from).filter(Boolean))),
    fullBox('stsz', {}, u32(0, packets), u32s(sound.sizes)),
  ]
  const build = (dataStart: number): Uint8Array => {
    const pictureStarts: number[] = []
    const soundStarts: number[] = []
    let at = dataStart
    for (const chunk of chunks) {
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

/** Copies packets without what stands between them in their file; returns how many bytes that were. */
function copyPackets(to: Buffer, { starts, sizes }: EncodedSound, packets: Chunk['sound'], heard: HeardBytes): number {
  let at = 0
  for (let packet = packets.from; packet < packets.to; packet++) {
    const start = (starts[packet] ?? 0) - heard.start
    const size = sizes[packet] ?? 0
    to.set(heard.bytes.subarray(start, start + size), at)
    at += size
  }
  return at
}

function sumOf(values: readonly number[], from: number, to: number): number {
  let sum = 0
  for (let index = from; index < to; index++) sum += values[index] ?? 0
  return sum
}
