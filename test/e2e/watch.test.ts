import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { storyboardOf } from '../../domain/media/storyboard.ts'
import { ffmpegRaw } from '../support/media.ts'
import { faultsOf, seriousFindings } from './screen-checks.ts'
import { openWatchWorld, type WatchWorld } from './watch-world.ts'

const durationMs = 12_000
/** Two seconds of talk, three of silence, over the noise of a room. */
const talk = '0.4*sin(2*PI*t*(300+90*sin(9*t)))*(0.6+0.4*sin(31*t))*lt(mod(t\\,5)\\,2)+0.0006*(random(0)-0.5)'
const silences = [
  [2, 5],
  [7, 10],
] as const

let world: WatchWorld

beforeAll(async () => {
  world = await openWatchWorld()
  const path = (name: string): string => join(world.dir, name)
  await ffmpegRaw([
    ...['-f', 'lavfi', '-i', `testsrc2=s=320x180:r=10:d=${durationMs / 1000}`],
    ...['-f', 'lavfi', '-i', `aevalsrc=exprs='${talk}':s=48000:d=${durationMs / 1000}`],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '20', '-pix_fmt', 'yuv420p', '-c:a', 'aac'],
    ...['-movflags', '+faststart', path('video.mp4')],
  ])
  const { tileWidth, tileHeight, everyMs, columns, rows } = storyboardOf({ durationMs, width: 320, height: 180 })
  const tiles = `fps=1000/${everyMs},scale=${tileWidth}:${tileHeight},tile=${columns}x${rows}`
  await ffmpegRaw(['-i', path('video.mp4'), '-vf', tiles, '-frames:v', '1', path('storyboard.webp')])
  writeFileSync(
    path('captions-en.vtt'),
    'WEBVTT\n\n00:00.000 --> 00:02.000\nRefunds waited.\n\n00:05.000 --> 00:07.000\nNow they settle the same day.\n',
  )
  const { id } = world.publishes({
    title: 'Refunds settle the same day',
    files: ['video.mp4', 'captions-en.vtt', 'storyboard.webp'].map(path),
    ...{ durationMs, width: 320, height: 180, hasSound: true, startsMs: [0, 5000] },
    comments: [
      { atMs: 6000, text: 'Is that the retry of March?' },
      { atMs: 3000, text: 'I agree', reaction: 'agree' },
      { atMs: 9000, text: 'Waves', reaction: 'wave' },
    ],
  })
  await world.watches(id)
})
afterAll(() => world?.close())

const atSec = (): Promise<number> => world.page.evaluate(() => document.querySelector('video')?.currentTime ?? -1)

const reaches = async (sec: number): Promise<void> => {
  await world.page.waitForFunction((at) => (document.querySelector('video')?.currentTime ?? 0) >= at, sec)
}

const seeks = async (sec: number): Promise<void> => {
  await world.page.evaluate((at) => {
    const video = document.querySelector('video')
    if (video) video.currentTime = at
  }, sec)
  await world.page.waitForFunction(() => document.querySelector('video')?.seeking === false)
}

/** Notes each leap from now on, as where it began and where it led. */
const notesLeaps = (): Promise<void> =>
  world.page.evaluate(() => {
    const video = document.querySelector('video')
    if (video === null) return
    const leaps: [number, number][] = []
    Object.assign(window, { leaps })
    let lastSec = video.currentTime
    video.addEventListener('seeking', () => leaps.push([lastSec, video.currentTime]))
    const follow = (): void => {
      if (!video.seeking) lastSec = video.currentTime
      requestAnimationFrame(follow)
    }
    follow()
  })

