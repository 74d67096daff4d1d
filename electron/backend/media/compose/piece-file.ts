import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type EncodedPacket, EncodedPacketSink, FilePathSource, Input, MATROSKA } from 'mediabunny'
import { syncFolder } from '../../recordings/track-file.ts'
import {
  box,
  fileType,
  fragmentBox,
  movieBox,
  noSamples,
  type PictureTrack,
  pictureTrackId,
  unitsPerFrame,
} from '../container/mp4-boxes.ts'

/** The pictures of one piece, in the order in which they are decoded. */
export interface PieceFile {
  track: PictureTrack
  sizes: number[]
  isKey: boolean[]
  /** How many frames later than it is decoded each is shown; may be negative. */
  shifts: number[]
  data: Uint8Array
}

/**
 * Reads the pictures of a Matroska file that ffmpeg made of frames at a fixed rate. Throws where they are not exactly
 * `frameCount` frames or do not begin with a key frame: such a piece would leave a hole in the video.
 */
export async function readEncoded(options: {
  path: string
  framesPerSecond: number
  frameCount: number
}): Promise<PieceFile> {
  const { path, framesPerSecond, frameCount } = options
  const input = new Input({ formats: [MATROSKA], source: new FilePathSource(path) })
  try {
    const video = await input.getPrimaryVideoTrack()
    const config = await video?.getDecoderConfig()
    if (!video || !config?.description) throw new Error('the piece has no H.264 picture')
    const packets: EncodedPacket[] = []
    for await (const packet of new EncodedPacketSink(video).packets()) packets.push(packet)
    const order = packets.map((_packet, index) => index)
    order.sort((a, b) => (packets[a]?.timestamp ?? 0) - (packets[b]?.timestamp ?? 0))
    const shifts: number[] = new Array(packets.length).fill(0)
    for (const [shown, decoded] of order.entries()) shifts[decoded] = shown - decoded
    if (packets.length !== frameCount) throw new Error(`the piece has ${packets.length} frames, not ${frameCount}`)
    if (packets[0]?.type !== 'key') throw new Error('the piece does not begin with a key frame')
    const description = config.description
    const avcC = ArrayBuffer.isView(description)
      ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength).slice()
      : new Uint8Array(description)
    return {
      track: { width: config.codedWidth ?? 0, height: config.codedHeight ?? 0, avcC, framesPerSecond },
      sizes: packets.map(({ data }) => data.length),
      isKey: packets.map(({ type }) => type === 'key'),
      shifts,
      data: Buffer.concat(packets.map(({ data }) => data)),
    }
  } finally {
    input.dispose()
  }
}

/** The bytes of a piece as a fragmented MP4 of its own, whose times begin at 0. */
export function pieceBytes({ track, sizes, isKey, shifts, data }: PieceFile): Uint8Array {
  return Buffer.concat([
    fileType(),
    movieBox({ picture: { track, durationUnits: 0, tables: noSamples }, sound: null, isFragmented: true }),
    fragmentBox({
      ...{ trackId: pictureTrackId, startUnits: 0, sampleUnits: unitsPerFrame, sizes, isKey },
      shifts: shifts.map((shift) => shift * unitsPerFrame),
    }),
    box('mdat', data),
  ])
}

/** A piece that is on the disk: what is known of its pictures, and where in its file their bytes lie, one after the other. */
export interface StoredPiece extends Omit<PieceFile, 'data'> {
  path: string
  dataStart: number
  dataBytes: number
}

/** What stands before the pictures of a usual piece is smaller than the first; of the greatest one, than the second. */
const headBytes = [16 * 1024, 4 * 1024 * 1024]

/** Reads what stands before the pictures of what `pieceBytes` wrote; null where the file is not there, or is not whole. */
export async function readPiece(path: string): Promise<StoredPiece | null> {
  const file = await open(path, 'r').catch(() => null)
  if (file === null) return null
  try {
    const { size } = await file.stat()
    for (const most of headBytes) {
      const { buffer, bytesRead } = await file.read(new Uint8Array(Math.min(most, size)), 0, Math.min(most, size), 0)
      const piece = parsePiece(buffer.subarray(0, bytesRead), size)
      if (piece) return { path, ...piece }
      if (most >= size) break
    }
    return null
  } catch {
    return null
  } finally {
    await file.close()
  }
}

function parsePiece(bytes: Uint8Array, fileBytes: number): Omit<StoredPiece, 'path'> | null {
  const moov = findBox(bytes, 'moov')
  const mdat = findBox(bytes, 'mdat', fileBytes)
  const moof = findBox(bytes, 'moof')
  const traf = moof && findBox(moof, 'traf')
  const trun = traf && findBox(traf, 'trun')
  const mdia = ['trak', 'mdia'].reduce<Uint8Array | null>((within, type) => within && findBox(within, type), moov)
  const stbl = ['minf', 'stbl'].reduce<Uint8Array | null>((within, type) => within && findBox(within, type), mdia)
  const entry = stbl && findBox(stbl, 'stsd')?.subarray(16)
  const avcC = entry && findBox(entry.subarray(78), 'avcC')
  const mdhd = mdia && findBox(mdia, 'mdhd')
  if (!mdat || !trun || !entry || !avcC || !mdhd) return null
  const view = viewOf(trun)
  const count = view.getUint32(4)
  if (trun.length < 12 + count * 12) return null
  const dataStart = mdat.byteOffset - bytes.byteOffset
  const piece = {
    track: {
      width: viewOf(entry).getUint16(24),
      height: viewOf(entry).getUint16(26),
      avcC: avcC.slice(),
      framesPerSecond: viewOf(mdhd).getUint32(12) / unitsPerFrame,
    },
    sizes: [] as number[],
    isKey: [] as boolean[],
    shifts: [] as number[],
    dataStart,
    dataBytes: viewOf(bytes).getUint32(dataStart - 8) - 8,
  }
  for (let at = 12; at < 12 + count * 12; at += 12) {
    piece.sizes.push(view.getUint32(at))
    piece.isKey.push(view.getUint32(at + 4) === 0x02000000)
    piece.shifts.push(view.getInt32(at + 8) / unitsPerFrame)
  }
  return piece.sizes.reduce((sum, size) => sum + size, 0) === piece.dataBytes ? piece : null
}

/** Puts a file under its name with all its bytes on the disk, or not at all. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const partial = `${path}.partial`
  try {
    const file = await open(partial, 'w', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(partial, path)
    await syncFolder(dirname(path))
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined)
    throw error
  }
}

/**
 * The content of the first box of a type among these boxes, after its header; null where there is none that is whole. Where
 * more bytes come behind these, the last box may reach into them.
 */
function findBox(bytes: Uint8Array, wanted: string, allBytes = bytes.length): Uint8Array | null {
  let at = 0
  while (at + 8 <= bytes.length) {
    const size = viewOf(bytes).getUint32(at)
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (size < 8 || at + size > allBytes) return null
    if (type === wanted) return bytes.subarray(at + 8, at + size)
    at += size
  }
  return null
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
