import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readTopBoxes } from '../../electron/backend/media/container/boxes.ts'
import { ffmpegRaw } from './media.ts'

/** The only published video of a library's folder. */
export async function publishedVideo(libraryDir: string): Promise<string> {
  const [found, ...others] = await publishedVideos(libraryDir)
  if (found === undefined || others.length > 0) throw new Error(`not one video but ${others.length + (found ? 1 : 0)}`)
  return found
}

export async function publishedVideos(libraryDir: string): Promise<string[]> {
  const entries = await readdir(join(libraryDir, 'media'), { recursive: true }).catch(() => [])
  return entries.filter((entry) => entry.endsWith('.mp4')).map((entry) => join(libraryDir, 'media', entry))
}

/** What an independent program says of a file after decoding all of it. */
export interface ProbedVideo {
  videoCodec: string
  audioCodec: string
  width: number
  height: number
  durationSec: number
  /** The types of the boxes at the top, in order. */
  boxes: string[]
}

/** Decodes a whole MP4 with ffmpeg; throws where a single frame is damaged. */
export async function probeVideo(path: string): Promise<ProbedVideo> {
  const printed = await ffmpegRaw(['-xerror', '-i', path, '-f', 'null', '-'])
  const [, hours, minutes, seconds] = /Duration: (\d+):(\d+):([\d.]+)/.exec(printed) ?? []
  const [, width, height] = /Video: .*?, (\d+)x(\d+)/.exec(printed) ?? []
  const { boxes } = await readTopBoxes(path)
  return {
    videoCodec: /Video: (\w+)/.exec(printed)?.[1] ?? '',
    audioCodec: /Audio: (\w+)/.exec(printed)?.[1] ?? '',
    width: Number(width),
    height: Number(height),
    durationSec: Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds),
    boxes: boxes.map(({ type }) => type),
  }
}
