import {
  ADTS,
  FilePathSource,
  FLAC,
  Input,
  type InputAudioTrack,
  type InputVideoTrack,
  MATROSKA,
  MP3,
  MP4,
  OGG,
  QTFF,
  WAVE,
  WEBM,
} from 'mediabunny'
import { Failure } from '../../../../domain/failure.ts'
import type { FrameSize } from '../compose/frame-size.ts'
import { readTopBoxes } from '../container/boxes.ts'
import { type ReportedStreams, readableMs, readStreams } from '../ffmpeg/streams.ts'
import { type Container, demuxers, sniffFile } from './sniff.ts'

/** What a media file holds. Lengths in milliseconds; the size is as shown, after rotation and pixel shape. */
export interface MediaFacts {
  container: Container
  /** What ffmpeg has to be told to read it with. */
  demuxer: string
  durationMs: number
  hasPicture: boolean
  hasSound: boolean
  /** Zero without a picture. */
  width: number
  height: number
  /** Clockwise, in degrees. */
  rotation: number
  videoCodec: string | null
  audioCodec: string | null
  /** The brightness of a picture of high dynamic range, which has to be brought down for other screens; null for others. */
  hdr: 'pq' | 'hlg' | null
  sizeBytes: number
}

/** No picture that can be worked on here has a longer side. */
const maxSide = 16_384
const readLimitMs = 60_000

// HLS is left out on purpose: a playlist names other files, and nothing that is read here may open another file.
export const formats = [MP4, QTFF, MATROSKA, WEBM, MP3, WAVE, OGG, FLAC, ADTS]

/**
 * Reads what a file holds from its bytes; its name counts for nothing. `ffmpegPath` is for what mediabunny cannot read.
 * Throws `media-empty`, `media-truncated`, `media-unreadable`, and `not-found` or `no-permission` for the file itself.
 */
export async function probe({
  path,
  ffmpegPath,
}: {
  path: string
  ffmpegPath?: string | undefined
}): Promise<MediaFacts> {
  const { sizeBytes, container } = await sniffFile(path).catch(refuseUnopened)
  if (sizeBytes === 0) throw emptyFile()
  if (container === null) throw unreadable(new Error('no known container'))
  if (container === 'mp4') await assertWholeMp4(path)
  const read = await readTracks(path).catch((error: unknown) => ({ error: refuseSlow(error) }))
  const isRead = !('error' in read) && (read.video !== null || read.audio !== null)
  const tracks = isRead ? read : await readWithFfmpeg({ path, container, ffmpegPath })
  if (tracks === null || tracks.durationMs <= 0) {
    const cause = 'error' in read ? read.error : new Error('no track with a length')
    // A recording that was torn before its first second has a head and no frame.
    throw container === 'matroska' || container === 'mp4' ? truncated(cause) : unreadable(cause)
  }
  const { width = 0, height = 0 } = tracks.video ?? {}
  if (Math.max(width, height) > maxSide) throw tooLargePicture({ width, height })
  return {
    container,
    demuxer: demuxers[container],
    durationMs: tracks.durationMs,
    hasPicture: tracks.video !== null,
    hasSound: tracks.audio !== null,
    ...{ width, height, hdr: tracks.video?.hdr ?? null },
    rotation: tracks.video?.rotation ?? 0,
    videoCodec: tracks.video?.codec ?? null,
    audioCodec: tracks.audio?.codec ?? null,
    sizeBytes,
  }
}

interface Tracks {
  durationMs: number
  video: (FrameSize & { codec: string; rotation: number; hdr: MediaFacts['hdr'] }) | null
  audio: { codec: string } | null
}

async function readTracks(path: string): Promise<Tracks> {
  const input = new Input({ formats, source: new FilePathSource(path) })
  let timer: NodeJS.Timeout | undefined
  const tooSlow = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(tookTooLong()), readLimitMs)
  })
  try {
    return await Promise.race([describeTracks(input), tooSlow])
  } finally {
    clearTimeout(timer)
    input.dispose()
  }
}

async function describeTracks(input: Input): Promise<Tracks> {
  const [video] = await tracksWithPackets(await input.getVideoTracks())
  const [audio] = await tracksWithPackets(await input.getAudioTracks())
  const kept = [video, audio].filter((track) => track !== undefined)
  if (kept.length === 0) return { durationMs: 0, video: null, audio: null }
  const endSec = await input.computeDuration(kept, { metadataOnly: true })
  const startSec = await input.getFirstTimestamp(kept)
  return {
    durationMs: Math.round((endSec - Math.max(0, startSec)) * 1000),
    video: video === undefined ? null : await describePicture(video),
    audio: audio === undefined ? null : { codec: (await audio.getCodec()) ?? 'unknown' },
  }
}

