import type { Bubble } from '../../../domain/takes/take.ts'
import type { FfmpegInput } from './ffmpeg/run.ts'
import { even, type FrameSize } from './frame-size.ts'
import { mp4Options } from './picture-options.ts'

/** A file of a segment, as far as the composition needs to know it. */
export interface ComposeSource {
  path: string
  demuxer: string
  size: FrameSize | null
  hasSound: boolean
}

/** What is kept of one segment. Times in milliseconds from the segment's beginning. */
export interface ComposePart {
  fromMs: number
  toMs: number
  screen: ComposeSource | null
  camera: ComposeSource | null
  /** A recording of the microphone alone; heard where neither of the others has sound. */
  microphone: ComposeSource | null
  /** How much later than the screen's the camera's recording began; may be negative. */
  cameraOffsetMs: number
}

export interface ComposePlan {
  parts: readonly ComposePart[]
  frame: FrameSize
  framesPerSecond: number
  bubble: Bubble | null
}

export interface ComposeArguments {
  inputs: FfmpegInput[]
  filterGraph: string
  outputOptions: string[]
  durationMs: number
  hasSound: boolean
}

const ground = '0x1c1e22'
/** As a fraction of the frame's height. */
const bubbleMargin = 0.03

/** Inputs, filter graph and output options that make one video of a take's parts. Throws where there is no part. */
export function composeArguments({ parts, frame, framesPerSecond, bubble }: ComposePlan): ComposeArguments {
  if (parts.length === 0) throw new Error('a composition needs a part')
  const inputs: FfmpegInput[] = []
  const open = (source: ComposeSource): number =>
    inputs.push({ path: source.path, demuxer: source.demuxer, options: ['-reinit_filter', '0'] }) - 1
  const hasSound = parts.some((part) => [part.screen, part.camera, part.microphone].some((source) => source?.hasSound))
  const chains: string[] = []
  const joined: string[] = []

  parts.forEach((part, index) => {
    const screen = part.screen === null ? null : { source: part.screen, input: open(part.screen) }
    const camera = part.camera === null ? null : { source: part.camera, input: open(part.camera) }
    const microphone = part.microphone === null ? null : { source: part.microphone, input: open(part.microphone) }
    const picture = { part, index, frame, framesPerSecond, bubble, screen, camera }
    chains.push(...pictureChains(picture))
    joined.push(`[v${index}]`)
    if (!hasSound) return
    chains.push(soundChain({ part, index, screen, camera, microphone }))
    joined.push(`[a${index}]`)
  })

  const choice = { framesPerSecond, hasSound, quality: 'balanced', height: frame.height, isMono: false } as const
  const outputs = hasSound ? '[v][a]' : '[v]'
  chains.push(`${joined.join('')}concat=n=${parts.length}:v=1:a=${hasSound ? 1 : 0}${outputs}`)
  return {
    inputs,
    filterGraph: chains.join(';'),
    outputOptions: ['-map', '[v]', ...(hasSound ? ['-map', '[a]'] : []), ...mp4Options(choice)],
    durationMs: parts.reduce((sum, part) => sum + part.toMs - part.fromMs, 0),
    hasSound,
  }
}

interface OpenedSource {
  source: ComposeSource
  input: number
}

interface PictureOptions {
  part: ComposePart
  index: number
  frame: FrameSize
  framesPerSecond: number
  bubble: Bubble | null
  screen: OpenedSource | null
  camera: OpenedSource | null
}

function pictureChains({ part, index, frame, framesPerSecond, bubble, screen, camera }: PictureOptions): string[] {
  const { fromMs, toMs, cameraOffsetMs } = part
  const cut = `trim=start=${sec(fromMs)}:end=${sec(toMs)},setpts=PTS-STARTPTS`
  const hold = heldFrames({ framesPerSecond, toMs })
  const screenSize = screen?.source.size ?? null
  const cameraSize = camera?.source.size ?? null
  // Without a screen the camera's own clock is the segment's.
  const shiftMs = screen === null ? 0 : cameraOffsetMs

  if (screen !== null && screenSize !== null) {
    const base = `[${screen.input}:v]${fill(frame)},${hold}`
    if (camera === null || cameraSize === null || bubble === null) return [`${base},${cut},format=yuv420p[v${index}]`]
    const diameter = bubbleDiameter(bubble, frame)
    const place = bubblePlace({ bubble, frame, diameter })
    return [
      `${base}[s${index}]`,
      `color=c=black:s=${diameter}x${diameter}:r=1:d=1,format=gray,${disc(diameter)},loop=loop=-1:size=1:start=0,` +
        `setpts=N/(${framesPerSecond}*TB)[m${index}]`,
      `[${camera.input}:v]${shifted(shiftMs)}${square(cameraSize, diameter)},${hold},format=yuva420p[c${index}]`,
      `[c${index}][m${index}]alphamerge[b${index}]`,
      `[s${index}][b${index}]overlay=x=${place.x}:y=${place.y}:eof_action=pass,${cut},format=yuv420p[v${index}]`,
    ]
  }
  if (camera !== null && cameraSize !== null) {
    return [`[${camera.input}:v]${shifted(shiftMs)}${fill(frame)},${hold},${cut},format=yuv420p[v${index}]`]
  }
  const { width, height } = frame
  return [
    `color=c=${ground}:s=${width}x${height}:r=${framesPerSecond}:d=${sec(toMs - fromMs)},format=yuv420p[v${index}]`,
  ]
}

