import { execFile } from 'node:child_process'
import { endWithUs } from './end-with-us.ts'

/** What ffmpeg says about a file when it opens it; sizes before rotation, with the shape of the pixels reckoned in. */
export interface ReportedStreams {
  durationMs: number | null
  picture: ReportedPicture | null
  sound: { codec: string } | null
}

interface ReportedPicture {
  codec: string
  width: number
  height: number
  /** Its brightness and colours are apart from each other, and nothing says by which matrix they become red, green and blue. */
  isMatrixUnnamed: boolean
}

interface ReadOptions {
  ffmpegPath: string
  path: string
  demuxer: string
  signal?: AbortSignal | undefined
}

/** Opens a file with a forced demuxer and reads ffmpeg's own description; null where it cannot be opened. */
export function readStreams({ ffmpegPath, path, demuxer, signal }: ReadOptions): Promise<ReportedStreams | null> {
  const options = ['-hide_banner', '-nostdin', '-protocol_whitelist', 'file', '-f', demuxer, '-i', path]
  const limits = { timeout: 30_000, windowsHide: true, maxBuffer: 1024 * 1024, ...(signal ? { signal } : {}) }
  return new Promise((resolve) => {
    // It always ends with an error, because no output is asked for.
    execFile(ffmpegPath, options, limits, (_error, _stdout, stderr) => resolve(parseStreams(stderr)))
  })
}

/** The streams in what `ffmpeg -i` prints; null where it prints none. */
export function parseStreams(printed: string): ReportedStreams | null {
  const streams = printed.split('\n').filter((line) => /^\s*Stream #0:/.test(line))
  const video = streams.find((line) => line.includes(': Video: ') && !line.includes('(attached pic)'))
  const audio = streams.find((line) => line.includes(': Audio: '))
  const size = /, (\d{2,5})x(\d{2,5})/.exec(video ?? '')
  const picture =
    video !== undefined && size !== null
      ? {
          codec: codecName(video),
          width: widthShown(video, Number(size[1])),
          height: Number(size[2]),
          isMatrixUnnamed: isMatrixUnnamed(video),
        }
      : null
  const sound = audio === undefined ? null : { codec: codecName(audio) }
  if (picture === null && sound === null) return null
  return { durationMs: parseDurationMs(printed), picture, sound }
}

/** Of `yuv420p(tv, bt709/unknown/unknown, progressive)` the matrix stands before the first stroke, or alone for all three. */
function isMatrixUnnamed(line: string): boolean {
  const pixels = /, yuv(?!j)\w*(?:\(([^)]*)\))?/.exec(line)
  if (pixels === null) return false
  const named = (pixels[1] ?? '').split(', ').find((part) => part.includes('/') || /^(?:bt|smpte|fcc|ycgco)/.test(part))
  return named === undefined || named.startsWith('unknown')
}

function widthShown(line: string, width: number): number {
  const shape = /\bSAR (\d+):(\d+)/.exec(line)
  const ratio = shape ? Number(shape[1]) / Number(shape[2]) : 1
  return Number.isFinite(ratio) && ratio > 0 ? Math.round(width * ratio) : width
}

/**
 * How far a file can be read, in milliseconds: its packets are counted to the last one, and none is decoded. Null where none
 * can be read within the time limit. Reads all of the file.
 */
export function readableMs({ ffmpegPath, path, demuxer, signal }: ReadOptions): Promise<number | null> {
  const reading = ['-hide_banner', '-nostdin', '-protocol_whitelist', 'file', '-f', demuxer, '-i', path]
  const options = [...reading, '-map', '0:v?', '-map', '0:a?', '-c', 'copy', '-f', 'null', '-']
  const limits = { timeout: 10 * 60_000, windowsHide: true, maxBuffer: 16 * 1024 * 1024, ...(signal ? { signal } : {}) }
  return new Promise((resolve) => {
    const child = execFile(ffmpegPath, options, limits, (error, _stdout, stderr) => {
      const last = [...stderr.matchAll(/\btime=(\d+):(\d{2}):(\d{2}\.\d+)/g)].at(-1)
      const isKilled = error !== null && error.killed === true
      resolve(last === undefined || isKilled ? null : clockMs(last))
    })
    endWithUs(child)
  })
}

function clockMs([, hours, minutes, seconds]: RegExpMatchArray | RegExpExecArray): number {
  return Math.round((Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000)
}

function codecName(line: string): string {
  return /: (?:Video|Audio): ([a-z0-9_]+)/.exec(line)?.[1] ?? 'unknown'
}

function parseDurationMs(printed: string): number | null {
  const match = /^\s*Duration: (\d+):(\d{2}):(\d{2}\.\d+)/m.exec(printed)
  return match === null ? null : clockMs(match)
}
