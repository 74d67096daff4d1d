import { type Box, bubbleBox, smallScreenBox } from '../../../../domain/takes/bubble-place.ts'
import type { Region } from '../../../../domain/takes/take.ts'
import type { FfmpegInput } from '../ffmpeg/run.ts'
import { even, type FrameSize } from './frame-size.ts'
import { isCameraIn, type PieceSpan } from './piece-plan.ts'

/** A file that holds the picture of a span and perhaps some of what comes before it. */
export interface SpanPicture {
  input: FfmpegInput
  /** What the file's times show where the span begins, in seconds. */
  zeroSec: number
  /** When the frame begins that is seen first, in seconds of the file; null to take what comes. */
  firstFrameSec: number | null
  size: FrameSize
  region: Region | null
  /** Filters that it needs before all others, with the comma behind them; empty for none. */
  before: string
}

export interface SpanSources {
  span: PieceSpan
  screen: SpanPicture | null
  camera: SpanPicture | null
}

export interface PieceArguments {
  inputs: FfmpegInput[]
  filterGraph: string
  frameCount: number
}

interface Output {
  frame: FrameSize
  framesPerSecond: number
  /** Filters for the camera's picture, in its size in the frame; empty for none. */
  cameraFilter: string
}

const ground = '0x1c1e22'

/**
 * Inputs and filter graph that make the picture of one piece, `[v]`: of each span exactly its frames, one after the other.
 * The inputs keep their own times (`-copyts`).
 */
export function pieceArguments(spans: readonly SpanSources[], output: Output): PieceArguments {
  const inputs: FfmpegInput[] = []
  const chains: string[] = []
  spans.forEach((sources, index) => {
    const open = (picture: SpanPicture): number => inputs.push(picture.input) - 1
    chains.push(...spanChains({ ...sources, output, index, open }))
  })
  const joined = spans.map((_span, index) => `[v${index}]`).join('')
  // A picture that is joined is of one size and shape throughout.
  chains.push(spans.length === 1 ? `${joined}null[v]` : `${joined}concat=n=${spans.length}:v=1:a=0[v]`)
  const frameCount = spans.reduce((sum, { span }) => sum + span.toFrame - span.fromFrame, 0)
  return { inputs, filterGraph: chains.join(';'), frameCount }
}

interface SpanOptions extends SpanSources {
  output: Output
  index: number
  open: (picture: SpanPicture) => number
}

function spanChains(options: SpanOptions): string[] {
  const { span, screen, camera, output, index, open } = options
  const { frame, framesPerSecond } = output
  const { bubble, isSwapped } = span.layout
  const count = span.toFrame - span.fromFrame
  const end = `${coverChain(span, frame, index)}setsar=1,format=yuv420p,trim=end_frame=${count}[v${index}]`
  const isCamera = camera !== null && isCameraIn(span.layout, screen !== null)
  const mirror = bubble?.isMirrored ? 'hflip,' : ''
  const denoise = output.cameraFilter === '' ? '' : `,${output.cameraFilter}`
  const held = hold({ framesPerSecond, count })

  if (screen === null && camera === null) {
    const { width, height } = frame
    return [`color=c=${ground}:s=${width}x${height}:r=${framesPerSecond}:d=${count / framesPerSecond + 1},${end}`]
  }
  if (screen === null || (isCamera && isSwapped && bubble === null)) {
    const only = camera ?? screen
    if (only === null) return []
    // Beside a screen the camera covers the frame; a take of the camera alone shows all of it.
    const size = screen === null ? fill(frame) : cover(frame)
    return [`[${open(only)}:v]${from(only)}${mirror}${size}${denoise},${held},${end}`]
  }
  if (!isCamera || bubble === null) return [`[${open(screen)}:v]${from(screen)}${fill(frame)},${held},${end}`]

  const large = isSwapped
    ? `[${open(camera)}:v]${from(camera)}${mirror}${cover(frame)}${denoise},${held}[l${index}]`
    : `[${open(screen)}:v]${from(screen)}${fill(frame)},${held}[l${index}]`
  const box = isSwapped ? smallScreenBox(bubble, { frame, screen: shownSize(screen) }) : bubbleBox(bubble, frame)
  const small = isSwapped
    ? `[${open(screen)}:v]${from(screen)}${fill(box)},${held}`
    : `[${open(camera)}:v]${from(camera)}${mirror}${cover(box)}${denoise},${held}`
  return [
    large,
    `${small},format=yuva420p[k${index}]`,
    `${mask(box)},loop=loop=-1:size=1:start=0,setpts=N/(${framesPerSecond}*TB)[m${index}]`,
    `[k${index}][m${index}]alphamerge[b${index}]`,
    `[l${index}][b${index}]overlay=x=${box.x}:y=${box.y}:eof_action=pass,${end}`,
  ]
}