interface SoundOptions {
  part: ComposePart
  index: number
  screen: OpenedSource | null
  camera: OpenedSource | null
  microphone: OpenedSource | null
}

/** The sound of one part. Every recording carries the same microphone, so one is enough: the screen's, if it has any. */
function soundChain({ part, index, screen, camera, microphone }: SoundOptions): string {
  const form = 'aformat=sample_fmts=fltp:sample_rates=48000:channel_layouts=stereo'
  const cut = `atrim=start=${sec(part.fromMs)}:end=${sec(part.toMs)},asetpts=PTS-STARTPTS`
  const from = [screen, camera, microphone].find((opened) => opened?.source.hasSound)
  if (from === undefined || from === null)
    return `anullsrc=r=48000:cl=stereo,atrim=end=${sec(part.toMs - part.fromMs)},${form}[a${index}]`
  const shiftMs = from === camera && screen !== null ? part.cameraOffsetMs : 0
  const shift = shiftMs === 0 ? '' : `asetpts=PTS+${sec(shiftMs)}/TB,`
  // async fills what a recorder left out and drops what comes before zero, so that sound never drifts from the picture.
  return `[${from.input}:a]${shift}aresample=48000:async=1000,aresample=48000:async=1:first_pts=0,apad,${cut},${form}[a${index}]`
}

/** A recorder writes a frame only when something changed: each frame is held until the next, the last until the end. */
function heldFrames({ framesPerSecond, toMs }: { framesPerSecond: number; toMs: number }): string {
  return `fps=fps=${framesPerSecond}:start_time=0,tpad=stop_mode=clone:stop_duration=${sec(toMs + 1000)}`
}

function shifted(offsetMs: number): string {
  return offsetMs === 0 ? '' : `setpts=PTS+${sec(offsetMs)}/TB,`
}

/**
 * Shows a source whole within the frame. Reckoned anew for each frame, because a recorded window changes its size; measured,
 * that costs nothing while it does not.
 */
function fill({ width, height }: FrameSize): string {
  const factor = `min(${width}/(iw*sar)\\,${height}/ih)`
  const side = (limit: number, length: string) => `'min(${limit}\\,2*round(${factor}*${length}/2))'`
  return [
    `scale=w=${side(width, 'iw*sar')}:h=${side(height, 'ih')}:eval=frame`,
    `pad=w=${width}:h=${height}:x='(ow-iw)/2':y='(oh-ih)/2':eval=frame:color=${ground}`,
    'setsar=1',
  ].join(',')
}

function square({ width, height }: FrameSize, diameter: number): string {
  const scale = diameter / Math.min(width, height)
  const scaled = {
    width: Math.max(diameter, Math.ceil(width * scale)),
    height: Math.max(diameter, Math.ceil(height * scale)),
  }
  return `scale=${scaled.width}:${scaled.height},crop=${diameter}:${diameter},setsar=1`
}

/** A white disc with a soft edge of one pixel, drawn once and then repeated. */
function disc(diameter: number): string {
  const radius = diameter / 2
  return `geq=lum='255*clip(${radius}-hypot(X+0.5-${radius},Y+0.5-${radius}),0,1)'`
}

/** In pixels, even; a wide bubble in a low frame is held within it. */
export function bubbleDiameter({ sizeFraction }: Bubble, frame: FrameSize): number {
  return even(Math.min(frame.width * sizeFraction, frame.height * 0.9))
}

/** Where the bubble's upper left corner stands. Even, so that its colour is not smeared by half a pixel. */
export function bubblePlace(options: { bubble: Bubble; frame: FrameSize; diameter: number }): { x: number; y: number } {
  const { bubble, frame, diameter } = options
  const margin = Math.round((Math.min(frame.width, frame.height) * bubbleMargin) / 2) * 2
  const farX = Math.max(0, frame.width - diameter - margin)
  const farY = Math.max(0, frame.height - diameter - margin)
  return {
    x: bubble.corner.endsWith('left') ? Math.min(margin, farX) : farX,
    y: bubble.corner.startsWith('top') ? Math.min(margin, farY) : farY,
  }
}

function sec(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3)
}
