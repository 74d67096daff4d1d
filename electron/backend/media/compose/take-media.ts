import { basename, dirname } from 'node:path'
import { Failure } from '../../../../domain/failure.ts'
import type { Region, TrackName } from '../../../../domain/takes/take.ts'
import type { TrackReader, TrackReaders } from '../container/track-reader.ts'
import type { Priority } from '../ffmpeg/priority.ts'
import { readStreams } from '../ffmpeg/streams.ts'
import { type MediaFacts, probe } from '../probe/probe.ts'
import { type Still, stillsOf } from '../probe/stills.ts'
import { pcmOf, type SoundSource } from '../sound/sound-pcm.ts'
import { type FrameSize, frameFor, rateFor } from './frame-size.ts'
import { shownSize } from './piece-arguments.ts'
import type { PlannedPicture, PlannedSegment } from './piece-plan.ts'
import { toneMapped } from './tone-map.ts'
import { offsetBetween, offsetRate, type TrackOffset } from './track-offset.ts'

/** One run of the recorders: each file is the bytes they gave, joined in order. Paths are absolute. */
export interface TakeSegment {
  /** How long the segment lasted by the take's own clock; null to go by its files. */
  durationMs: number | null
  tracks: readonly { track: TrackName; path: string }[]
  /** What of the screen is published; null for all of it. */
  region?: Region | null | undefined
}

/** The picture of a file that another program made. */
interface FilePicture {
  kind: 'file'
  path: string
  demuxer: string
  /** Where it stands still for long, in order. */
  stills: readonly Still[]
}

/** Where a picture comes from. */
export interface PictureSource extends PlannedPicture {
  from: { kind: 'track'; reader: TrackReader; zeroMs: number } | FilePicture
  size: FrameSize
  /** Filters that it needs before all others, with the comma behind them; empty for none. */
  before: string
}

export interface SegmentMedia extends PlannedSegment {
  screen: PictureSource | null
  camera: PictureSource | null
  sound: { source: SoundSource; zeroMs: number; channels: 1 | 2; id: string } | null
  /** Until when all of its tracks are known, from its beginning. */
  knownMs: number
}

export interface OpenOptions {
  ffmpegPath: string
  /** Readers of an earlier call are used again, and read only what has come since. */
  readers: TrackReaders
  /** Null to hear it from the sound of both. */
  cameraOffsetMs?: number | null | undefined
  /** Nothing more will come: what is not known by now is settled with what there is. */
  isWhole: boolean
  priority?: Priority | undefined
  signal?: AbortSignal | undefined
}

/**
 * How far apart camera and screen began is heard in the first of these that tells it. The first is short, so that a short take
 * need not be waited for; what so little tells has to be plainer.
 */
const listened = [
  { fromMs: 0, toMs: 4_000, leastConfidence: 0.7 },
  { fromMs: 0, toMs: 10_000, leastConfidence: 0 },
  { fromMs: 10_000, toMs: 20_000, leastConfidence: 0 },
  { fromMs: 20_000, toMs: 30_000, leastConfidence: 0 },
]

/**
 * Opens a segment. Null where it holds nothing that could be read; and, of one that still grows, while it is not known how
 * its tracks belong together.
 */
