import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { bubbleIn, screenWith } from '../../domain/takes/take.ts'
import { type CaptureWorld, captureWorld } from '../../test/e2e/capture-world.ts'

interface Size {
  width: number
  height: number
}

/** What is recorded where nothing else is said. */
export const size = { width: 1920, height: 1080 }
export const bubble = bubbleIn({ corner: 'bottom-right', sizeFraction: 0.18 })

export interface Recorder {
  world: CaptureWorld
  /** The page that records: `window.capture`. */
  page: Page
  /** The page that is recorded, in front. */
  shown: Page
  /** Where a file of a take lies. */
  file(take: string, name: string): string
  close(): Promise<void>
}

export interface RecorderOptions {
  /** The whole document that is recorded; its title is `shownTitle`. */
  html: string
  withSound: boolean
  size?: Size | undefined
  args?: string[] | undefined
}

/**
 * The capture code in a real browser beside a page, which is captured as a tab; camera and
 * microphone are Chromium's fake devices, or what `args` puts in their place.
 */
export async function openRecorder({
  html,
  withSound,
  size: shownSize = size,
  args = [],
}: RecorderOptions): Promise<Recorder> {
  const world = await captureWorld({ width: shownSize.width + 80, height: shownSize.height + 240 })
  try {
    const { page } = await world.openPage({
      shown: 'tab',
      args: ['--autoplay-policy=no-user-gesture-required', ...awake, ...args],
    })
    const shown = await page.context().newPage()
    await shown.setContent(html)
    await page.evaluate((isHeard) => window.capture.stage.setScreen({ sourceId: null, withSound: isHeard }), withSound)
    // Only now: a bar that says what is being shared takes some of the window.
    await captureAt({ page, shown, wanted: shownSize })
    return {
      world,
      page,
      shown,
      file: (take, name) => join(world.profileDir, 'takes', take, name),
      close: () => world.close(),
    }
  } catch (error) {
    await world.close()
    throw error
  }
}

/** The recording page stands behind the recorded one, as the app does in real life. */
const awake = [
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
]

export async function startTake(page: Page): Promise<string> {
  const layout = screenWith(bubble)
  await page.evaluate((plan) => window.capture.recording.start(plan), {
    library: null,
    thread: null,
    cycle: null,
    layout,
    questions: [],
    countdownSec: 0,
  })
  await page.waitForFunction(() => window.capture.recording.state.get().phase === 'recording')
  const take = await page.evaluate(() => window.capture.recording.state.get().takeId)
  if (take === null) throw new Error('nothing is being recorded')
  return take
}

export async function recordedFor(page: Page, elapsedMs: number): Promise<void> {
  const isReached = (wanted: number): boolean => window.capture.recording.elapsedMs.get() >= wanted
  await page.waitForFunction(isReached, elapsedMs, { timeout: elapsedMs * 2 + 60_000, polling: 200 })
}

export async function stopTake(page: Page): Promise<void> {
  await page.evaluate(() => window.capture.recording.stop())
  await page.waitForFunction(() => window.capture.recording.state.get().phase === 'finished')
}

async function captureAt({ page, shown, wanted }: { page: Page; shown: Page; wanted: Size }): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    // To another size first: where the size asked for is the one it believes to have, it does nothing.
    await shown.setViewportSize({ width: wanted.width - 20 * attempt, height: wanted.height - 20 * attempt })
    await shown.waitForTimeout(300)
    await shown.setViewportSize(wanted)
    const isDone = await page.waitForFunction(isCapturedAt, wanted, { polling: 100, timeout: 4000 }).then(
      () => true,
      () => false,
    )
    if (isDone) return
    if (attempt === 5) throw new Error('the tab was not captured at the size asked for')
  }
}

function isCapturedAt({ width, height }: Size): boolean {
  const settings = window.capture.stage.streams.screen?.getVideoTracks()[0]?.getSettings()
  return settings?.width === width && settings.height === height
}

/** Has a take composed and joined as it is published; resolves to the MP4's path. */
export async function composed(world: CaptureWorld, take: string): Promise<string> {
  const dir = join(world.profileDir, 'prepared')
  const before = new Set(await prepared(dir))
  const response = await fetch(`http://127.0.0.1:${world.backend().port}/api/takes/${take}/compose`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ edit: {} }),
  })
  if (!response.ok) throw new Error(`composing was refused: ${await response.text()}`)
  for (;;) {
    const made = (await prepared(dir)).find((name) => !before.has(name))
    if (made !== undefined) return join(dir, made, 'video.mp4')
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

async function prepared(dir: string): Promise<string[]> {
  return (await readdir(dir).catch(() => [])).filter((name) => !name.startsWith('.'))
}
