import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { JournalEvent } from '../../domain/takes/journal.ts'
import type { TakeView } from '../../domain/takes/view.ts'
import { type Device, openWorld, type World } from '../support/app-in-browser.ts'
import { type ProbedVideo, probeVideo, publishedVideos } from '../support/published-video.ts'
import { clockIn, openClockWindow } from './clock-window.ts'
import { allowedLossMs, interruptedCard, killPages, newestTake } from './kill-pages.ts'
import {
  finishes,
  journalledMs,
  journalOf,
  publishesNow,
  putsIntoWords,
  recordedFor,
  recordedMsAt,
  reviewedTake,
  shownSec,
  startsLibraryWithThread,
  startsRecording,
  startsToRecord,
} from './record-steps.ts'
import { asks } from './steps.ts'

const screen = { width: 1600, height: 900 }
const pauseMs = 2000
const pageKills = { seed: 20_261_122, points: 3 }

let world: World
let ada: Device

beforeAll(async () => {
  world = await openWorld(screen)
  ada = await world.device({ name: 'Ada', timeZone: 'Europe/Vienna' })
  const questions: [string, string] = ['What moved?', 'What is next?']
  await startsLibraryWithThread(ada.page, { dir: world.sharedDir, thread: 'Payments', questions })
})

afterAll(async () => {
  await world?.close()
})

describe('a recording whose backend is killed again and again', () => {
  it('misses nothing: the page keeps what it records and sends it when the backend is back', async () => {
    const clock = await openClockWindow(world.browser, { left: 1280, screenWidth: screen.width })
    const { page } = ada
    await record()
    await recordedFor(page, 2)
    await ada.killBackend()
    await recordedFor(page, 4)
    await ada.startBackend()
    await recordedFor(page, 5)
    await page.getByRole('button', { name: 'Pause' }).click()
    await ada.killBackend()
    await clock.passed(pauseMs)
    await ada.startBackend()
    await page.getByRole('button', { name: 'Go on' }).click()
    await recordedFor(page, 7)
    await ada.killBackend()
    await recordedFor(page, 9)
    await page.getByRole('button', { name: 'Finish' }).click()
    await page.getByRole('button', { name: 'Finishing' }).waitFor()
    await ada.startBackend()
    const take = await reviewedTake(page)
    const events = await journalOf(ada.profileDir, take)
    const recordedMs = await journalledMs(ada.profileDir, take)
    const { path, probed } = await publish('Through three cuts')
    const { leapsMs, shownMs, lengthMs } = await clockIn(path, clock.area)
    const missedMs = leapsMs.reduce((sum, leapMs) => sum + leapMs, shownMs) - lengthMs
    const pausedMs = atMsOf(events, 'resumed') - atMsOf(events, 'paused')
    console.log(`recorded ${recordedMs} ms, published ${probed.durationSec * 1000} ms; paused ${pausedMs} ms`)
    expect(recordedMs).toBeGreaterThanOrEqual(9_000)
    expect(Math.abs(probed.durationSec * 1000 - recordedMs)).toBeLessThan(300)
    // Between its first frame and its last it shows all but the pause, however unevenly the screen gave its frames.
    expect(pausedMs).toBeGreaterThanOrEqual(pauseMs)
    expect(Math.abs(missedMs - pausedMs)).toBeLessThan(500)
  })
})

