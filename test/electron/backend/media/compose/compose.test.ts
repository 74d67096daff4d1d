import { readdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bubbleBox } from '../../../../../domain/takes/bubble-place.ts'
import { bubbleIn } from '../../../../../domain/takes/take.ts'
import { readTopBoxes } from '../../../../../electron/backend/media/container/boxes.ts'
import { locateFfmpeg } from '../../../../../electron/backend/media/ffmpeg/locate.ts'
import { createFfmpeg } from '../../../../../electron/backend/media/ffmpeg/run.ts'
import { makePoster } from '../../../../../electron/backend/media/prepared/poster.ts'
import { burstSound, loudnessDb, makeSound, makeVideo } from '../../../../support/media.ts'
import { bubble, composeWorld } from './compose-world.ts'

const fixture = (name: string) => fileURLToPath(new URL(`../../../../fixtures/media/${name}`, import.meta.url))

let world: Awaited<ReturnType<typeof composeWorld>>

beforeAll(async () => {
  world = await composeWorld()
})
afterAll(() => world.remove())

describe('composing a take', () => {
  it('makes H.264 and AAC of even size with the index in front, as long as what was recorded', async () => {
    const { facts, outputPath } = await world.compose({ segments: [world.both] })
    expect(facts).toMatchObject({ videoCodec: 'avc', audioCodec: 'aac', width: 640, height: 360 })
    expect(Math.abs(facts.durationMs - 3000)).toBeLessThan(300)
    expect((await readTopBoxes(outputPath)).boxes.map(({ type }) => type).slice(0, 2)).toEqual(['ftyp', 'moov'])
  })

  it('shows the screen and, round in its corner, the camera, and both move', async () => {
    const { colourAt } = await world.compose({ segments: [world.both] })
    const { x, y, width: diameter } = bubbleBox(bubble, { width: 640, height: 360 })
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
    const { colourAt } = await world.compose({
      segments: [world.both],
      bubble: bubbleIn({ corner, sizeFraction: 0.2 }),
    })
    const x = corner.endsWith('left') ? 74 : 640 - 74
    const y = corner.startsWith('top') ? 74 : 360 - 74
    expect(await colourAt(0.5, x, y)).toBe('red')
    expect(await colourAt(0.5, 640 - x, 360 - y)).toBe('blue')
  })

  it('leaves the camera out where no bubble is wanted', async () => {
    const { colourAt } = await world.compose({ segments: [world.both], bubble: null })
    expect(await colourAt(0.5, 560, 280)).toBe('blue')
  })

  it('moves the camera by its offset, later or earlier', async () => {
    for (const [cameraOffsetMs, expected] of [
      [400, 'red'],
      [-400, 'yellow'],
    ] as const) {
      const { colourAt } = await world.compose({ segments: [world.both], cameraOffsetMs })
      expect(await colourAt(cameraOffsetMs > 0 ? 1.2 : 0.8, 560, 280)).toBe(expected)
    }
  })

  it('hears the offset in both recordings when it is not told', async () => {
    const options = { secondsEach: 3, options: ['-live', '1'] }
    const heard = await makeVideo({
      path: world.file('heard.webm'),
      colours: ['blue', 'lime'],
      sound: burstSound,
      ...options,
    })
    // The same sound from 0.5 s on: this camera began half a second later.
    const later = burstSound.replaceAll('*t', '*(t+0.5)')
    const late = await makeVideo({
      path: world.file('late.webm'),
      colours: ['red', 'yellow'],
      sound: later,
      ...options,
    })
    const { colourAt } = await world.compose({
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
    const alone = await world.compose({
      segments: [{ durationMs: null, tracks: [{ track: 'camera', path: world.camera }] }],
    })
    expect(alone.facts).toMatchObject({ width: 320, height: 180, hasSound: true })
    expect(await alone.colourAt(1.5, 20, 20)).toBe('yellow')
    const voice = await makeSound({ path: world.file('voice.webm'), seconds: 2 })
    const spoken = await world.compose({
      segments: [{ durationMs: null, tracks: [{ track: 'microphone', path: voice }] }],
    })
    expect(spoken.facts).toMatchObject({ videoCodec: 'avc', audioCodec: 'aac', width: 1280, height: 720 })
    expect(Math.abs(spoken.facts.durationMs - 2000)).toBeLessThan(300)
    expect(await loudnessDb(spoken.outputPath)).toBeGreaterThan(-40)
  })

  it('makes no sound where none was recorded', async () => {
    const silent = await makeVideo({ path: world.file('silent.webm'), sound: null })
    const { facts } = await world.compose({
      segments: [{ durationMs: null, tracks: [{ track: 'screen', path: silent }] }],
    })
    expect(facts).toMatchObject({ hasSound: false, audioCodec: null })
  })

  it('joins segments of different size, sound and sources into one', async () => {
    const small = await makeVideo({
      path: world.file('small.webm'),
      colours: ['yellow'],
      width: 200,
      height: 200,
      sound: null,
    })
    const { facts, colourAt } = await world.compose({
      segments: [
        world.both,
        { durationMs: null, tracks: [{ track: 'screen', path: small }] },
        { durationMs: null, tracks: [{ track: 'camera', path: world.camera }] },
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
    const { facts } = await world.compose({
      segments: [{ durationMs: 4000, tracks: [{ track: 'screen', path: world.screen }] }],
    })
    expect(Math.abs(facts.durationMs - 4000)).toBeLessThan(100)
  })
})

describe('composing what Chromium recorded', () => {
  it('keeps picture and sound together although nothing in the file tells its length', async () => {
    const path = fixture('recorder-h264.webm')
    const { facts, outputPath, colourAt } = await world.compose({
      segments: [{ durationMs: null, tracks: [{ track: 'screen', path }] }],
    })
    expect(Math.abs(facts.durationMs - 2975)).toBeLessThan(300)
    expect([await colourAt(0.5, 20, 20), await colourAt(2.5, 20, 20)]).toEqual(['blue', 'lime'])
    expect(await loudnessDb(outputPath)).toBeGreaterThan(-40)
  })

  it('shows a recorded window whole after it changed its size and shape', async () => {
    const path = fixture('recorder-resized.webm')
    const { facts, colourAt } = await world.compose({
      segments: [{ durationMs: null, tracks: [{ track: 'screen', path }] }],
    })
    expect(facts).toMatchObject({ width: 320, height: 180 })
    expect([await colourAt(0.5, 20, 20), await colourAt(0.5, 80, 20)]).toEqual(['blue', 'blue'])
    expect([await colourAt(2.5, 20, 20), await colourAt(2.5, 80, 20)]).toEqual(['dark', 'lime'])
  })

  it('saves a recording that was torn, and one of whose files is unreadable', async () => {
    const torn = world.file('torn.webm')
    await writeFile(torn, (await readFile(fixture('recorder-h264.webm'))).subarray(0, 9000))
    const headOnly = world.file('head.webm')
    await writeFile(headOnly, (await readFile(fixture('recorder-h264.webm'))).subarray(0, 100))
    const { facts, colourAt } = await world.compose({
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
    const { facts, outputPath, colourAt } = await world.compose({
      ffmpeg: newer,
      segments: [world.both],
      trimStartMs: 1000,
    })
    expect(facts).toMatchObject({ videoCodec: 'avc', audioCodec: 'aac', width: 640, height: 360 })
    expect([await colourAt(0.5, 40, 40), await colourAt(0.5, 540, 260)]).toEqual(['lime', 'yellow'])
    await makePoster({ ffmpeg: newer, videoPath: outputPath, durationMs: 2000, outputPath: world.file('newer.webp') })
    expect((await readFile(world.file('newer.webp'))).toString('latin1', 8, 12)).toBe('WEBP')
  })
})

describe('a composition that is stopped', () => {
  it('leaves nothing behind and only ever reported rising progress', async () => {
    const before = await readdir(world.dir)
    const cancel = new AbortController()
    const fractions: number[] = []
    const composing = world.compose({
      segments: Array.from({ length: 30 }, () => world.both),
      signal: cancel.signal,
      onProgress: (fraction) => {
        fractions.push(fraction)
        if (fraction > 0.02) cancel.abort()
      },
    })
    await expect(composing).rejects.toMatchObject({ code: 'cancelled' })
    expect(await readdir(world.dir)).toEqual(before)
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
  })
})
