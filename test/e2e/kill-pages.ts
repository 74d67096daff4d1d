import { setTimeout as after } from 'node:timers/promises'
import type { Locator, Page } from 'playwright-core'
import type { JournalEvent } from '../../domain/takes/journal.ts'
import type { TakeView } from '../../domain/takes/view.ts'
import { chanceOf } from '../simulation/chance.ts'
import { type Device, openWorld } from '../support/app-in-browser.ts'
import { probeVideo, publishedVideos } from '../support/published-video.ts'
import {
  journalOf,
  publishesNow,
  putsIntoWords,
  recordedMsAt,
  reviewedTake,
  startsLibraryWithThread,
  startsRecording,
} from './record-steps.ts'
import { asks } from './steps.ts'

/** After less there may be nothing yet to offer. */
const leastMs = 2_000
const mostMs = 5_000
/** What the page may hold that no disk has. */
export const allowedLossMs = 2_000

const question = 'What moved?'

interface PageKill {
  /** By the page's clock, when it was killed. */
  recordedMs: number
  /** Of the track of which least is kept. */
  keptMs: number
  lostMs: number
  /** How long the recording is that is offered; as long as its longest track. */
  offeredMs: number
}

interface PageKillReport {
  seed: number
  kills: PageKill[]
  greatestLossMs: number
  /** How long the video is that was published of the last one. */
  publishedMs: number
  /** What was not as it should be; empty where all is well. */
  complaints: string[]
}

/**
 * Records in a real browser and kills the process that draws the page, `points` times at moments that follow from the
 * seed. Each time what is kept has to be offered; the last recording is published. There is a thread to record for.
 */
export async function killPages(
  { device, sharedDir }: { device: Device; sharedDir: string },
  { seed, points }: { seed: number; points: number },
): Promise<PageKillReport> {
  const chance = chanceOf(seed)
  const complaints: string[] = []
  const kills: PageKill[] = []
  while (kills.length < points) {
    const { kill, offered } = await killOnce(device, leastMs + chance.below(mostMs - leastMs))
    if (kill.lostMs > allowedLossMs) complaints.push(`${kill.lostMs} ms of ${kill.recordedMs} ms were lost`)
    kills.push(kill)
    console.error(`killed at ${kill.recordedMs} ms: ${kill.lostMs} ms lost, ${kill.offeredMs} ms offered`)
    await offered.getByRole('button', { name: kills.length < points ? 'Discard' : 'Review' }).click()
    if (kills.length < points) await offered.waitFor({ state: 'detached' })
  }
  const publishedMs = await publishesReviewed(device.page, sharedDir)
  const offeredMs = kills.at(-1)?.offeredMs ?? 0
  if (Math.abs(publishedMs - offeredMs) > 300) complaints.push(`of ${offeredMs} ms ${publishedMs} ms were published`)
  return { seed, kills, greatestLossMs: Math.max(...kills.map(({ lostMs }) => lostMs)), publishedMs, complaints }
}

/** Records for so long, kills the page, and opens it again; what is offered then is the card of this recording. */
async function killOnce(device: Device, afterMs: number): Promise<{ kill: PageKill; offered: Locator }> {
  await device.page.getByRole('button', { name: 'Record', exact: true }).click()
  await startsRecording(device.page)
  const { profileDir } = device
  const take = await newestTake(device.page)
  const killedAtMs = await device.killPage(() => recordedFor({ profileDir, take }, afterMs))
  const recordedMs = recordedMsAt(await journalOf(profileDir, take), killedAtMs)
  const offered = interruptedCard(device.page)
  await offered.waitFor()
  const { segments, durationMs: offeredMs } = await asks<TakeView>(device.page, `/api/takes/${take}`)
  const tracks = segments.flatMap((segment) => segment.tracks)
  const keptMs = Math.min(...tracks.map(({ durationMs }) => durationMs))
  return { kill: { recordedMs, keptMs, lostMs: recordedMs - keptMs, offeredMs }, offered }
}

/** The notice of a recording that was cut off. */
export function interruptedCard(page: Page): Locator {
  return page.getByRole('group').filter({ hasText: /^A recording from .* was interrupted: 0:\d\d are safe\./ })
}

/** The id of the recording that was begun last. */
export async function newestTake(page: Page): Promise<string> {
  const [newest] = (await asks<{ takes: TakeView[] }>(page, '/api/takes')).takes
  if (newest === undefined) throw new Error('nothing is being recorded')
  return newest.take.id
}

/** Resolves once a recording has gone on for so long. */
async function recordedFor({ profileDir, take }: { profileDir: string; take: string }, ms: number): Promise<void> {
  const isStart = ({ type }: JournalEvent): boolean => type === 'segment-started'
  let events = await journalOf(profileDir, take)
  for (; !events.some(isStart); events = await journalOf(profileDir, take)) await after(20)
  await after(Math.max(0, ms - recordedMsAt(events, Date.now())))
}

/** Publishes what is looked over; resolves to the length of its video. */
async function publishesReviewed(page: Page, sharedDir: string): Promise<number> {
  const before = await publishedVideos(sharedDir)
  await reviewedTake(page)
  await page.getByText('The recording was interrupted. Everything that was safe is here.').waitFor()
  await putsIntoWords(page, { title: 'What was safe', answers: { [question]: 'The ledger balances to the cent.' } })
  await publishesNow(page)
  await page.getByText('In the folder: “What was safe”').first().waitFor()
  const path = (await publishedVideos(sharedDir)).find((each) => !before.includes(each))
  return path === undefined ? 0 : Math.round((await probeVideo(path)).durationSec * 1_000)
}

/** The same in a world of its own. */
export async function killPagesOfNewWorld(asked: { seed: number; points: number }): Promise<PageKillReport> {
  const world = await openWorld()
  try {
    const device = await world.device({ name: 'Ada', timeZone: 'Europe/Vienna' })
    const { sharedDir } = world
    await startsLibraryWithThread(device.page, { dir: sharedDir, thread: 'Payments', questions: [question, 'Next?'] })
    return await killPages({ device, sharedDir }, asked)
  } finally {
    await world.close()
  }
}