/**
 * Puts the span's beginning at zero, and leaves out what was over by then. What began before is shown from zero on; the end of
 * a picture, which counts as one frame more, lies behind that, or builds of 2022 would leave out its only frame.
 */
function from({ zeroSec, firstFrameSec, region, before }: SpanPicture): string {
  const begun = firstFrameSec === null ? '' : `select='gte(t,${(firstFrameSec - zeroSec - 0.0005).toFixed(6)})',`
  const part = region === null ? '' : `${regionCrop(region)},`
  return `settb=AVTB,setpts=PTS-${zeroSec.toFixed(6)}/TB,${begun}setpts='max(PTS,N)',${before}${part}`
}

function regionCrop({ x, y, width, height }: Region): string {
  const f = (value: number): string => value.toFixed(6)
  return `crop=w='floor(iw*${f(width)}/2)*2':h='floor(ih*${f(height)}/2)*2':x='iw*${f(x)}':y='ih*${f(y)}'`
}

/** The size of what is shown of a picture. */
export function shownSize({ size, region }: Pick<SpanPicture, 'size' | 'region'>): FrameSize {
  if (region === null) return size
  return { width: even(size.width * region.width - 1), height: even(size.height * region.height - 1) }
}

/** A recorder writes a frame only when something changed: each frame is held until the next, the last until the end. */
function hold({ framesPerSecond, count }: { framesPerSecond: number; count: number }): string {
  const lengthSec = (count / framesPerSecond + 1).toFixed(3)
  return `fps=fps=${framesPerSecond}:start_time=0:eof_action=pass,tpad=stop_mode=clone:stop_duration=${lengthSec}`
}

/** What the encoder says of every piece's colours, whatever the source's were; where they are these, nothing is done. */
const colours = 'out_color_matrix=bt601:out_range=tv'

/**
 * Shows a source whole within the frame. Reckoned anew for each frame, because a recorded window changes its size; measured,
 * that costs nothing while it does not.
 */
function fill({ width, height }: FrameSize): string {
  const factor = `min(${width}/(iw*sar)\\,${height}/ih)`
  const side = (limit: number, length: string) => `'min(${limit}\\,2*round(${factor}*${length}/2))'`
  return [
    `scale=w=${side(width, 'iw*sar')}:h=${side(height, 'ih')}:eval=frame:${colours}`,
    `pad=w=${width}:h=${height}:x='(ow-iw)/2':y='(oh-ih)/2':eval=frame:color=${ground}`,
    'setsar=1',
  ].join(',')
}

/** Fills the frame with the middle of a source. */
function cover({ width, height }: FrameSize): string {
  const factor = `max(${width}/iw\\,${height}/ih)`
  return [
    `scale=w='max(${width}\\,ceil(${factor}*iw))':h='max(${height}\\,ceil(${factor}*ih))':eval=frame:${colours}`,
    `crop=${width}:${height}`,
    'setsar=1',
  ].join(',')
}

/** A white shape with rounded corners (a disc, where the radius is half a side) and a soft edge of one pixel, drawn once. */
function mask({ width, height, radius }: Box): string {
  const beyond = (axis: string, length: number): string =>
    `max(abs(${axis}+0.5-${length / 2})-${length / 2 - radius},0)`
  const edge = `255*clip(${radius}-hypot(${beyond('X', width)},${beyond('Y', height)}),0,1)`
  return `color=c=black:s=${width}x${height}:r=1:d=1,format=gray,geq=lum='${edge}'`
}

/** Makes what is covered unreadable, in the last step: by a plain colour, or by so few points that no letter is left. */
function coverChain({ covers }: PieceSpan, frame: FrameSize, index: number): string {
  return covers
    .map((covered, nth) => {
      const x = evenDown(covered.x * frame.width)
      const y = evenDown(covered.y * frame.height)
      const width = Math.min(frame.width - x, even((covered.x + covered.width) * frame.width - x + 1))
      const height = Math.min(frame.height - y, even((covered.y + covered.height) * frame.height - y + 1))
      if (covered.width * covered.height === 0) return ''
      if (covered.kind === 'solid') return `drawbox=x=${x}:y=${y}:w=${width}:h=${height}:color=${ground}:t=fill,`
      const [a, b, c] = ['p', 'q', 'r'].map((letter) => `${letter}${index}_${nth}`)
      const point = Math.max(8, Math.round(Math.min(frame.width, frame.height) / 15))
      const few = `scale=${Math.max(2, Math.round(width / point))}:${Math.max(2, Math.round(height / point))}:flags=area`
      return (
        `split[${a}][${b}];[${b}]crop=${width}:${height}:${x}:${y},${few},` +
        `scale=${width}:${height}:flags=bicubic[${c}];[${a}][${c}]overlay=x=${x}:y=${y},`
      )
    })
    .join('')
}

function evenDown(pixels: number): number {
  return Math.max(0, Math.floor(pixels / 2) * 2)
}
