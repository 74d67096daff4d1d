import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readTopBoxes } from '../../../../electron/backend/media/boxes.ts'
import { type ComposeOptions, composeTake, keptRanges } from '../../../../electron/backend/media/compose.ts'
import { bubbleDiameter, bubblePlace } from '../../../../electron/backend/media/compose-arguments.ts'
import { locateFfmpeg } from '../../../../electron/backend/media/ffmpeg/locate.ts'
import { createFfmpeg, type Ffmpeg } from '../../../../electron/backend/media/ffmpeg/run.ts'
import { makePoster } from '../../../../electron/backend/media/poster.ts'
import { verifyVideo } from '../../../../electron/backend/media/verify-video.ts'
import {
  burstSound,
  colourName,
  loudnessDb,
  makeSound,
  makeVideo,
  pixelAt,
  scratchDir,
  testFfmpeg,
} from '../../../support/media.ts'

const fixture = (name: string) => fileURLToPath(new URL(`../../../fixtures/media/${name}`, import.meta.url))

let scratch: Awaited<ReturnType<typeof scratchDir>>
let ffmpeg: Ffmpeg
let screen: string
let camera: string
const file = (name: string) => join(scratch.dir, name)
const bubble = { corner: 'bottom-right', sizeFraction: 0.25 } as const

beforeAll(async () => {
  scratch = await scratchDir()
  ffmpeg = await testFfmpeg()
  const live = ['-live', '1']
  const sized = { width: 640, height: 360, secondsEach: 1, options: live }
  screen = await makeVideo({ path: file('screen.webm'), colours: ['blue', 'lime', 'white'], ...sized })
  camera = await makeVideo({
    path: file('camera.webm'),
    colours: ['red', 'yellow', 'red'],
    secondsEach: 1,
    options: live,
  })
})
afterAll(() => scratch.remove())

let made = 0
async function compose(options: Partial<ComposeOptions>) {
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
  const colourAt = async (atSec: number, x: number, y: number) =>
    colourName(await pixelAt({ path: outputPath, atSec, x, y }))
  return { facts, outputPath, colourAt }
}

const both = () => [
  {
    durationMs: null,
    tracks: [
      { track: 'screen', path: screen },
      { track: 'camera', path: camera },
    ] as const,
  },
]

