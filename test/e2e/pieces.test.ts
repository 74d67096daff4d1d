import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type PlaybackWorld, pieceMs, playbackWorld } from './playback-world.ts'

let world: PlaybackWorld
beforeAll(async () => {
  world = await playbackWorld()
})
afterAll(() => world?.close())

/** Shows a recording, and waits until it can be played. */
async function shows(name: string): Promise<void> {
  await world.page.evaluate((take) => window.show(take), name)
  await world.page.waitForFunction(() => window.video.readyState >= 3)
}

const seeks = (toSec: number): Promise<void> =>
  world.page.evaluate((sec) => {
    window.video.currentTime = sec
  }, toSec)

const plays = (speed = 1): Promise<void> =>
  world.page.evaluate((rate) => {
    window.video.playbackRate = rate
    return window.video.play()
  }, speed)

/** Waits until playing has come to a moment. */
async function reaches(sec: number): Promise<void> {
  await world.page.waitForFunction((at) => window.video.currentTime >= at, sec)
}

const isShownAt = (sec: number): Promise<unknown> =>
  world.page.waitForFunction(
    (at) => Math.abs(window.video.currentTime - at) < 0.3 && window.video.readyState >= 2 && !window.video.seeking,
    sec,
  )

/** The middle of the picture that is shown. */
const colour = (): Promise<number[]> =>
  world.page.evaluate(() => {
    const canvas = new OffscreenCanvas(1, 1)
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('nothing to draw on')
    context.drawImage(window.video, 100, 50, 50, 50, 0, 0, 1, 1)
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3).map((value) => (value > 100 ? 1 : 0))
  })

beforeEach(() => world.page.evaluate(() => window.player?.close()))

describe('a recording that is played from its pieces', () => {
  it('plays through all of them, with its sound, and ends', async () => {
    world.take('whole', { pieceCount: 3, hasSound: true })
    await shows('whole')
    expect(await world.page.evaluate(() => window.video.duration)).toBeCloseTo(6, 0)
    await plays(2)
    await world.page.waitForFunction(() => window.video.ended)
    expect(await world.page.evaluate(() => window.video.currentTime)).toBeGreaterThan(5.8)
    expect(await colour()).toEqual([0, 0, 1])
  })

  it('shows any moment of an hour and fetches only what lies around it', async () => {
    const hour = world.take('hour', { pieceCount: 1800, hasSound: false })
    await shows('hour')
    await seeks(3001)
    await isShownAt(3001)
    expect(await colour()).toEqual([1, 0, 0])
    await plays()
    await reaches(3005)
    const fetched = new Set(hour.asked)
    expect(fetched.size).toBeLessThan(45)
    expect([...fetched].every((name) => isNear(name, 0) || isNear(name, 3001))).toBe(true)
  })

  it('keeps no more than what lies around the place', async () => {
    world.take('hour', { pieceCount: 1800, hasSound: false })
    await shows('hour')
    for (const sec of [600, 1200, 1800, 2400]) {
      await seeks(sec)
      await isShownAt(sec)
    }
    await world.page.waitForFunction(() => {
      const { buffered } = window.video
      let heldSec = 0
      for (let place = 0; place < buffered.length; place += 1) heldSec += buffered.end(place) - buffered.start(place)
      return heldSec < 60
    })
  })

  it('plays across a border that it first came to from behind', async () => {
    world.take('back', { pieceCount: 5, hasSound: true })
    await world.page.evaluate(() => window.show('back'))
    await seeks(6.5)
    await isShownAt(6.5)
    await seeks(3)
    await isShownAt(3)
    expect(await colour()).toEqual([0, 1, 0])
    await plays(2)
    await reaches(6.5)
    expect(await colour()).toEqual([1, 1, 0])
  })

  it('says that a part is being made, and goes on by itself once it is', async () => {
    const take = world.take('growing', { pieceCount: 4, hasSound: true, isReady: false })
    take.view.waitingMs = 4 * pieceMs
    await world.page.evaluate(() => window.show('growing'))
    await world.page.waitForFunction(() => window.player.get().isAwaited)
    await world.page.evaluate(() => void window.video.play().catch(() => undefined))
    await comes(take.view.pieces.slice(0, 2))
    await reaches(3.5)
    await world.page.waitForFunction(() => window.player.get().isAwaited)
    expect(await world.page.evaluate(() => window.video.ended)).toBe(false)
    take.view.waitingMs = 0
    await comes(take.view.pieces)
    await world.page.waitForFunction(() => window.video.ended)
    expect(await world.page.evaluate(() => window.player.get())).toMatchObject({ isAwaited: false, isBroken: false })
  })

  it('may be left at any moment of its opening', async () => {
    world.take('left', { pieceCount: 3, hasSound: true })
    const errors: Error[] = []
    const note = (error: Error): void => void errors.push(error)
    world.page.on('pageerror', note)
    for (let round = 0; round < 60; round += 1) {
      await world.page.evaluate(async (turns) => {
        window.show('left')
        await new Promise<void>((resolve) => {
          const stop = window.player.subscribe(() => {
            stop()
            resolve()
          })
        })
        for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setTimeout(resolve))
        window.player.close()
      }, round % 6)
    }
    await shows('left')
    world.page.off('pageerror', note)
    expect(errors).toEqual([])
  })

  it('says so where this browser cannot play it', async () => {
    const take = world.take('other', { pieceCount: 2, hasSound: false })
    take.view.videoType = 'video/mp4; codecs="nothing"'
    await world.page.evaluate(() => window.show('other'))
    await world.page.waitForFunction(() => window.player.get().isBroken)
  })
})

/** What was composed meanwhile, and the news of it. */
async function comes(pieces: { isReady: boolean }[]): Promise<void> {
  for (const piece of pieces) piece.isReady = true
  await world.page.evaluate(() => window.player.refresh())
}

function isNear(name: string, sec: number): boolean {
  const fromSec = (Number(name.split('/')[1]) * pieceMs) / 1000
  return fromSec >= sec - 2 && fromSec <= sec + 45
}
