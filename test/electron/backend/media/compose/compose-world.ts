import { join } from 'node:path'
import { type Edit, unedited } from '../../../../../domain/takes/edit.ts'
import { type Bubble, bubbleIn, screenWith } from '../../../../../domain/takes/take.ts'
import {
  type Composed,
  type ComposeOptions,
  composeTake,
} from '../../../../../electron/backend/media/compose/compose.ts'
import { colourName, makeVideo, pixelAt, scratchDir, testFfmpeg } from '../../../../support/media.ts'

export const bubble = bubbleIn({ corner: 'bottom-right', sizeFraction: 0.25 })

export interface ComposedInTest extends Composed {
  outputPath: string
  colourAt: (atSec: number, x: number, y: number) => Promise<string>
}

export interface ComposeInTest extends Partial<Omit<ComposeOptions, 'edit'>> {
  bubble?: Bubble | null
  trimStartMs?: number
  trimEndMs?: number | null
  edit?: Partial<Edit>
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
  const madeDir = file('made')
  let made = 0
  const forever = 1_000_000_000
  async function compose(options: ComposeInTest): Promise<ComposedInTest> {
    const outputPath = file(`composed-${made++}.mp4`)
    const { trimStartMs = 0, trimEndMs = null, bubble: shown = bubble, edit = {}, ...others } = options
    const cuts = [
      ...(trimStartMs > 0 ? [{ fromMs: 0, toMs: trimStartMs }] : []),
      ...(trimEndMs === null ? [] : [{ fromMs: trimEndMs, toMs: forever }]),
    ]
    const composed = await composeTake({
      ffmpeg,
      segments: [{ durationMs: null, tracks: [{ track: 'screen', path: screen }] }],
      layouts: [{ fromMs: 0, layout: screenWith(shown) }],
      edit: { ...unedited, cuts, ...edit },
      madeDir,
      cameraOffsetMs: 0,
      outputPath,
      ...others,
    })
    const colourAt: ComposedInTest['colourAt'] = async (atSec, x, y) =>
      colourName(await pixelAt({ path: outputPath, atSec, x, y }))
    return { ...composed, outputPath, colourAt }
  }
  return { dir: scratch.dir, madeDir, file, screen, camera, both, compose, remove: scratch.remove }
}