/** A recorder announces its tracks before it knows whether anything will come; a track without a packet is no track. */
async function tracksWithPackets<Track extends InputVideoTrack | InputAudioTrack>(tracks: Track[]): Promise<Track[]> {
  const ends = await Promise.all(tracks.map((track) => track.computeDuration({ metadataOnly: true }).catch(() => 0)))
  return tracks.filter((_track, index) => (ends[index] ?? 0) > 0)
}

async function describePicture(video: InputVideoTrack): Promise<NonNullable<Tracks['video']>> {
  return {
    codec: (await video.getCodec()) ?? 'unknown',
    width: await video.getDisplayWidth(),
    height: await video.getDisplayHeight(),
    rotation: await video.getRotation(),
    hdr: hdrOf((await video.getColorSpace()).transfer ?? null),
  }
}

function hdrOf(transfer: string | null): MediaFacts['hdr'] {
  return transfer === 'pq' || transfer === 'hlg' ? transfer : null
}

interface FallbackOptions {
  path: string
  container: Container
  ffmpegPath: string | undefined
}

async function readWithFfmpeg({ path, container, ffmpegPath }: FallbackOptions): Promise<Tracks | null> {
  if (ffmpegPath === undefined) return null
  const reading = { ffmpegPath, path, demuxer: demuxers[container] }
  const reported: ReportedStreams | null = await readStreams(reading)
  if (reported === null) return null
  // Some containers, a GIF for one, say nowhere how long they are.
  const durationMs = reported.durationMs ?? (await readableMs(reading))
  if (durationMs === null) return null
  return {
    durationMs,
    video: reported.picture === null ? null : { ...reported.picture, rotation: 0, hdr: null },
    audio: reported.sound,
  }
}

async function assertWholeMp4(path: string): Promise<void> {
  const { boxes, sizeBytes } = await readTopBoxes(path)
  const last = boxes.at(-1)
  if (!boxes.some((box) => box.type === 'moov')) throw truncated(new Error('no moov'))
  // Fragments are whole each by itself: of a recording that was torn, all but the last can be read.
  if (boxes.some((box) => box.type === 'moof')) return
  if (last !== undefined && last.end > sizeBytes) throw truncated(new Error(`${last.type} ends past the file`))
}

/** What failed within the time is tried in another way; what took too long is not. */
function refuseSlow(error: unknown): unknown {
  if (error instanceof Failure) throw error
  return error
}

function refuseUnopened(thrown: unknown): never {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') {
    throw new Failure({
      code: 'not-found',
      message: 'There is no such file.',
      remedy: 'Check its name and whether its disk is connected.',
      cause: thrown,
    })
  }
  if (code === 'EACCES' || code === 'EPERM') {
    throw new Failure({
      code: 'no-permission',
      message: 'Ownpace may not read this file.',
      remedy: 'Allow reading it, or copy it to a folder of your own.',
      cause: thrown,
    })
  }
  throw thrown
}

function emptyFile(): Failure {
  return new Failure({
    code: 'media-empty',
    message: 'This file is empty: it has no bytes at all.',
    kept: 'The file is as it was.',
    remedy: 'Copy it again from where it came from, or choose another file.',
  })
}

function truncated(cause: unknown): Failure {
  return new Failure({
    code: 'media-truncated',
    message: 'This video was cut off: a part that is needed to play it is missing.',
    kept: 'The file is as it was.',
    remedy: 'Copy it again from where it came from. If it is still being copied, wait until that has ended.',
    cause,
  })
}

function tooLargePicture({ width, height }: FrameSize): Failure {
  return new Failure({
    code: 'media-unreadable',
    message: `This video says that it is ${width} by ${height} pixels, more than any that Ownpace can work on.`,
    kept: 'The file is as it was.',
    remedy: 'If it plays elsewhere, save it there in a usual size and bring that in.',
  })
}

function tookTooLong(): Failure {
  return new Failure({
    code: 'time-limit',
    message: 'Reading this file took longer than it should have and was stopped.',
    kept: 'The file is as it was.',
    remedy: 'Copy it to a quicker disk, or choose another file.',
  })
}

function unreadable(cause: unknown): Failure {
  return new Failure({
    code: 'media-unreadable',
    message: 'This file is not a video or a sound recording that Ownpace can read.',
    kept: 'The file is as it was.',
    remedy: 'Choose an MP4, MOV, WebM, MKV, AVI, GIF, MP3, M4A, WAV or Ogg file.',
    cause,
  })
}
