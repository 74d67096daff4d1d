import { access, copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { speech } from '../../test/support/voice.ts'
import { naturalCamera } from './natural-camera.ts'
import { openRecorder, recordedFor, startTake, stopTake } from './record.ts'
import { slidesAndCode } from './shown-pages.ts'

export interface ScreenTalk {
  screen: string
  camera: string
  seconds: number
}

/** Really records a minute of slides and code with a noisy camera and a voice, or finds what an earlier run left in `dir`. */
export async function screenTalk({ dir, seconds }: { dir: string; seconds: number }): Promise<ScreenTalk> {
  await mkdir(dir, { recursive: true })
  const screen = join(dir, `talk-${seconds}-screen.webm`)
  const camera = join(dir, `talk-${seconds}-camera.webm`)
  const isThere = await access(camera).then(
    () => true,
    () => false,
  )
  if (isThere) return { screen, camera, seconds }
  const cameraFile = await naturalCamera(join(dir, 'camera.mjpeg'))
  const voice = await speech({ path: join(dir, 'voice.wav'), gainDb: -8, noiseDb: -62 })
  const recorder = await openRecorder({
    html: slidesAndCode,
    withSound: false,
    args: [`--use-file-for-fake-video-capture=${cameraFile}`, `--use-file-for-fake-audio-capture=${voice}`],
  })
  try {
    const { page, file } = recorder
    await page.evaluate(async () => {
      await window.capture.stage.setCamera({ deviceId: null })
      await window.capture.stage.setMicrophone({ deviceId: null, isProcessed: false })
    })
    const take = await startTake(page)
    await recordedFor(page, seconds * 1000)
    await stopTake(page)
    await copyFile(file(take, 'segment-001-screen.webm'), screen)
    await copyFile(file(take, 'segment-001-camera.webm'), camera)
    return { screen, camera, seconds }
  } finally {
    await recorder.close()
  }
}
