import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../../../domain/failure.ts'
import type { Edit, EditPart } from '../../../../domain/takes/edit.ts'
import type { LayoutChange } from '../../../../domain/takes/take.ts'
import { TrackReaders } from '../container/track-reader.ts'
import type { Priority } from '../ffmpeg/priority.ts'
import type { Ffmpeg } from '../ffmpeg/run.ts'
import type { MediaFacts } from '../probe/probe.ts'
import { verifyVideo } from '../probe/verify-video.ts'
import { type LoudnessHop, loudnessOf } from '../sound/loudness.ts'
import { hopsOfStretches } from '../sound/loudness-hops.ts'
import { encodeTakeSound, removeSound, type SoundStretch } from '../sound/take-sound.ts'
import type { FrameSize } from './frame-size.ts'
import { type EncodedSound, joinPieces } from './join.ts'
import { makePiece, type Recipe } from './piece-make.ts'
import { framesOf, keptParts, type Piece, planParts } from './piece-plan.ts'
import { sideBySide } from './side-by-side.ts'
import { frameOf, openSegment, type SegmentMedia, type TakeSegment } from './take-media.ts'

/** A take whose parts are published: its files, and its layouts as they were recorded. */
export interface TakeFiles {
  segments: readonly TakeSegment[]
  layouts: readonly LayoutChange[]
  /** How many frames a second were to be recorded; 30 where nobody said. */
  rate?: number | undefined
}

export interface ComposeOptions extends TakeFiles {
  ffmpeg: Ffmpeg
  edit: Edit
  /** The takes that replace parts of this one, by their ids. */
  replacements?: ReadonlyMap<string, TakeFiles> | undefined
  /** Where pieces are put down and found again. */
  madeDir: string
  outputPath: string
  /** The sound of the whole take, where it was heard and encoded already. */
  wholeSound?: ((media: TakeMedia) => Promise<WholeSound | null>) | undefined
  readers?: TrackReaders | undefined
  /** How much later the camera's recording began than the screen's; null to hear it from the sound of both. */
  cameraOffsetMs?: number | null | undefined
  shortSide?: number | undefined
  priority?: Priority | undefined
  signal?: AbortSignal | undefined
  onProgress?: ((fraction: number) => void) | undefined
}

/** A take's sound from beginning to end, at its loudness. */
export interface WholeSound {
  sound: EncodedSound
  /** How loud each tenth of a second of it was recorded; null where nobody noted that. */
  hops: readonly LoudnessHop[] | null
}

export interface Composed {
  facts: MediaFacts
  /** What it was made of. */
  parts: EditPart[]
  pieceCount: number
  /** How many of the pieces had to be encoded. */
  encodedCount: number
}

/** A take whose files are open. */
export interface TakeMedia {
  segments: SegmentMedia[]
  frame: FrameSize
  framesPerSecond: number
}

/** Of the whole work, what encoding pieces is, and with the sound; joining is the rest. */
const pieceShare = 0.9
const soundShare = 0.07

/**
 * Makes one H.264/AAC fast-start MP4 of what an edit keeps of a take: pieces that are there already are used as they are,
 * the missing ones made. What was cut is not in the bytes. Throws `take-empty`, `cancelled`, `disk-full`, `time-limit` and
 * `ffmpeg-failed`, and leaves no half file.
 */
export async function composeTake(options: ComposeOptions): Promise<Composed> {
  return await compose(options).catch((error: unknown) => {
    if (!options.signal?.aborted || error instanceof Failure) throw error
    throw new Failure({ code: 'cancelled', message: 'This was cancelled.', cause: error })
  })
}

async function compose(options: ComposeOptions): Promise<Composed> {
  const { ffmpeg, edit, outputPath, madeDir, signal, onProgress } = options
  const main = await openTake(options, options)
  const others = new Map<string, { media: TakeMedia; files: TakeFiles }>()
  for (const [take, files] of options.replacements ?? []) {
    others.set(take, { files, media: await openTake(files, { ...options, cameraOffsetMs: null }) })
  }
  const { framesPerSecond, frame } = main
  const replacementsMs = new Map([...others].map(([take, { media }]) => [take, lengthOf(media)]))
  const parts = keptParts(edit, { durationMs: lengthOf(main), replacementsMs })
  const planned = [
    { take: null, segments: main.segments, layouts: edit.layouts ?? options.layouts, covers: edit.covers },
    ...[...others].map(([take, { media, files }]) => ({
      ...{ take, segments: media.segments, layouts: files.layouts, covers: [] },
    })),
  ]
  const pieces = planParts(planned, { parts, framesPerSecond })
  if (pieces.length === 0) throw nothingToCompose()
  const segmentOf = ({ take, segment }: Piece): SegmentMedia => {
    const media = take === null ? main : others.get(take)?.media
    return media?.segments[segment] ?? nothing()
  }

  const recipe: Recipe = { ffmpeg, frame, framesPerSecond, quality: edit.quality, dir: madeDir }
  const stretches = pieces.map((piece) => ({ ...piece, piece, segment: segmentOf(piece) }))
  const done = { pieces: 0, sound: 0 }
  const report = (change: Partial<typeof done>): void => {
    Object.assign(done, change)
    onProgress?.(pieceShare * done.pieces + soundShare * done.sound)
  }
  const [{ paths, encodedCount, frameCount }, found] = await sideBySide(
    [
      (own) =>
        encodePieces(stretches, recipe, { ...options, signal: own, onProgress: (share) => report({ pieces: share }) }),
      (own) => findSound(stretches, main, { ...options, signal: own, onProgress: (share) => report({ sound: share }) }),
    ],
    { signal, discard },
  )
  try {
    await joinPieces({ pieces: paths, sound: found.sound, outputPath, signal })
    const durationMs = (frameCount * 1000) / framesPerSecond
    const facts = await verifyVideo({ path: outputPath, durationMs, hasSound: found.sound !== null })
    onProgress?.(1)
    return { facts, parts, pieceCount: pieces.length, encodedCount }
  } catch (error) {
    await rm(outputPath, { force: true })
    throw error
  } finally {
    await discard(found)
  }
}