describe('watching', () => {
  it('leaps over silences and over no word, once told to', async () => {
    const { page } = world
    const button = page.getByRole('button', { name: 'Skip silence' })
    expect(await button.getAttribute('aria-pressed')).toBe('false')
    await page.keyboard.press('s')
    await page.getByRole('button', { name: 'Skip silence', pressed: true }).waitFor()
    await notesLeaps()
    await page.keyboard.press('k')
    await reaches(11)
    const leaps = await page.evaluate(() => (window as unknown as { leaps: [number, number][] }).leaps)
    expect(leaps).toHaveLength(2)
    for (const [place, [from, to]] of leaps.entries()) {
      const [silentFrom, silentTo] = silences[place] ?? [0, 0]
      expect(from).toBeGreaterThan(silentFrom)
      expect(to).toBeLessThan(silentTo)
      expect(to - from).toBeGreaterThan(1)
    }
    await page.keyboard.press('k')
    await page.keyboard.press('s')
  })

  it('shows who said what on the timeline, and leads there', async () => {
    const { page } = world
    await page.getByRole('button', { name: 'Aya at 0:03: I agree' }).waitFor()
    // What an app does not know as a reaction is a comment by its words.
    await page.getByRole('button', { name: 'Aya at 0:09: Waves' }).waitFor()
    const mark = page.getByRole('button', { name: 'Aya at 0:06: Is that the retry of March?' })
    await mark.hover()
    await page.getByRole('region', { name: 'Player' }).getByText('Is that the retry of March?').waitFor()
    await mark.click()
    await page.waitForFunction(() => Math.abs((document.querySelector('video')?.currentTime ?? 0) - 6) < 0.1)
  })

  it('shows the small still and the chapter of the place that is pointed at', async () => {
    const { page } = world
    const box = await page.getByRole('slider', { name: 'Place in the video' }).boundingBox()
    if (box === null) throw new Error('there is no timeline')
    await page.mouse.move(box.x + box.width * 0.75, box.y + box.height / 2)
    const still = page.locator('[style*="storyboard.webp"]')
    await still.waitFor()
    expect(await still.evaluate((element) => (element as HTMLElement).style.backgroundPosition)).toBe('-640px 0px')
    await page.getByRole('region', { name: 'Player' }).getByText('What is in the way').waitFor()
    await page.mouse.move(10, 10)
  })

  it('marks what is being said in the words beside it, and goes there on a click', async () => {
    const { page } = world
    await seeks(1)
    const first = page.locator('[aria-current="true"]', { hasText: 'Refunds waited.' })
    await first.waitFor()
    await page.getByRole('button', { name: 'Now they settle the same day.' }).click()
    await page.locator('[aria-current="true"]', { hasText: 'Now they settle' }).waitFor()
    expect(await atSec()).toBeCloseTo(5, 1)
    expect(await first.count()).toBe(0)
  })

  it('keeps speed and the look of captions for the next time', async () => {
    const { page } = world
    await page.keyboard.press('>')
    await page.getByRole('button', { name: 'How captions look' }).click()
    await page.getByRole('combobox', { name: 'Size of captions' }).selectOption('Large')
    await page.getByRole('combobox', { name: 'Place of captions' }).selectOption('At the top')
    const looksSo = page.locator('[data-size="large"][data-place="top"]')
    await seeks(6)
    await looksSo.waitFor()
    await world.reloads()
    await seeks(6)
    await looksSo.waitFor()
    expect(await page.getByRole('combobox', { name: 'Speed' }).inputValue()).toBe('1.25')
    expect(await page.evaluate(() => document.querySelector('video')?.preservesPitch)).toBe(true)
  })

  it('leads from chapter to chapter and from frame to frame by keys', async () => {
    const { page } = world
    await seeks(1)
    await page.keyboard.press(']')
    expect(await atSec()).toBeCloseTo(5, 1)
    await page.keyboard.press('.')
    expect(await atSec()).toBeGreaterThan(5.01)
    await page.keyboard.press('[')
    expect(await atSec()).toBeLessThan(1)
  })

  it('is in order in light, dark and narrow, by keyboard too, with all that can be open', async () => {
    const { page } = world
    await seeks(6)
    await page.getByRole('button', { name: 'How captions look' }).click()
    await page.getByRole('button', { name: 'Aya at 0:06: Is that the retry of March?' }).focus()
    expect(await faultsOf(page)).toEqual([])
    await page.setViewportSize({ width: 380, height: 800 })
    expect(await seriousFindings(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(380)
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.emulateMedia({ colorScheme: 'light' })
  })

  it('sends a word at a second by one press', async () => {
    const { page } = world
    await seeks(8)
    await page.getByRole('button', { name: 'Thank you' }).click()
    await page.getByRole('list', { name: 'Comments' }).getByText('Thank you').waitFor()
  })

  it('says why a video does not play, and plays on from the same place once it can', async () => {
    const { page } = world
    await seeks(6)
    const answers = async (status: number, words: string): Promise<void> => {
      await page.unrouteAll()
      await page.route('**/video.mp4', (route) => route.fulfill({ status, contentType: 'video/mp4', body: 'none' }))
      await page.evaluate(() => document.querySelector('video')?.load())
      await page.getByRole('alert').getByText(words).waitFor()
    }
    await answers(404, 'The video is not in the folder any more.')
    await answers(503, 'The folder does not answer.')
    await answers(200, 'This video does not play here.')
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.waitForFunction(() => Math.abs((document.querySelector('video')?.currentTime ?? 0) - 6) < 0.1)
    await page.getByRole('alert').waitFor({ state: 'hidden' })
  })
})