describe('composing a take', () => {
  it('makes H.264 and AAC of even size with the index in front, as long as what was recorded', async () => {
    const { facts, outputPath } = await compose({ segments: both() })
    expect(facts).toMatchObject({ videoCodec: 'avc', audioCodec: 'aac', width: 640, height: 360 })
    expect(Math.abs(facts.durationMs - 3000)).toBeLessThan(300)
    expect((await readTopBoxes(outputPath)).boxes.map(({ type }) => type).slice(0, 2)).toEqual(['ftyp', 'moov'])
  })

  it('shows the screen and, round in its corner, the camera, and both move', async () => {
    const { colourAt } = await compose({ segments: both() })
    const diameter = bubbleDiameter(bubble, { width: 640, height: 360 })
    const { x, y } = bubblePlace({ bubble, frame: { width: 640, height: 360 }, diameter })
    const middle = { x: x + diameter / 2, y: y + diameter / 2 }
    const seen = async (atSec: number) => ({
      screen: await colourAt(atSec, 40, 40),
      camera: await colourAt(atSec, middle.x, middle.y),
      besideTheRound: await colourAt(atSec, x + 4, y + 4),
    })
    expect(await seen(0.5)).toEqual({ screen: 'blue', camera: 'red', besideTheRound: 'blue' })
    expect(await seen(1.5)).toEqual({ screen: 'lime', camera: 'yellow', besideTheRound: 'lime' })
    expect(await seen(2.5)).toEqual({ screen: 'white', camera: 'red', besideTheRound: 'white' })
  })

  it.each(['top-left', 'top-right', 'bottom-left'] as const)('puts the bubble %s', async (corner) => {
    const { colourAt } = await compose({ segments: both(), bubble: { corner, sizeFraction: 0.2 } })
    const x = corner.endsWith('left') ? 74 : 640 - 74
    const y = corner.startsWith('top') ? 74 : 360 - 74
    expect(await colourAt(0.5, x, y)).toBe('red')
    expect(await colourAt(0.5, 640 - x, 360 - y)).toBe('blue')
  })

  it('leaves the camera out where no bubble is wanted', async () => {
    const { colourAt } = await compose({ segments: both(), bubble: null })
    expect(await colourAt(0.5, 560, 280)).toBe('blue')
  })

  it('moves the camera by its offset, later or earlier', async () => {
    for (const [cameraOffsetMs, expected] of [
      [400, 'red'],
      [-400, 'yellow'],
    ] as const) {
      const { colourAt } = await compose({ segments: both(), cameraOffsetMs })
      expect(await colourAt(cameraOffsetMs > 0 ? 1.2 : 0.8, 560, 280)).toBe(expected)
    }
  })

  it('hears the offset in both recordings when it is not told', async () => {
    const options = { secondsEach: 3, options: ['-live', '1'] }
    const heard = await makeVideo({
      path: file('heard.webm'),
      colours: ['blue', 'lime'],
      sound: burstSound,
      ...options,
    })
    // The same sound from 0.5 s on: this camera began half a second later.
    const later = burstSound.replaceAll('*t', '*(t+0.5)')
    const late = await makeVideo({ path: file('late.webm'), colours: ['red', 'yellow'], sound: later, ...options })
    const { colourAt } = await compose({
      segments: [
        {
          durationMs: null,
          tracks: [
            { track: 'screen', path: heard },
            { track: 'camera', path: late },
          ],
        },
      ],
      cameraOffsetMs: null,
    })
    expect([await colourAt(3.3, 20, 20), await colourAt(3.3, 270, 130)]).toEqual(['lime', 'red'])
    expect(await colourAt(3.7, 270, 130)).toBe('yellow')
  })

  it('makes a video of the camera alone, and of a voice alone', async () => {
    const alone = await compose({ segments: [{ durationMs: null, tracks: [{ track: 'camera', path: camera }] }] })
    expect(alone.facts).toMatchObject({ width: 320, height: 180, hasSound: true })
    expect(await alone.colourAt(1.5, 20, 20)).toBe('yellow')
    const voice = await makeSound({ path: file('voice.webm'), seconds: 2 })
    const spoken = await compose({ segments: [{ durationMs: null, tracks: [{ track: 'microphone', path: voice }] }] })
    expect(spoken.facts).toMatchObject({ videoCodec: 'avc', audioCodec: 'aac', width: 1280, height: 720 })
    expect(Math.abs(spoken.facts.durationMs - 2000)).toBeLessThan(300)
    expect(await loudnessDb(spoken.outputPath)).toBeGreaterThan(-40)
  })

  it('makes no sound where none was recorded', async () => {
    const silent = await makeVideo({ path: file('silent.webm'), sound: null })
    const { facts } = await compose({ segments: [{ durationMs: null, tracks: [{ track: 'screen', path: silent }] }] })
    expect(facts).toMatchObject({ hasSound: false, audioCodec: null })
  })

  it('joins segments of different size, sound and sources into one', async () => {
    const small = await makeVideo({
      path: file('small.webm'),
      colours: ['yellow'],
      width: 200,
      height: 200,
      sound: null,
    })
    const { facts, colourAt } = await compose({
      segments: [
        ...both(),
        { durationMs: null, tracks: [{ track: 'screen', path: small }] },
        { durationMs: null, tracks: [{ track: 'camera', path: camera }] },
      ],
    })
    expect(Math.abs(facts.durationMs - 7000)).toBeLessThan(300)
    expect(facts).toMatchObject({ width: 640, height: 360, hasSound: true })
    expect(await Promise.all([0.5, 3.5, 4.5, 5.5].map((atSec) => colourAt(atSec, 320, 180)))).toEqual([
      ...['blue', 'yellow', 'red', 'yellow'],
    ])
    expect(await colourAt(3.5, 20, 20)).toBe('dark')
  })

  it('holds a segment to the length it had by the take’s clock', async () => {
    const { facts } = await compose({
      segments: [{ durationMs: 4000, tracks: [{ track: 'screen', path: screen }] }],
    })
    expect(Math.abs(facts.durationMs - 4000)).toBeLessThan(100)
  })
})

describe('trimming', () => {
  it('takes what is cut off out of the bytes', async () => {
    const { facts, outputPath, colourAt } = await compose({ trimStartMs: 1000, trimEndMs: 2000 })
    expect(Math.abs(facts.durationMs - 1000)).toBeLessThan(100)
    const colours = await Promise.all([0, 0.3, 0.6, 0.9].map((atSec) => colourAt(atSec, 320, 180)))
    expect(colours).toEqual(['lime', 'lime', 'lime', 'lime'])
    const { boxes, sizeBytes } = await readTopBoxes(outputPath)
    expect(boxes.at(-1)?.end).toBe(sizeBytes)
  })

  it('cuts across segments and opens none that it does not need', async () => {
    const gone = { durationMs: null, tracks: [{ track: 'screen', path: screen }] as const }
    const { facts, colourAt } = await compose({ segments: [gone, ...both(), gone], trimStartMs: 4000, trimEndMs: 7000 })
    expect(Math.abs(facts.durationMs - 3000)).toBeLessThan(100)
    expect(await Promise.all([0.5, 1.5, 2.5].map((atSec) => colourAt(atSec, 40, 40)))).toEqual([
      'lime',
      'white',
      'blue',
    ])
  })

  it('keeps exactly what lies between start and end, whatever the segments are', () => {
    const durations = fc.array(
      fc.integer({ min: 1, max: 20 }).map((n) => n * 100),
      { minLength: 1, maxLength: 6 },
    )
    fc.assert(
      fc.property(durations, fc.nat(30), fc.option(fc.nat(60), { nil: null }), (durationsMs, start, end) => {
        const trimStartMs = start * 100
        const trimEndMs = end === null ? null : end * 100
        const total = durationsMs.reduce((sum, ms) => sum + ms, 0)
        const expected = Math.max(0, Math.min(total, trimEndMs ?? total) - trimStartMs)
        const ranges = keptRanges({ durationsMs, trimStartMs, trimEndMs })
        expect(ranges.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)).toBe(expected)
        for (const { index, fromMs, toMs } of ranges) {
          expect(fromMs).toBeGreaterThanOrEqual(0)
          expect(toMs).toBeLessThanOrEqual(durationsMs[index] ?? 0)
        }
      }),
    )
  })

  it('says so when nothing is left', async () => {
    await expect(compose({ trimStartMs: 60_000 })).rejects.toMatchObject({ code: 'take-empty' })
    await expect(compose({ segments: [] })).rejects.toMatchObject({ code: 'take-empty' })
  })
})

