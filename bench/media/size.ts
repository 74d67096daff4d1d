import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { bubbleBox } from '../../domain/takes/bubble-place.ts'
import { qualitySchema } from '../../domain/takes/edit.ts'
import { cameraFilter, pictureOptions } from '../../electron/backend/media/compose/picture-options.ts'
import { shippedFfmpegPath } from '../../test/support/media.ts'
import { printTable } from '../library/table.ts'
import type { MediaBench } from './bench.ts'
import { bubble, size } from './record.ts'
import { type ScreenTalk, screenTalk } from './screen-talk.ts'
import { codeArea } from './shown-pages.ts'

const run = promisify(execFile)
const framesPerSecond = 30
const plain = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-pix_fmt', 'yuv420p']

interface Encoded {
  path: string
  megabytesPerMinute: number
  /** Of the processor, for each second of the talk: below 1 one core keeps up. */
  workedPerSecond: number
}

/**
 * Of one really recorded minute of slides and code with a noisy camera: what the recording, the usual x264 settings and each
 * of our qualities weigh, and how alike each is to the recording as composed without loss.
 */
export async function benchSize({ dir }: MediaBench): Promise<void> {
  const talk = await screenTalk({ dir, seconds: 64 })
  const truth = await encode({
    talk,
    cleaning: '',
    options: ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '0'],
    to: join(dir, 'truth.mkv'),
  })
  const rawBytes = (await stat(talk.screen)).size + (await stat(talk.camera)).size
  const usual = await encode({ talk, cleaning: '', options: plain, to: join(dir, 'usual.mp4') })
  const row = async (name: string, encoded: Encoded) => ({
    video: name,
    'MB/min': encoded.megabytesPerMinute,
    'of veryfast crf 23': encoded.megabytesPerMinute / usual.megabytesPerMinute,
    ...(await likeness(encoded.path, truth.path)),
    'CPU s per s (composing and encoding)': encoded.workedPerSecond,
    'times real time on one core': 1 / encoded.workedPerSecond,
  })
  const rows: Record<string, string | number>[] = [
    {
      video: 'as recorded (screen and camera)',
      'MB/min': perMinute(rawBytes, talk.seconds),
      'of veryfast crf 23': perMinute(rawBytes, talk.seconds) / usual.megabytesPerMinute,
    },
    await row('libx264 -preset veryfast -crf 23', usual),
  ]
  for (const quality of qualitySchema.options) {
    const options = pictureOptions({ quality, framesPerSecond, height: size.height })
    const to = join(dir, `${quality}.mp4`)
    rows.push(await row(quality, await encode({ talk, cleaning: cameraFilter(quality), options, to })))
  }
  printTable(
    `${talk.seconds} s of slides and code with a camera, ${size.width}x${size.height}, ${await recordedRate(talk)}`,
    rows,
  )
}

function perMinute(bytes: number, seconds: number): number {
  return (bytes / 1e6 / seconds) * 60
}

/** Composes the talk as the app does, and encodes it. */
async function encode(options: {
  talk: ScreenTalk
  cleaning: string
  options: string[]
  to: string
}): Promise<Encoded> {
  const { talk, cleaning, to } = options
  const { x, y, width } = bubbleBox(bubble, size)
  const half = width / 2
  const still = `fps=${framesPerSecond}:start_time=0,tpad=stop_mode=clone:stop_duration=${talk.seconds}`
  const graph = [
    `[0:v]${still},scale=${size.width}:${size.height},trim=end=${talk.seconds - 2}[s]`,
    `color=c=black:s=${width}x${width}:r=1:d=1,format=gray,geq=lum='255*clip(${half}-hypot(X+0.5-${half},Y+0.5-${half}),0,1)',loop=loop=-1:size=1:start=0,setpts=N/(${framesPerSecond}*TB)[m]`,
    `[1:v]scale=-2:${width},crop=${width}:${width}${cleaning === '' ? '' : `,${cleaning}`},${still},format=yuva420p[c]`,
    '[c][m]alphamerge[b]',
    `[s][b]overlay=x=${x}:y=${y}:eof_action=pass:shortest=1,format=yuv420p[v]`,
  ].join(';')
  const inputs = ['-f', 'matroska', '-i', talk.screen, '-f', 'matroska', '-i', talk.camera]
  const { stderr } = await run(
    await shippedFfmpegPath(),
    [
      ...['-hide_banner', '-nostdin', '-y', '-benchmark', ...inputs, '-filter_complex', graph, '-map', '[v]', '-an'],
      ...options.options,
      to,
    ],
    { maxBuffer: 64 * 1024 * 1024 },
  )
  const worked = Number(/bench: utime=([\d.]+)s/.exec(stderr)?.[1] ?? Number.NaN)
  const seconds = talk.seconds - 2
  return { path: to, megabytesPerMinute: perMinute((await stat(to)).size, seconds), workedPerSecond: worked / seconds }
}

/** SSIM over the whole picture, and over the lightness of the area that holds small text. */
async function likeness(path: string, truth: string): Promise<Record<string, string>> {
  const area = `crop=iw*${codeArea.width}:ih*${codeArea.height}:iw*${codeArea.x}:ih*${codeArea.y}`
  const placed = `setpts=N/(${framesPerSecond}*TB)`
  const graph =
    `[0:v]${placed},split[a][c];[1:v]${placed},split[b][d];[a][b]ssim[whole];` +
    `[c]${area}[e];[d]${area}[f];[e][f]ssim[text]`
  const { stderr } = await run(
    await shippedFfmpegPath(),
    [
      ...['-hide_banner', '-nostdin', '-nostats', '-i', path, '-i', truth, '-filter_complex', graph],
      ...['-map', '[whole]', '-f', 'null', '-', '-map', '[text]', '-f', 'null', '-'],
    ],
    { maxBuffer: 64 * 1024 * 1024 },
  )
  // The filters tell their sums in no promised order: the smaller picture's has its own name.
  const sums = [...stderr.matchAll(/Parsed_ssim_(\d+) .*SSIM Y:([\d.]+) .*All:([\d.]+)/g)].sort(
    (a, b) => Number(a[1]) - Number(b[1]),
  )
  return { SSIM: sums[0]?.[3]?.slice(0, 6) ?? '', 'SSIM of text': sums[1]?.[2]?.slice(0, 6) ?? '' }
}

async function recordedRate(talk: ScreenTalk): Promise<string> {
  const rates: string[] = []
  for (const path of [talk.screen, talk.camera]) {
    const { stderr } = await run(await shippedFfmpegPath(), [
      ...['-hide_banner', '-nostdin', '-f', 'matroska', '-i', path, '-map', '0:v', '-c', 'copy', '-f', 'null', '-'],
    ])
    const frames = Number([...stderr.matchAll(/frame=\s*(\d+)/g)].at(-1)?.[1] ?? 0)
    rates.push((frames / talk.seconds).toFixed(1))
  }
  return `recorded at ${rates[0]} (screen, where it moved) and ${rates[1]} (camera) frames a second`
}
