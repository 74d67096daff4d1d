import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Span } from '../../domain/captions/cues.ts'
import { type Device, openWorld, type World } from '../support/app-in-browser.ts'
import { brightnessOf } from '../support/frames.ts'
import { probeVideo, publishedVideo, publishedVideos } from '../support/published-video.ts'
import { lastingStrengthOf, stepMs, strengthOf, writeTones } from '../support/tones.ts'
import { type ClockWindow, clockIn, openClockWindow } from './clock-window.ts'
import { finishes, publishesNow, recordedFor, startsLibraryWithThread, startsRecording } from './record-steps.ts'

/** The app's window, and the clock beside it. */
const screen = { width: 1480, height: 640 }
/** What the microphone hears, over and over: each tone tells when it was. */
const frequencies = [440, 620, 880, 1240, 1760]
const tones = { frequencies, toneMs: 1000, pauseMs: 1500 }
const heard = 0.02
const unheard = 0.002

let scratch: string
let world: World
let ada: Device
let clock: ClockWindow

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'ownpace-tones-'))
  const microphone = join(scratch, 'microphone.wav')
  await writeTones(microphone, tones)
  world = await openWorld({ ...screen, args: [`--use-file-for-fake-audio-capture=${microphone}`] })
  ada = await world.device({ name: 'Ada', timeZone: 'Europe/Vienna' })
}, 60_000)

afterAll(async () => {
  await world?.close()
  await rm(scratch, { recursive: true, force: true })
})

it('a recording is published without what was cut from it, and with what was covered covered', async () => {
  const { page } = ada
  const dir = join(world.dir, 'folder')
  await startsLibraryWithThread(page, { dir, thread: 'Payments', questions: ['What moved?', 'What is next?'] })
  clock = await openClockWindow(world.browser, { left: 1280, screenWidth: screen.width })
  await page.getByRole('link', { name: /^Answer for week/ }).click()
  await startsRecording(page)
  await recordedFor(page, 12)
  const take = await finishes(page)
  // The end of it is composed while it is looked over.
  const waiting = page.getByText(/of it is still being put together$/)
  await waiting.waitFor()
  await waiting.waitFor({ state: 'hidden', timeout: 90_000 })
  const recorded = join(ada.profileDir, 'takes', take, 'segment-001-screen.webm')

  const line = page.getByRole('group', { name: 'What is kept' })
  await page.getByRole('button', { name: /silence/ }).waitFor({ timeout: 60_000 })
  const { frequency, span } = await toneWithin(recorded)
  await selects(page, line, { ...span, durationMs: await lengthOf(page, take) })
  await page.keyboard.press('x')
  expect(await cutsIn(line).count()).toBe(1)
  await page.getByRole('button', { name: /silence/ }).click()
  await page.getByText('More is found while the rest is listened to.').waitFor({ state: 'hidden', timeout: 90_000 })
  await page.getByRole('button', { name: 'Remove silences' }).click()
  const cutCount = await cutsIn(line).count()
  expect(cutCount).toBeGreaterThanOrEqual(3)
  await page.keyboard.press('Control+z')
  await vi.waitUntil(async () => (await cutsIn(line).count()) === 1)
  await page.keyboard.press('Control+Shift+z')
  await vi.waitUntil(async () => (await cutsIn(line).count()) === cutCount)
  await page.keyboard.press('b')
  await page.getByRole('button', { name: /^Draw over what nobody should see/ }).press('Enter')
  await page.getByText('Black', { exact: true }).click()
  await page.getByRole('button', { name: 'The whole time' }).click()
  // The camera's bubble would stand on the clock, were it not hidden afterwards.
  await page.getByRole('button', { name: 'Camera', exact: true }).click()
  await page.getByRole('dialog', { name: 'Camera' }).getByText('Hidden').click()
  await page.keyboard.press('Escape')
  await page.getByRole('textbox', { name: 'Title' }).fill('Cut')
  await publishesNow(page)
  await vi.waitUntil(async () => (await publishedVideos(dir)).length > 0, { timeout: 60_000 })

  const video = await publishedVideo(dir)
  const { durationSec } = await probeVideo(video)
  const said = await Promise.all(frequencies.map(async (each) => ({ each, strength: await strengthOf(video, each) })))
  for (const { each } of said) {
    const loudest = await lastingStrengthOf(video, each)
    if (each === frequency) expect(loudest).toBeLessThan(unheard)
    else expect(loudest).toBeGreaterThan(heard)
  }
  const sounds = said[0]?.strength.map((_, step) => said.some(({ strength }) => (strength[step] ?? 0) > heard)) ?? []
  const longestPauseMs =
    stepMs *
    Math.max(
      ...sounds
        .join('')
        .split('true')
        .map((pause) => pause.split('false').length - 1),
    )
  const { leapsMs, shownMs, lengthMs } = await clockIn(video, clock.area)
  console.log(
    `${durationSec} s of ${await lengthOf(page, take)} ms, pauses up to ${longestPauseMs} ms, leaps ${leapsMs}, ${shownMs} in ${lengthMs}`,
  )
  // What was recorded of a pause at either end may be too short to count as one.
  expect(longestPauseMs).toBeLessThan(tones.pauseMs - 300)
  expect(leapsMs).toHaveLength(1)
  expect(leapsMs[0]).toBeGreaterThan(span.toMs - span.fromMs)
  expect(leapsMs[0]).toBeLessThan(tones.toneMs + 2 * tones.pauseMs)

  // The rectangle that Enter takes lies in the middle; beside it is the page.
  const inside = { x: 540, y: 270, width: 380, height: 90 }
  const covered = await brightnessOf({ path: video, area: inside, framesPerSecond: 2, columns: 4, rows: 4 })
  expect(covered.length).toBeGreaterThan(4)
  expect(Math.max(...covered.flatMap((frame) => [...frame]))).toBeLessThan(40)
  const beside = { x: 20, y: 270, width: 200, height: 90 }
  const open = await brightnessOf({ path: video, area: beside, framesPerSecond: 2, columns: 1, rows: 1 })
  expect(Math.min(...open.map(([brightness = 0]) => brightness))).toBeGreaterThan(60)
})