describe('composing what Chromium recorded', () => {
  it('keeps picture and sound together although nothing in the file tells its length', async () => {
    const path = fixture('recorder-h264.webm')
    const { facts, outputPath, colourAt } = await compose({
      segments: [{ durationMs: null, tracks: [{ track: 'screen', path }] }],
    })
    expect(Math.abs(facts.durationMs - 2975)).toBeLessThan(300)
    expect([await colourAt(0.5, 20, 20), await colourAt(2.5, 20, 20)]).toEqual(['blue', 'lime'])
    expect(await loudnessDb(outputPath)).toBeGreaterThan(-40)
  })

  it('shows a recorded window whole after it changed its size and shape', async () => {
    const path = fixture('recorder-resized.webm')
    const { facts, colourAt } = await compose({ segments: [{ durationMs: null, tracks: [{ track: 'screen', path }] }] })
    expect(facts).toMatchObject({ width: 320, height: 180 })
    expect([await colourAt(0.5, 20, 20), await colourAt(0.5, 80, 20)]).toEqual(['blue', 'blue'])
    expect([await colourAt(2.5, 20, 20), await colourAt(2.5, 80, 20)]).toEqual(['dark', 'lime'])
  })

  it('saves a recording that was torn, and one of whose files is unreadable', async () => {
    const torn = file('torn.webm')
    await writeFile(torn, (await readFile(fixture('recorder-h264.webm'))).subarray(0, 9000))
    const headOnly = file('head.webm')
    await writeFile(headOnly, (await readFile(fixture('recorder-h264.webm'))).subarray(0, 100))
    const { facts, colourAt } = await compose({
      segments: [
        {
          durationMs: null,
          tracks: [
            { track: 'screen', path: torn },
            { track: 'camera', path: headOnly },
          ],
        },
      ],
    })
    expect(facts.durationMs).toBeGreaterThan(1000)
    expect(await colourAt(0.5, 20, 20)).toBe('blue')
  })
})

describe('the ffmpeg of the machine, where it is newer', () => {
  it('composes the same, and makes a poster', async () => {
    const log = () => undefined
    const { path } = await locateFfmpeg({ chosenPath: '', searchPath: process.env.PATH ?? '', log })
    const newer = createFfmpeg({ path, log, priority: 'normal' })
    const { facts, outputPath, colourAt } = await compose({ ffmpeg: newer, segments: both(), trimStartMs: 1000 })
    expect(facts).toMatchObject({ videoCodec: 'avc', audioCodec: 'aac', width: 640, height: 360 })
    expect([await colourAt(0.5, 40, 40), await colourAt(0.5, 540, 260)]).toEqual(['lime', 'yellow'])
    await makePoster({ ffmpeg: newer, videoPath: outputPath, durationMs: 2000, outputPath: file('newer.webp') })
    expect((await readFile(file('newer.webp'))).toString('latin1', 8, 12)).toBe('WEBP')
  })
})

describe('checking what was made', () => {
  it('refuses a video that lost its end, has its index behind, or is not H.264', async () => {
    const whole = await makeVideo({ path: file('whole.mp4'), options: ['-movflags', '+faststart'] })
    const expected = { durationMs: 1000, hasSound: true }
    expect(await verifyVideo({ path: whole, ...expected })).toMatchObject({ videoCodec: 'avc' })
    const behind = await makeVideo({ path: file('behind.mp4') })
    const wrong = [
      { path: whole, durationMs: 2000, hasSound: true },
      { path: whole, durationMs: 1000, hasSound: false },
      { path: behind, ...expected },
      { path: camera, durationMs: 3000, hasSound: true },
    ]
    for (const video of wrong) await expect(verifyVideo(video)).rejects.toMatchObject({ code: 'ffmpeg-failed' })
  })
})

describe('a composition that is stopped', () => {
  it('leaves nothing behind and only ever reported rising progress', async () => {
    const before = await readdir(scratch.dir)
    const cancel = new AbortController()
    const fractions: number[] = []
    const composing = compose({
      segments: Array.from({ length: 30 }, () => both()[0] ?? { durationMs: null, tracks: [] }),
      signal: cancel.signal,
      onProgress: (fraction) => {
        fractions.push(fraction)
        if (fraction > 0.02) cancel.abort()
      },
    })
    await expect(composing).rejects.toMatchObject({ code: 'cancelled' })
    expect(await readdir(scratch.dir)).toEqual(before)
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
  })
})
