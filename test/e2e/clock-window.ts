import type { Browser, Page } from 'playwright-core'
import { type Area, brightnessOf } from '../support/frames.ts'

/** A window beside the app's that shows nothing but a clock, so that a picture of the screen tells when it was taken. */
export interface ClockWindow {
  /** Where the bars are in a picture of the whole screen, a row each. */
  area: Area
  /** Resolves once so much has gone by on the clock. */
  passed(durationMs: number): Promise<void>
}

/** Eight bars are eight bits: a step each tenth of a second, the same again after 256 of them. */
const bitCount = 8
const clockStepMs = 100
const clockRoundMs = clockStepMs * 2 ** bitCount

const barHeight = 60

/**
 * Black and white bars that count in Gray code: from one step to the next only one bar changes, so that a frame that
 * shows a change half done is read as one of the two.
 */
const clockPage = `<!doctype html><meta charset="utf-8"><title>Clock</title>
<style>body { margin: 0; background: #357 } div { height: ${barHeight}px }</style>
${'<div></div>'.repeat(bitCount)}
<script>
  const bars = [...document.querySelectorAll('div')]
  window.clockMs = 0
  const draw = (nowMs) => {
    window.clockMs = nowMs
    const step = Math.floor(nowMs / ${clockStepMs}) % ${2 ** bitCount}
    const gray = step ^ (step >> 1)
    bars.forEach((bar, bit) => { bar.style.background = (gray >> bit) & 1 ? '#fff' : '#000' })
    requestAnimationFrame(draw)
  }
  requestAnimationFrame(draw)
</script>`

declare global {
  interface Window {
    clockMs: number
  }
}

/** Opens the clock at the right of a screen, from `left` on to its right edge. */
export async function openClockWindow(
  browser: Browser,
  { left, screenWidth }: { left: number; screenWidth: number },
): Promise<ClockWindow> {
  const context = await browser.newContext({ viewport: null })
  const page = await context.newPage()
  await page.setContent(clockPage)
  await moveTo(page, left)
  const top = await page.evaluate(() => window.screenY + window.outerHeight - window.innerHeight)
  // The middle of the visible part: a window has a least width and may reach over the screen's edge.
  const width = Math.floor((screenWidth - left) / 2)
  return {
    area: { x: left + Math.floor(width / 2), y: top, width, height: barHeight * bitCount },
    async passed(durationMs) {
      const fromMs = await page.evaluate(() => window.clockMs)
      await page.waitForFunction((untilMs) => window.clockMs >= untilMs, fromMs + durationMs)
    },
  }
}

async function moveTo(page: Page, left: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const { windowId } = await session.send('Browser.getWindowForTarget')
  await session.send('Browser.setWindowBounds', { windowId, bounds: { left, top: 0, width: 520, height: 760 } })
  await page.waitForFunction((wanted) => Math.abs(window.screenX - wanted) < 5, left)
}

export interface ClockShown {
  /** Where the clock leapt on from one frame to the next, and by how much: what lies between was not recorded. */
  leapsMs: number[]
  /** How much it went on otherwise. */
  shownMs: number
  /** From the first frame that was read to the last. */
  lengthMs: number
}

const framesPerSecond = 10
/** A busy machine may leave out a frame or several. */
const leapMs = 1500

/** What the clock shows in a video of the whole screen. */
export async function clockIn(path: string, area: Area): Promise<ClockShown> {
  const frames = await brightnessOf({ path, area, framesPerSecond, columns: 1, rows: bitCount })
  const times = frames.map(readClock)
  const stepsMs = times.slice(1).map((time, index) => (time - (times[index] ?? 0) + clockRoundMs) % clockRoundMs)
  return {
    leapsMs: stepsMs.filter((stepMs) => stepMs > leapMs),
    shownMs: stepsMs.filter((stepMs) => stepMs <= leapMs).reduce((sum, stepMs) => sum + stepMs, 0),
    lengthMs: (stepsMs.length * 1000) / framesPerSecond,
  }
}

/** The clock's time in milliseconds, from one frame's bars, the first bar's brightness first. */
function readClock(bars: Uint8Array): number {
  let step = 0
  for (let gray = bars.reduce((sum, bar, bit) => sum + (bar > 127 ? 2 ** bit : 0), 0); gray > 0; gray >>= 1)
    step ^= gray
  return step * clockStepMs
}
