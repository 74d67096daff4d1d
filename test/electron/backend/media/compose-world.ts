import { join } from 'node:path'
import { bubbleIn } from '../../../../domain/takes/take.ts'
import { type ComposeOptions, composeTake } from '../../../../electron/backend/media/compose.ts'
import type { MediaFacts } from '../../../../electron/backend/media/probe.ts'
import { colourName, makeVideo, pixelAt, scratchDir, testFfmpeg } from '../../../support/media.ts'

export const bubble = bubbleIn({ corner: 'bottom-right', sizeFraction: 0.25 })

export interface Composed {
  facts: MediaFacts
  outputPath: string
  colourAt: (atSec: number, x: number, y: number) => Promise<string>
}

/** A folder with a screen of 640×360 (blue, lime, white) and a camera (red, yellow, red), a second each, and a way to compose. */
export async function composeWorld() {
  const scratch = await scratchDir()
  const ffmpeg = await testFfmpeg()
  const file = (name: string) => join(scratch.dir, name)
  const recorded = { secondsEach: 1, options: ['-live', '1'] }
  const screenColours = { colours: ['blue', 'lime', 'white'], width: 640, height: 360 }
  const screen = await makeVideo({ path: file('screen.webm'), ...screenColours, ...recorded })
  const camera = await makeVideo({ path: file('camera.webm'), colours: ['red', 'yellow', 'red'], ...recorded })
  const both = {
    durationMs: null,
    tracks: [
      { track: 'screen', path: screen },
      { track: 'camera', path: camera },
    ] as const,
  }
  let made = 0
  async function compose(options: Partial<ComposeOptions>): Promise<Composed> {
    const outputPath = file(`composed-${made++}.mp4`)
    const facts = await composeTake({
      ffmpeg,
      segments: [{ durationMs: null, tracks: [{ track: 'screen', path: screen }] }],
      bubble,
      trimStartMs: 0,
      trimEndMs: null,
      cameraOffsetMs: 0,
      outputPath,
      ...options,
    })
    const colourAt: Composed['colourAt'] = async (atSec, x, y) =>
      colourName(await pixelAt({ path: outputPath, atSec, x, y }))
    return { facts, outputPath, colourAt }
  }
  return { dir: scratch.dir, file, screen, camera, both, compose, remove: scratch.remove }
}