interface PieceStretch extends SoundStretch {
  piece: Piece
}

async function encodePieces(
  stretches: readonly PieceStretch[],
  recipe: Recipe,
  { priority, signal, onProgress }: Pick<ComposeOptions, 'priority' | 'signal' | 'onProgress'>,
): Promise<{ paths: string[]; encodedCount: number; frameCount: number }> {
  const frameCount = stretches.reduce((sum, { fromFrame, toFrame }) => sum + toFrame - fromFrame, 0)
  const paths: string[] = []
  let encodedCount = 0
  let framesDone = 0
  for (const { piece, segment, fromFrame, toFrame } of stretches) {
    const frames = toFrame - fromFrame
    const made = await makePiece({
      ...{ piece, segment, recipe, priority, signal },
      onProgress: (fraction) => onProgress?.((framesDone + fraction * frames) / frameCount),
    })
    signal?.throwIfAborted()
    framesDone += frames
    onProgress?.(framesDone / frameCount)
    if (made.isNew) encodedCount++
    paths.push(made.path)
  }
  return { paths, encodedCount, frameCount }
}

interface FoundSound {
  sound: EncodedSound | null
  /** Made for this one video. */
  isOurs: boolean
}

/**
 * The sound of the whole take where nothing of it is changed and it is there; else that of the stretches, made now. What of
 * them was heard while it was recorded is not heard once more to measure it.
 */
async function findSound(
  stretches: readonly SoundStretch[],
  main: TakeMedia,
  { ffmpeg, edit, madeDir, wholeSound, priority, signal, onProgress }: ComposeOptions,
): Promise<FoundSound> {
  const { hasNoiseReduction } = edit
  const joined = joinedStretches(stretches)
  const whole = (await wholeSound?.(main)) ?? null
  if (whole && isUncut(joined, main) && !hasNoiseReduction) return { sound: whole.sound, isOurs: false }
  const hops = whole?.hops && hopsOfStretches(joined, { ...main, hops: whole.hops })
  const outputPath = join(madeDir, 'edited.aac')
  const { framesPerSecond } = main
  const how = { ffmpeg, framesPerSecond, hasNoiseReduction, outputPath, priority, signal, onProgress }
  const loudness = hops ? loudnessOf(hops) : null
  return { sound: await encodeTakeSound({ stretches: joined, loudness, ...how }), isOurs: true }
}

async function discard({ sound, isOurs }: FoundSound): Promise<void> {
  if (isOurs) await removeSound(sound)
}

/** Opens what can be read of a take. */
export async function openTake(
  { segments, rate }: Pick<TakeFiles, 'segments' | 'rate'>,
  options: Pick<ComposeOptions, 'ffmpeg' | 'readers' | 'cameraOffsetMs' | 'shortSide' | 'priority' | 'signal'>,
): Promise<TakeMedia> {
  const { ffmpeg, readers = new TrackReaders(), cameraOffsetMs, shortSide, priority, signal } = options
  const opened: SegmentMedia[] = []
  for (const segment of segments) {
    const how = { ffmpegPath: ffmpeg.path, readers, cameraOffsetMs, isWhole: true, priority, signal }
    const media = await openSegment(segment, how)
    // What holds nothing keeps its place where it has a length, so that times of the take stay what they are.
    if (media) opened.push(media)
    else if (segment.durationMs) opened.push({ ...emptySegment, durationMs: segment.durationMs })
  }
  if (!opened.some(({ screen, camera, sound }) => screen ?? camera ?? sound)) throw nothingToCompose()
  return { segments: opened, ...frameOf(opened, { shortSide, rate }) }
}

const emptySegment = { screen: null, camera: null, sound: null, cameraOffsetMs: 0, knownMs: 0 }

function lengthOf({ segments }: TakeMedia): number {
  return segments.reduce((sum, { durationMs }) => sum + durationMs, 0)
}

/** Stretches of one segment that touch are one, so that their sound is decoded at one go. */
function joinedStretches(stretches: readonly SoundStretch[]): SoundStretch[] {
  const joined: SoundStretch[] = []
  for (const { segment, fromFrame, toFrame } of stretches) {
    const before = joined.at(-1)
    if (before && before.segment === segment && before.toFrame === fromFrame) before.toFrame = toFrame
    else joined.push({ segment, fromFrame, toFrame })
  }
  return joined
}

function isUncut(stretches: readonly SoundStretch[], { segments, framesPerSecond }: TakeMedia): boolean {
  const whole = segments.filter(({ durationMs }) => framesOf(durationMs, framesPerSecond) > 0)
  return (
    stretches.length === whole.length &&
    stretches.every(
      ({ segment, fromFrame, toFrame }, index) =>
        segment === whole[index] && fromFrame === 0 && toFrame === framesOf(segment.durationMs, framesPerSecond),
    )
  )
}

function nothingToCompose(): Failure {
  return new Failure({
    code: 'take-empty',
    message: 'Nothing is left of this recording between its start and its end.',
    kept: 'The recording itself is as it was.',
    remedy: 'Move the start and the end further apart, or record again.',
  })
}

function nothing(): never {
  throw nothingToCompose()
}