describe('a recording that is cut off', () => {
  it(`is offered again with all but the last moment, when the page is killed at any of ${pageKills.points} moments`, async () => {
    const report = await killPages({ device: ada, sharedDir: world.sharedDir }, pageKills)
    expect(report.complaints).toEqual([])
    expect(report.kills).toHaveLength(pageKills.points)
    expect(report.publishedMs).toBeGreaterThan(0)
  })

  it.each([
    { what: 'the browser', when: 'while it is paused', isPaused: true },
    { what: 'everything', when: 'while it goes on', isPaused: false },
  ] as const)('is offered again and can be published, when $what is killed $when', async ({ what, isPaused }) => {
    await record()
    await recordedFor(ada.page, 2)
    await ada.page.getByRole('button', { name: 'Next question' }).click()
    await recordedFor(ada.page, 4)
    const take = await newestTake(ada.page)
    if (isPaused) {
      await ada.page.getByRole('button', { name: 'Pause' }).click()
      await vi.waitUntil(async () => atMsOf(await journalOf(ada.profileDir, take), 'paused') > 0)
    }
    const killedAtMs = await kill(what)
    const recordedMs = recordedMsAt(await journalOf(ada.profileDir, take), killedAtMs)
    const { page } = ada
    await interruptedCard(page).getByRole('button', { name: 'Review' }).click()
    await reviewedTake(page)
    await page.getByText('The recording was interrupted. Everything that was safe is here.').waitFor()
    const { probed } = await publish(`Without ${what}`)
    const publishedMs = probed.durationSec * 1000
    console.log(`${what} killed at ${recordedMs} ms: ${publishedMs} ms published`)
    expect(probed).toMatchObject({ videoCodec: 'h264', audioCodec: 'aac' })
    expect(recordedMs - publishedMs).toBeLessThan(allowedLossMs)
    expect(publishedMs - recordedMs).toBeLessThan(300)
  })

  it('can be gone on with, as one recording of what was there and what comes', async () => {
    await record()
    await recordedFor(ada.page, 2)
    await ada.page.getByRole('button', { name: 'Next question' }).click()
    await recordedFor(ada.page, 3)
    const take = await newestTake(ada.page)
    await kill('the browser')
    const { page } = ada
    const goOn = async (): Promise<void> => {
      await interruptedCard(page).getByRole('button', { name: 'Go on recording' }).click()
      await page.getByText(/^You go on with the recording from .* of it are there already\.$/).waitFor()
    }
    await goOn()
    // What is called off leaves it as it was.
    await startsToRecord(page)
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: /^Record, after/ }).waitFor()
    await page.goto(page.url().replace(/#.*$/, '#/recordings'))
    await goOn()
    await startsRecording(page)
    expect(await shownSec(page)).toBeGreaterThanOrEqual(2)
    await recordedFor(page, 6)
    expect(await finishes(page)).toBe(take)
    const { segments, chapters, durationMs } = await asks<TakeView>(page, `/api/takes/${take}`)
    expect(segments.map(({ endReason }) => endReason)).toEqual(['interrupted', 'stopped'])
    // The second question was come to once, before it was interrupted.
    expect(chapters).toHaveLength(2)
    const { probed } = await publish('In two goes')
    expect(durationMs).toBeGreaterThan(5_500)
    expect(Math.abs(probed.durationSec * 1000 - durationMs)).toBeLessThan(300)
  })
})

/** Takes it away as a crash would, and starts it again; resolves to the moment at which it went, in ms since 1970. */
async function kill(what: 'the browser' | 'everything'): Promise<number> {
  const killedAtMs = await world.killBrowser(what === 'everything' ? ada.killBackend : undefined)
  if (what === 'everything') await ada.startBackend()
  await world.startBrowser()
  return killedAtMs
}

function atMsOf(events: readonly JournalEvent[], type: 'paused' | 'resumed'): number {
  return events.find((event) => event.type === type)?.atMs ?? Number.NaN
}

async function record(): Promise<void> {
  await ada.page.getByRole('button', { name: 'Record', exact: true }).click()
  await startsRecording(ada.page)
}

/** Writes one answer, publishes, and reads the video in the folder. */
async function publish(title: string): Promise<{ path: string; probed: ProbedVideo }> {
  const before = await publishedVideos(world.sharedDir)
  await putsIntoWords(ada.page, { title, answers: { 'What moved?': 'The ledger balances to the cent.' } })
  await publishesNow(ada.page)
  const path = await vi.waitUntil(
    async () => (await publishedVideos(world.sharedDir)).find((each) => !before.includes(each)),
    { timeout: 30_000 },
  )
  return { path, probed: await probeVideo(path) }
}
