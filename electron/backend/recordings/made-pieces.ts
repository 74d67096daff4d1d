import { open } from 'node:fs/promises'
import { Failure } from '../../../domain/failure.ts'
import type { PiecesView } from '../../../domain/takes/pieces.ts'
import type { EncodedSound } from '../media/compose/join.ts'
import { readPiece } from '../media/compose/piece-file.ts'
import {
  aacSamples,
  box,
  fileType,
  fragmentBox,
  movieBox,
  noSamples,
  soundTrackId,
} from '../media/container/mp4-boxes.ts'
import { samplesOf, samplesOfSegment } from '../media/sound/take-sound.ts'
import type { KnownTake } from './known-take.ts'

/** What a picture is before the first piece tells its true level. */
const usualVideoType = 'video/mp4; codecs="avc1.640028"'
const soundType = 'audio/mp4; codecs="mp4a.40.2"'

/** The pieces of a take as a page plays them. */
export async function madePieces(known: KnownTake, sound: EncodedSound | null): Promise<PiecesView> {
  const { pieces, recipe, segments, view } = known
  const hasSound = segments.some((segment) => segment.sound !== null)
  const shown = pieces.map(({ fromMs, toMs, isReady }, index) => ({
    ...{ index, fromMs, toMs },
    isReady: isReady && (!hasSound || isHeard(known, sound, index)),
  }))
  const madeMs = shown.reduce((sum, { fromMs, toMs, isReady }) => sum + (isReady ? toMs - fromMs : 0), 0)
  return {
    durationMs: view.durationMs,
    ...recipe.frame,
    videoType: await videoTypeOf(pieces.find(({ isReady }) => isReady)?.path),
    soundType: hasSound ? soundType : null,
    pieces: shown,
    waitingMs: Math.max(0, view.durationMs - madeMs),
  }
}

const videoTypes = new Map<string, string>()

async function videoTypeOf(path: string | undefined): Promise<string> {
  if (path === undefined) return usualVideoType
  const known = videoTypes.get(path)
  if (known !== undefined) return known
  const piece = await readPiece(path)
  if (piece === null) return usualVideoType
  const codec = Buffer.from(piece.track.avcC.subarray(1, 4)).toString('hex')
  const type = `video/mp4; codecs="avc1.${codec}"`
  videoTypes.set(path, type)
  return type
}

/** The packets of the sound that begin within a piece, and where they stand in the take, in samples. */
function packetsOf(known: KnownTake, index: number): { from: number; to: number; startSample: number } | null {
  const { pieces, segments, recipe } = known
  const wanted = pieces[index]
  if (!wanted) return null
  const { framesPerSecond } = recipe
  const before = segments.slice(0, wanted.piece.segment)
  const beforeSamples = before.reduce((sum, segment) => sum + samplesOfSegment(segment, framesPerSecond), 0)
  const beforeMs = before.reduce((sum, { durationMs }) => sum + durationMs, 0)
  const from = Math.ceil((beforeSamples + samplesOf(wanted.piece.fromFrame, framesPerSecond)) / aacSamples)
  const to = Math.ceil((beforeSamples + samplesOf(wanted.piece.toFrame, framesPerSecond)) / aacSamples)
  // A take's time counts whole segments, its sound whole frames of them: they differ by less than a frame a segment.
  const startSample = Math.max(0, Math.round(from * aacSamples - beforeSamples + beforeMs * 48))
  return { from, to, startSample }
}

function isHeard(known: KnownTake, sound: EncodedSound | null, index: number): boolean {
  const packets = packetsOf(known, index)
  if (sound === null || packets === null) return false
  const isLast = index === known.pieces.length - 1 && known.isWhole
  return sound.sizes.length >= packets.to || (isLast && sound.sizes.length >= packets.to - 1)
}

/** The sound of one piece as a fragmented MP4, its times those of the take. Throws `not-found` while it is not there. */
export async function soundOfPiece(known: KnownTake, sound: EncodedSound | null, index: number): Promise<Uint8Array> {
  const packets = packetsOf(known, index)
  if (packets === null || sound === null || !isHeard(known, sound, index)) throw notReady()
  const to = Math.min(packets.to, sound.sizes.length)
  const sizes = sound.sizes.slice(packets.from, to)
  const file = await open(sound.path, 'r').catch(() => {
    throw notReady()
  })
  const data: Uint8Array[] = []
  try {
    for (const [nth, size] of sizes.entries()) {
      const bytes = Buffer.alloc(size)
      await file.read(bytes, 0, size, sound.starts[packets.from + nth] ?? 0)
      data.push(bytes)
    }
  } finally {
    await file.close()
  }
  return Buffer.concat([
    fileType(),
    movieBox({
      picture: null,
      sound: { track: sound.track, durationUnits: 0, tables: noSamples },
      isFragmented: true,
    }),
    fragmentBox({
      ...{ trackId: soundTrackId, startUnits: packets.startSample, sampleUnits: aacSamples, sizes },
      ...{ isKey: null, shifts: null },
    }),
    box('mdat', ...data),
  ])
}

export function notReady(): Failure {
  return new Failure({
    code: 'not-found',
    message: 'This part of the recording is still being made.',
    kept: 'The recording itself is whole.',
  })
}