/** A tone that was recorded whole, away from both ends, with some of the silence around it. */
async function toneWithin(path: string): Promise<{ frequency: number; span: Span }> {
  for (const frequency of frequencies) {
    const strength = await strengthOf(path, frequency)
    const steps = strength.flatMap((level, step) => (level > heard ? [step] : []))
    const [first, last] = [steps[0], steps.at(-1)]
    if (first === undefined || last === undefined) continue
    const span = { fromMs: first * stepMs - 300, toMs: (last + 1) * stepMs + 300 }
    const isOnce = span.toMs - span.fromMs < tones.toneMs + 800
    if (isOnce && span.fromMs > 1500 && span.toMs < strength.length * stepMs - 1500) return { frequency, span }
  }
  throw new Error('no tone was recorded whole and once')
}

async function lengthOf(page: Page, take: string): Promise<number> {
  return await page.evaluate(async (id) => (await (await fetch(`/api/takes/${id}`)).json()).durationMs as number, take)
}

/** Drags over a stretch of the timeline. */
async function selects(page: Page, line: Locator, { fromMs, toMs, durationMs }: Span & { durationMs: number }) {
  await line.scrollIntoViewIfNeeded()
  const box = await line.boundingBox()
  if (box === null) throw new Error('the timeline is not shown')
  const xOf = (atMs: number): number => box.x + (box.width * atMs) / durationMs
  const y = box.y + box.height / 2
  await page.mouse.move(xOf(fromMs), y)
  await page.mouse.down()
  await page.mouse.move(xOf((fromMs + toMs) / 2), y)
  await page.mouse.move(xOf(toMs), y)
  await page.mouse.up()
}

const cutsIn = (line: Locator): Locator => line.getByRole('button', { name: /^Cut from/ })
