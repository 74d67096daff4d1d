import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { shippedFfmpegPath } from '../../test/support/media.ts'

const run = promisify(execFile)

export const clapEverySec = 2

/**
 * A camera that flashes and a microphone that clicks every two seconds, as arguments for Chromium. They do not begin together,
 * so how far apart they are is only told by comparing two recordings of the same streams.
 */
export async function clapDevices(dir: string): Promise<string[]> {
  const camera = join(dir, 'flashes.mjpeg')
  const microphone = join(dir, 'clicks.wav')
  const ffmpeg = await shippedFfmpegPath()
  const flashing = `nullsrc=s=640x360:r=30:d=10,format=yuv420p,geq=lum='if(lt(mod(N,60),8),235,16)':cb=128:cr=128,format=yuvj420p`
  await run(ffmpeg, [
    '-nostdin',
    '-y',
    '-f',
    'lavfi',
    '-i',
    flashing,
    '-c:v',
    'mjpeg',
    '-q:v',
    '4',
    '-f',
    'mjpeg',
    camera,
  ])
  const clicking = `aevalsrc=exprs='0.6*sin(n*0.3)*exp(-mod(n,96000)/160)*lt(mod(n,96000),480)':s=48000:d=10`
  await run(ffmpeg, ['-nostdin', '-y', '-f', 'lavfi', '-i', clicking, '-c:a', 'pcm_s16le', microphone])
  return [`--use-file-for-fake-video-capture=${camera}`, `--use-file-for-fake-audio-capture=${microphone}`]
}
