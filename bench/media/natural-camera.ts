import { execFile } from 'node:child_process'
import { access } from 'node:fs/promises'
import { promisify } from 'node:util'
import { shippedFfmpegPath } from '../../test/support/media.ts'

/**
 * Makes what a webcam in a dim room gives, as Motion JPEG for `--use-file-for-fake-video-capture`: a head that nods and
 * speaks before a soft background, with the noise of a small sensor (sigma 4 of 255), 20 s at 30 frames a second.
 */
export async function naturalCamera(path: string): Promise<string> {
  const isMade = await access(path).then(
    () => true,
    () => false,
  )
  if (isMade) return path
  const head = 'hypot((X-80-6*sin(T*0.9)-2*sin(T*2.3))/26,(Y-44-2*sin(T*1.7))/34)'
  const eyes = '(lt(hypot(abs(X-80-6*sin(T*0.9)-2*sin(T*2.3))-10,(Y-38-2*sin(T*1.7))*1.6),3))'
  const mouth = '(lt(hypot((X-80-6*sin(T*0.9)-2*sin(T*2.3))/9,(Y-60-2*sin(T*1.7))/(1.5+3*abs(sin(T*7)*sin(T*1.1)))),1))'
  const body = 'lt(hypot((X-80-3*sin(T*0.9))/52,(Y-112)/38),1)'
  const lum = `if(${eyes}+${mouth},50,if(lt(${head},1),178-26*${head}*${head}+6*sin(X/5)*sin(Y/7),if(${body},72+8*sin(X/3),112+30*sin(X/37)+18*cos(Y/23))))`
  const cb = `if(lt(${head},1),108,if(${body},140,126))`
  const cr = `if(lt(${head},1),152,if(${body},118,130))`
  const picture = `nullsrc=s=160x90:r=30:d=20,format=yuv444p,geq=lum='${lum}':cb='${cb}':cr='${cr}'`
  await promisify(execFile)(await shippedFfmpegPath(), [
    ...['-hide_banner', '-nostdin', '-y', '-f', 'lavfi', '-i', picture],
    ...['-vf', 'scale=1280:720:flags=bicubic,noise=c0s=14:c0f=t:c1s=8:c1f=t:c2s=8:c2f=t,format=yuvj420p'],
    ...['-c:v', 'mjpeg', '-q:v', '3', '-f', 'mjpeg', path],
  ])
  return path
}