export async function openSegment(segment: TakeSegment, options: OpenOptions): Promise<SegmentMedia | null> {
  const opened = new Map<TrackName, OpenedTrack>()
  for (const { track, path } of segment.tracks) {
    const found = await openTrack({ path, isForeign: track === 'file' }, options)
    if (found) opened.set(track === 'file' ? 'screen' : track, found)
  }
  if (opened.size === 0) return null
  const region = segment.region ?? null
  const pictureOf = (track: TrackName, shown: Region | null): PictureSource | null => {
    const found = opened.get(track)
    return found?.size
      ? { id: found.id, region: shown, from: found.from, size: found.size, before: found.before }
      : null
  }
  const screen = pictureOf('screen', region)
  const camera = pictureOf('camera', null)
  const offsetMs = await cameraOffset({ screen: opened.get('screen'), camera: opened.get('camera') }, options)
  if (offsetMs === null) return null
  // Every recording carries the same microphone, so one is enough: the screen's, if it has any.
  const heard = (['screen', 'camera', 'microphone'] as const).find((track) => opened.get(track)?.channels)
  const heardTrack = heard && opened.get(heard)
  const shiftMs = heard === 'camera' && screen !== null ? offsetMs : 0
  const longestMs = Math.max(...[...opened.values()].map(({ durationMs }) => durationMs))
  return {
    durationMs: segment.durationMs ?? longestMs,
    screen,
    camera,
    cameraOffsetMs: screen === null ? 0 : offsetMs,
    sound: heardTrack
      ? {
          source: soundSourceOf(heardTrack),
          zeroMs: (heardTrack.from.kind === 'track' ? heardTrack.from.zeroMs : 0) - shiftMs,
          channels: heardTrack.channels === 1 ? 1 : 2,
          id: heardTrack.id,
        }
      : null,
    knownMs: Math.min(...[...opened.values()].map(({ knownMs }) => knownMs)) - Math.abs(offsetMs),
  }
}

interface OpenedTrack {
  id: string
  from: PictureSource['from']
  size: FrameSize | null
  before: string
  /** Of its sound; 0 where it has none. */
  channels: number
  durationMs: number
  knownMs: number
}

/** A file that a crash left without a readable frame is no reason to lose the others: it is null. */
async function openTrack(
  { path, isForeign }: { path: string; isForeign: boolean },
  options: OpenOptions,
): Promise<OpenedTrack | null> {
  const id = `${basename(dirname(path))}/${basename(path)}`
  if (!isForeign) {
    const reader = options.readers.of(path)
    await reader.update(options.signal).catch((error: unknown) => {
      options.signal?.throwIfAborted()
      if (!isMissingFile(error)) throw error
    })
    const { picture, sound, zeroMs, durationMs, knownMs } = reader
    if (picture !== null || sound !== null) {
      const size = picture && { width: picture.track.width, height: picture.track.height }
      const from = { kind: 'track' as const, reader, zeroMs }
      return { id, from, size, before: '', channels: sound?.track.channels ?? 0, durationMs, knownMs }
    }
  }
  const facts = await probe({ path, ffmpegPath: options.ffmpegPath }).catch((error: unknown) => {
    if (error instanceof Failure) return null
    throw error
  })
  if (facts === null) return null
  const { demuxer, durationMs, width, height } = facts
  return {
    id,
    from: { kind: 'file', path, demuxer, stills: facts.hasPicture ? await stillsOf(path) : [] },
    size: facts.hasPicture ? { width, height } : null,
    before: toneMapped(facts.hdr) || (await namedColours({ path, facts }, options)),
    channels: facts.hasSound ? 2 : 0,
    durationMs,
    knownMs: durationMs,
  }
}

/**
 * What a foreign picture needs whose colours nothing names: from 720 lines on every player takes them by BT.709, while ffmpeg
 * knows BT.601 alone. Browsers' recorders, whose files are Matroska's, mean BT.601 whatever the size.
 */
async function namedColours(
  { path, facts }: { path: string; facts: MediaFacts },
  { ffmpegPath, signal }: OpenOptions,
): Promise<string> {
  const { container, demuxer, width, height } = facts
  if (Math.min(width, height) < 720 || container === 'matroska') return ''
  const streams = await readStreams({ ffmpegPath, path, demuxer, signal })
  return streams?.picture?.isMatrixUnnamed ? 'setparams=colorspace=bt709,' : ''
}

function soundSourceOf({ from }: OpenedTrack): SoundSource {
  return from.kind === 'track' ? { kind: 'track', reader: from.reader } : from
}

interface Pair {
  screen: OpenedTrack | undefined
  camera: OpenedTrack | undefined
}

