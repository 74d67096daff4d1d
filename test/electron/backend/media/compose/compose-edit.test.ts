import { chmod, readdir, readFile, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bubbleBox, smallScreenBox } from '../../../../../domain/takes/bubble-place.ts'
import type { Layout, LayoutChange } from '../../../../../domain/takes/take.ts'
import { WebmParser, webmClusters, webmHead } from '../../../../../electron/backend/media/container/webm.ts'
import { createFfmpeg } from '../../../../../electron/backend/media/ffmpeg/run.ts'
import { colourName, ffmpegRaw, makeVideo, pixelAt, shippedFfmpegPath } from '../../../../support/media.ts'
import { bubble, composeWorld } from './compose-world.ts'

const frame = { width: 640, height: 360 }
let world: Awaited<ReturnType<typeof composeWorld>>

beforeAll(async () => {
  world = await composeWorld()
})
afterAll(() => world.remove())

const layout = (more: Partial<Layout>): LayoutChange[] => [{ fromMs: 0, layout: { bubble, isSwapped: false, ...more } }]

/** The colour in the middle of a box. */
const middleOf = ({ x, y, width, height }: { x: number; y: number; width: number; height: number }) =>
  [Math.round(x + width / 2), Math.round(y + height / 2)] as const

describe('the layouts of a take', () => {
  it('let the camera fill the picture and the screen stand small where the bubble was', async () => {
    const { colourAt } = await world.compose({ segments: [world.both], layouts: layout({ isSwapped: true }) })
    const small = middleOf(smallScreenBox(bubble, { frame, screen: frame }))
    expect([await colourAt(0.5, 20, 20), await colourAt(0.5, 600, 20), await colourAt(0.5, ...small)]).toEqual([
      ...['red', 'red', 'blue'],
    ])
  })

  it('show the camera alone where it is swapped and there is no bubble', async () => {
    const { colourAt } = await world.compose({
      segments: [world.both],
      layouts: layout({ bubble: null, isSwapped: true }),
    })
    expect([await colourAt(1.5, 20, 20), await colourAt(1.5, 540, 260)]).toEqual(['yellow', 'yellow'])
  })

  it('put the bubble wherever it was dragged, with rounded corners where it has them', async () => {
    const dragged = { ...bubble, at: { x: 0.4, y: 0.5 }, shape: 'rounded' as const }
    const { colourAt } = await world.compose({ segments: [world.both], layouts: layout({ bubble: dragged }) })
    const { x, y, width } = bubbleBox(dragged, frame)
    const seen = [await colourAt(0.5, ...middleOf(bubbleBox(dragged, frame))), await colourAt(0.5, 560, 280)]
    // A circle has nothing there.
    const inCorner = await colourAt(0.5, x + Math.round(width * 0.1), y + Math.round(width * 0.1))
    expect([...seen, inCorner]).toEqual(['red', 'blue', 'red'])
  })

  it('mirror the camera', async () => {
    const camera = await makeVideo({ path: world.file('halves.webm'), colours: ['red'], options: ['-live', '1'] })
    const halves = world.file('halved.webm')
    await ffmpegRaw(['-i', camera, '-vf', 'drawbox=x=160:w=160:h=180:c=blue:t=fill', '-c:v', 'libvpx', '-an', halves])
    const segments = [{ durationMs: 1000, tracks: [{ track: 'camera', path: halves }] as const }]
    const isMirrored = { bubble: { ...bubble, isMirrored: true } }
    const plain = await world.compose({ segments, layouts: layout({}) })
    const mirrored = await world.compose({ segments, layouts: layout(isMirrored) })
    expect([await plain.colourAt(0.5, 40, 90), await mirrored.colourAt(0.5, 40, 90)]).toEqual(['red', 'blue'])
  })

  it('change at the frame at which they changed, also those that were chosen afterwards', async () => {
    const layouts = [...layout({}), { fromMs: 1200, layout: { bubble: null, isSwapped: false } }]
    const { colourAt } = await world.compose({ segments: [world.both], edit: { layouts } })
    const at = middleOf(bubbleBox(bubble, frame))
    expect([await colourAt(1.1, ...at), await colourAt(1.3, ...at)]).toEqual(['yellow', 'lime'])
  })

  it('show only the part of the screen that was to be recorded', async () => {
    const halves = world.file('screen-halves.webm')
    await ffmpegRaw(['-i', world.screen, '-vf', 'drawbox=w=320:h=360:c=red:t=fill', '-c:v', 'libvpx', '-an', halves])
    const { facts, colourAt } = await world.compose({
      segments: [
        {
          durationMs: 1000,
          region: { x: 0.5, y: 0.25, width: 0.5, height: 0.5 },
          tracks: [{ track: 'screen', path: halves }],
        },
      ],
    })
    expect(facts).toMatchObject({ width: 320, height: 180 })
    expect([await colourAt(0.5, 4, 4), await colourAt(0.5, 310, 170)]).toEqual(['blue', 'blue'])
  })
})

