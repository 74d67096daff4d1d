import { createHash } from 'node:crypto'
import { rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../../../domain/failure.ts'
import { base32 } from '../../../../domain/library/base32.ts'
import type { Quality } from '../../../../domain/takes/edit.ts'
import type { Priority } from '../ffmpeg/priority.ts'
import type { Ffmpeg } from '../ffmpeg/run.ts'
import type { FrameSize } from './frame-size.ts'
import { openMadeFolder } from './made-folder.ts'
import { cameraFilter, pictureOptions } from './picture-options.ts'
import { pieceArguments, type SpanPicture, type SpanSources } from './piece-arguments.ts'
import { pieceBytes, readEncoded, readPiece, type StoredPiece, writeWhole } from './piece-file.ts'
import { isCameraIn, type Piece, type PieceSpan, pieceText } from './piece-plan.ts'
import type { PictureSource, SegmentMedia } from './take-media.ts'

/** How every piece of one video is made. */
export interface Recipe {
  ffmpeg: Ffmpeg
  frame: FrameSize
  framesPerSecond: number
  quality: Quality
  /** Where pieces are put down and found again: a cache, whose loss costs only time. */
  dir: string
}

export interface MakeOptions {
  piece: Piece
  segment: SegmentMedia
  recipe: Recipe
  priority?: Priority | undefined
  signal?: AbortSignal | undefined
  onProgress?: ((fraction: number) => void) | undefined
}

/** Part of every piece's name: raised when pieces are made otherwise than before. */
const recipeVersion = 3
/** A foreign file is read from a little earlier on, for the frame that is seen where a stretch begins. */
const fileLeadSec = 2

/** Where a piece lies once it is made. */
export async function piecePath(piece: Piece, segment: SegmentMedia, recipe: Recipe): Promise<string> {
  const { ffmpeg, frame, framesPerSecond, quality, dir } = recipe
  const options = pictureOptions({ quality, framesPerSecond, height: frame.height })
  const made = [recipeVersion, await programOf(ffmpeg.path), frame, framesPerSecond, options, cameraFilter(quality)]
  const hash = createHash('sha256')
    .update(pieceText(piece, segment, JSON.stringify(made)))
    .digest()
  return join(dir, `${base32(hash).slice(0, 26)}.mp4`)
}

const making = new Map<string, Promise<unknown>>()

/**
 * Makes a piece unless it is there already; resolves to its path. Where another is making it, waits for that. Throws what
 * ffmpeg throws; leaves no half file.
 */
export async function makePiece(options: MakeOptions): Promise<{ path: string; isNew: boolean }> {
  const path = await piecePath(options.piece, options.segment, options.recipe)
  for (;;) {
    const other = making.get(path)
    if (other === undefined) break
    await other.catch(() => undefined)
  }
  options.signal?.throwIfAborted()
  const made = make(options, path)
  making.set(path, made)
  try {
    return await made
  } finally {
    making.delete(path)
  }
}

async function make(options: MakeOptions, path: string): Promise<{ path: string; isNew: boolean }> {
  if ((await readPiece(path)) !== null) return { path, isNew: false }
  await openMadeFolder(options.recipe.dir)
  const encoded = await encode(options, path).catch(async (error: unknown) => {
    if (!(error instanceof Failure) || error.code !== 'ffmpeg-failed') throw error
    // An encoder that something ended is begun again, without the pictures of which nothing can be decoded.
    return await encode({ ...options, segment: await withoutUnreadable(options, path) }, path)
  })
  await writeWhole(path, pieceBytes(encoded))
  return { path, isNew: true }
}

async function encode({ piece, segment, recipe, priority, signal, onProgress }: MakeOptions, path: string) {
  const { ffmpeg, frame, framesPerSecond, quality } = recipe
  const scratch: string[] = []
  const outputPath = `${path}.encoded`
  try {
    const spans: SpanSources[] = []
    for (const [index, span] of piece.spans.entries()) {
      const cut = (source: PictureSource | null, shiftMs: number, name: string): Promise<SpanPicture | null> =>
        cutSpan({ source, shiftMs, span, framesPerSecond, path: `${path}.${index}-${name}.webm`, scratch })
      const isCamera = segment.camera !== null && isCameraIn(span.layout, segment.screen !== null)
      spans.push({
        span,
        screen: await cut(segment.screen, 0, 'screen'),
        camera: isCamera ? await cut(segment.camera, segment.cameraOffsetMs, 'camera') : null,
      })
    }
    const composed = pieceArguments(spans, { frame, framesPerSecond, cameraFilter: cameraFilter(quality) })
    const lengthMs = (composed.frameCount * 1000) / framesPerSecond
    await ffmpeg.run({
      inputs: composed.inputs,
      filterGraph: composed.filterGraph,
      outputOptions: [
        ...(composed.inputs.some(({ path: input }) => scratch.includes(input)) ? ['-copyts'] : []),
        ...['-map', '[v]', '-an', '-map_metadata', '-1', '-map_chapters', '-1'],
        ...pictureOptions({ quality, framesPerSecond, height: frame.height }),
        // Into an MP4 the build of 2018 writes a frame again for as long as its packet says that it lasts.
        ...['-frames:v', String(composed.frameCount), '-f', 'matroska'],
      ],
      outputPath,
      durationMs: lengthMs,
      timeLimitMs: pieceLimitMs(lengthMs),
      ...{ priority, signal, onProgress },
    })
    return await readEncoded({ path: outputPath, framesPerSecond, frameCount: composed.frameCount }).catch(misshapen)
  } finally {
    for (const file of [...scratch, outputPath]) await rm(file, { force: true }).catch(() => undefined)
  }
}

/** The segment without the pictures that give no frame in this stretch: what is damaged is left out, the rest is kept. */
async function withoutUnreadable(options: MakeOptions, path: string): Promise<SegmentMedia> {
  const { piece, segment, recipe, priority, signal } = options
  const { ffmpeg, framesPerSecond } = recipe
  const span = { fromFrame: piece.fromFrame, toFrame: piece.toFrame }
  const isReadable = async (source: PictureSource | null, shiftMs: number): Promise<boolean> => {
    const scratch = [`${path}.frame`]
    try {
      const cut = await cutSpan({ source, shiftMs, span, framesPerSecond, path: `${path}.tried.webm`, scratch })
      if (cut === null) return false
      await ffmpeg.run({
        inputs: [cut.input],
        outputOptions: ['-map', '0:v:0', '-frames:v', '1', '-f', 'rawvideo'],
        outputPath: `${path}.frame`,
        durationMs: null,
        timeLimitMs: 60_000,
        ...{ priority, signal },
      })
      return (await stat(`${path}.frame`)).size > 0
    } catch (error) {
      if (error instanceof Failure && error.code === 'ffmpeg-failed') return false
      throw error
    } finally {
      for (const file of scratch) await rm(file, { force: true }).catch(() => undefined)
    }
  }
  return {
    ...segment,
    screen: (await isReadable(segment.screen, 0)) ? segment.screen : null,
    camera: (await isReadable(segment.camera, segment.cameraOffsetMs)) ? segment.camera : null,
  }
}

/** A piece that was made; throws where it has gone since. */
export async function openPiece(path: string): Promise<StoredPiece> {
  return (await readPiece(path)) ?? misshapen(new Error('a piece has gone'))
}

interface SpanCut {
  source: PictureSource | null
  /** How much later than the segment's beginning the source's own is. */
  shiftMs: number
  span: Pick<PieceSpan, 'fromFrame' | 'toFrame'>
  framesPerSecond: number
  path: string
  scratch: string[]
}

async function cutSpan(options: SpanCut): Promise<SpanPicture | null> {
  const { source, shiftMs, span, framesPerSecond, path, scratch } = options
  if (source === null) return null
  const { size, region, before, from } = source
  const fromMs = (span.fromFrame * 1000) / framesPerSecond
  const toMs = (span.toFrame * 1000) / framesPerSecond
  if (from.kind === 'file') {
    const beginSec = fromMs / 1000
    const still = from.stills.find(({ fromSec, toSec }) => fromSec <= beginSec && toSec > beginSec)
    const startSec = Math.max(0, (still?.fromSec ?? beginSec) - fileLeadSec)
    const lengthSec = toMs / 1000 - startSec + 1
    const seek = ['-ss', startSec.toFixed(6), '-t', lengthSec.toFixed(6)]
    const input = { path: from.path, demuxer: from.demuxer, options: [...seek, '-reinit_filter', '0'] }
    return { input, zeroSec: beginSec - startSec, firstFrameSec: null, size, region, before }
  }
  const zeroMs = from.zeroMs - shiftMs
  // Half a frame more, because a frame's time is rounded to the nearest of ours.
  const cut = await from.reader.cutPicture({ fromMs: zeroMs + fromMs, toMs: zeroMs + toMs + 1000 / framesPerSecond })
  if (cut === null) return null
  scratch.push(path)
  await writeFile(path, cut.bytes, { mode: 0o600 })
  return {
    input: { path, demuxer: 'matroska', options: ['-reinit_filter', '0'] },
    zeroSec: (zeroMs + fromMs) / 1000,
    firstFrameSec: cut.firstFrameMs / 1000,
    size,
    region,
    before,
  }
}

const programs = new Map<string, Promise<string>>()

/** Which encoder made a piece: another one may write other parameter sets, which do not join. */
function programOf(path: string): Promise<string> {
  const known = programs.get(path)
  if (known) return known
  const asked = stat(path).then(({ size, mtimeMs }) => `${path} ${size} ${Math.round(mtimeMs)}`)
  programs.set(path, asked)
  asked.catch(() => programs.delete(path))
  return asked
}

/** A busy computer gives a process of low priority little, so this is only meant to end what would never end by itself. */
function pieceLimitMs(lengthMs: number): number {
  return 15 * 60_000 + lengthMs * 40
}

function misshapen(cause: unknown): never {
  throw new Failure({
    code: 'ffmpeg-failed',
    message: 'A part of the video that was made is not as it should be, so it was not kept.',
    kept: 'The recording is as it was.',
    remedy: 'Try again; if it fails again, the log says why.',
    cause,
  })
}