/** How much later the camera began than the screen; 0 where it cannot be heard, null where it is not to be known yet. */
async function cameraOffset({ screen, camera }: Pair, options: OpenOptions): Promise<number | null> {
  if (screen === undefined || camera === undefined) return 0
  if (options.cameraOffsetMs !== null && options.cameraOffsetMs !== undefined) return options.cameraOffsetMs
  const readers = [screen, camera].map(({ from }) => (from.kind === 'track' ? from.reader : null))
  const [first, second] = readers
  if (!first || !second || first.isWithoutSound || second.isWithoutSound) return 0
  if (!first.sound || !second.sound) return options.isWhole ? 0 : null
  const heard = offsets.get(second) ?? { offsetMs: null, stretch: 0 }
  offsets.set(second, heard)
  const knownMs = Math.min(screen.knownMs, camera.knownMs)
  for (let next = listened[heard.stretch]; heard.offsetMs === null && next; next = listened[heard.stretch]) {
    const { fromMs, leastConfidence } = next
    const isThere = knownMs >= next.toMs
    if (!isThere && !options.isWhole) return null
    const toMs = Math.min(next.toMs, Math.max(screen.durationMs, camera.durationMs))
    if (toMs > fromMs) {
      const found = await hearOffset({ reference: first, other: second, fromMs, toMs }, options)
      // Where nothing more will come, it has to be enough.
      if (found.isSure && (found.confidence >= leastConfidence || !isThere)) heard.offsetMs = found.offsetMs
    }
    // A stretch that may still grow is heard again; of one that is there, once is enough.
    if (!isThere) return heard.offsetMs ?? 0
    heard.stretch++
  }
  return heard.offsetMs ?? 0
}

/** Hears in a stretch of the sound of two recordings how much later the other one began. */
export async function hearOffset(
  { reference, other, fromMs, toMs }: { reference: TrackReader; other: TrackReader; fromMs: number; toMs: number },
  how: Pick<OpenOptions, 'ffmpegPath' | 'priority' | 'signal'>,
): Promise<TrackOffset> {
  const heard = await Promise.all([reference, other].map((reader) => listen(reader, { fromMs, toMs }, how)))
  return offsetBetween({ reference: heard[0] ?? new Float32Array(0), other: heard[1] ?? new Float32Array(0) })
}

/** What was heard once stays so, because by it the pieces are told apart; and which stretch is to be heard next. */
const offsets = new WeakMap<TrackReader, { offsetMs: number | null; stretch: number }>()

async function listen(
  reader: TrackReader,
  { fromMs, toMs }: { fromMs: number; toMs: number },
  { ffmpegPath, priority, signal }: Pick<OpenOptions, 'ffmpegPath' | 'priority' | 'signal'>,
): Promise<Float32Array> {
  const samples = new Float32Array(Math.round(((toMs - fromMs) * offsetRate) / 1000))
  let at = 0
  const source: SoundSource = { kind: 'track', reader }
  const form = { samplesPerSecond: offsetRate, channels: 1 as const, sampleCount: samples.length }
  for await (const part of pcmOf({ ffmpegPath, source, zeroMs: reader.zeroMs, fromMs, ...form, priority, signal })) {
    samples.set(part, at)
    at += part.length
  }
  return samples
}

/** The take's frame is that of its first screen, else of its first camera. */
export function frameOf(
  segments: readonly SegmentMedia[],
  { shortSide, rate }: { shortSide?: number | undefined; rate?: number | undefined } = {},
): ReturnType<typeof frameFor> {
  const screen = segments.find((segment) => segment.screen !== null)?.screen
  const picture = screen ?? segments.find((segment) => segment.camera !== null)?.camera ?? null
  if (picture === null) return frameFor(null)
  return { ...frameFor(shownSize(picture), shortSide), framesPerSecond: rateFor(rate) }
}

function isMissingFile(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