describe('an edit', () => {
  it('covers a rectangle for as long as it was asked to, and nothing else', async () => {
    const covers = [
      { id: 'a', kind: 'solid' as const, fromMs: 500, toMs: 1500, x: 0.1, y: 0.1, width: 0.3, height: 0.3 },
    ]
    const { colourAt } = await world.compose({ edit: { covers } })
    const inside = await Promise.all([0.3, 0.8, 1.4, 1.7].map((atSec) => colourAt(atSec, 150, 90)))
    expect(inside).toEqual(['blue', 'dark', 'dark', 'lime'])
    expect(await colourAt(0.8, 400, 90)).toBe('blue')
  })

  it('leaves no line of a blurred text', async () => {
    const text = world.file('stripes.webm')
    // Stripes of two pixels, as thin as letters.
    const stripes = `color=c=black:s=640x360:r=10:d=1,geq=lum='255*mod(floor(X/2),2)':cb=128:cr=128`
    await ffmpegRaw(['-f', 'lavfi', '-i', stripes, '-c:v', 'libvpx', '-b:v', '4M', text])
    const covers = [{ id: 'a', kind: 'blur' as const, fromMs: 0, toMs: 1000, x: 0, y: 0, width: 1, height: 0.5 }]
    const segments = [{ durationMs: 1000, tracks: [{ track: 'screen', path: text }] as const }]
    const { outputPath } = await world.compose({ segments, edit: { covers, quality: 'sharp' } })
    const row = async (y: number): Promise<number[]> =>
      await Promise.all(
        [200, 202, 204, 206].map(async (x) => (await pixelAt({ path: outputPath, atSec: 0.5, x, y })).red),
      )
    const spread = (values: number[]): number => Math.max(...values) - Math.min(...values)
    expect(spread(await row(90))).toBeLessThan(40)
    expect(spread(await row(300))).toBeGreaterThan(100)
  })

  it('plays another take instead of a stretch, in the frame of this one', async () => {
    const other = { segments: [{ durationMs: 2000, tracks: [{ track: 'camera', path: world.camera }] as const }] }
    const { facts, parts, colourAt } = await world.compose({
      replacements: new Map([['b'.repeat(26), { ...other, layouts: layout({}) }]]),
      edit: { replacements: [{ fromMs: 1000, toMs: 2000, take: 'b'.repeat(26) }] },
    })
    expect(parts.map(({ take, fromMs, toMs }) => [take === null, fromMs, toMs])).toEqual([
      [true, 0, 1000],
      [false, 0, 2000],
      [true, 2000, expect.any(Number)],
    ])
    expect(facts).toMatchObject({ width: 640, height: 360 })
    expect(await Promise.all([0.5, 1.5, 2.5, 3.5].map((atSec) => colourAt(atSec, 320, 180)))).toEqual([
      ...['blue', 'red', 'yellow', 'white'],
    ])
  })
})

describe('an encoder that something ends', () => {
  it('is begun again, and leaves nothing half', async () => {
    // Is killed at its first piece, as by a machine that is short of memory, and never again.
    const once = world.file('once.sh')
    const mark = world.file('killed')
    await writeFile(
      once,
      `#!/bin/sh\ncase "$*" in *frames:v*) if mkdir ${mark} 2>/dev/null; then kill -9 $$; fi;; esac\nexec ${await shippedFfmpegPath()} "$@"\n`,
    )
    await chmod(once, 0o755)
    const ffmpeg = createFfmpeg({ path: once, log: () => undefined, priority: 'normal' })
    const { colourAt } = await world.compose({ ffmpeg, madeDir: world.file('made-killed') })
    expect(await colourAt(0.5, 320, 180)).toBe('blue')
    expect(await readdir(mark)).toEqual([])
    expect((await readdir(world.file('made-killed'))).every((name) => name.endsWith('.mp4'))).toBe(true)
  })
})

describe('a picture of which nothing can be decoded', () => {
  it('leaves its ground, and the sound is kept', async () => {
    const broken = world.file('broken.webm')
    const bytes = await readFile(world.screen)
    const parser = new WebmParser()
    const blocks = parser.push(bytes)
    const video = parser.head.tracks.find(({ kind }) => kind === 'video')?.number
    for (const { track, element } of blocks) if (track === video) element.fill(0x55, 20)
    await writeFile(broken, Buffer.concat([webmHead(parser.head, parser.head.tracks), ...webmClusters(blocks)]))
    const segments = [{ durationMs: 3000, tracks: [{ track: 'screen', path: broken }] as const }]
    const { facts, outputPath } = await world.compose({ segments })
    expect(facts).toMatchObject({ width: 640, height: 360, hasSound: true })
    expect(colourName(await pixelAt({ path: outputPath, atSec: 1, x: 320, y: 180 }))).toBe('dark')
  })
})
