import { appendFile, rm } from 'node:fs/promises'
import type { Page } from 'playwright-core'

export interface BareRecording {
  path: string
  stop(): Promise<void>
}

/**
 * What a browser gives without us: a lone MediaRecorder in the recording page with the same encoder, on the tab as the browser
 * hands it out, or on the camera and microphone that are open. It never pauses.
 */
export async function recordBare(
  page: Page,
  { of, path, bitsPerSecond }: { of: 'tab' | 'silent-tab' | 'camera'; path: string; bitsPerSecond: number },
): Promise<BareRecording> {
  await rm(path, { force: true })
  const name = `keep${Math.floor(performance.now())}`
  let written = Promise.resolve()
  await page.exposeFunction(name, (base64: string) => {
    written = written.then(() => appendFile(path, Buffer.from(base64, 'base64')))
  })
  await page.evaluate(
    async ({ kind, keep, bits }) => {
      const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false }
      const open = window.capture.stage.streams
      const tracks = {
        tab: async () =>
          (
            await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { ideal: 30, max: 30 } }, audio: plain })
          ).getTracks(),
        // A tab that is captured a second time after it was recorded gives no frames.
        'silent-tab': () => open.screen?.getVideoTracks() ?? [],
        camera: () => [...(open.camera?.getVideoTracks() ?? []), ...(open.microphone?.getAudioTracks() ?? [])],
      }
      const stream = new MediaStream(await tracks[kind]())
      const own = kind === 'tab' ? stream : stream.clone()
      const mimeType = kind === 'silent-tab' ? 'video/webm;codecs=h264' : 'video/webm;codecs=h264,opus'
      const recorder = new MediaRecorder(own, { mimeType, videoBitsPerSecond: bits })
      const hand = (window as unknown as Record<string, (base64: string) => Promise<void>>)[keep]
      let handed = Promise.resolve()
      recorder.ondataavailable = ({ data }) => {
        handed = handed.then(async () => {
          const bytes = new Uint8Array(await data.arrayBuffer())
          let text = ''
          for (let at = 0; at < bytes.length; at += 32_768)
            text += String.fromCharCode(...bytes.subarray(at, at + 32_768))
          await hand?.(btoa(text))
        })
      }
      const stopped = new Promise<void>((resolve) => {
        recorder.onstop = () => resolve()
      })
      Object.assign(window, {
        [`${keep}Stop`]: async () => {
          recorder.stop()
          await stopped
          await handed
          for (const track of own.getTracks()) track.stop()
        },
      })
      recorder.start(1000)
    },
    { kind: of, keep: name, bits: bitsPerSecond },
  )
  return {
    path,
    async stop() {
      await page.evaluate((keep) => (window as unknown as Record<string, () => Promise<void>>)[`${keep}Stop`]?.(), name)
      await written
    },
  }
}
