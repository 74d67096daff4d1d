import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { shippedFfmpegPath } from './media.ts'

const execFileAsync = promisify(execFile)

/** A part of a picture, in pixels. */
export interface Area {
  x: number
  y: number
  width: number
  height: number
}

/** The brightness of a part of a video's picture at even times, each frame averaged to `columns` × `rows`, by rows. */
export async function brightnessOf({
  path,
  area,
  framesPerSecond,
  columns,
  rows,
}: {
  path: string
  area: Area
  framesPerSecond: number
  columns: number
  rows: number
}): Promise<Uint8Array[]> {
  const { x, y, width, height } = area
  const { stdout } = await execFileAsync(
    await shippedFfmpegPath(),
    [
      ...['-hide_banner', '-nostdin', '-i', path],
      ...[
        '-vf',
        `fps=${framesPerSecond},crop=${width}:${height}:${x}:${y},scale=${columns}:${rows}:flags=area,format=gray`,
      ],
      ...['-f', 'rawvideo', 'pipe:1'],
    ],
    { encoding: 'buffer', maxBuffer: 256 * 1024 * 1024 },
  )
  const frameBytes = columns * rows
  return Array.from({ length: Math.floor(stdout.length / frameBytes) }, (_none, index) =>
    stdout.subarray(index * frameBytes, (index + 1) * frameBytes),
  )
}

/** The mean difference of two pictures' brightness, 0 to 255. */
export function differenceOf(one: Uint8Array, other: Uint8Array): number {
  return one.reduce((sum, value, index) => sum + Math.abs(value - (other[index] ?? 0)), 0) / Math.max(1, one.length)
}
