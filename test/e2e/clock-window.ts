import type { Browser, Page } from 'playwright-core'
import type { Area } from '../support/frames.ts'

/** A window beside the app's that shows nothing but a clock, so that a picture of the screen tells when it was taken. */
export interface ClockWindow {
  /** Where the bars are in a picture of the whole screen, a row each. */
  area: Area
  /** Resolves once so much has gone by on the clock. */
  passed(durationMs: number): Promise<void>
}

/** Eight bars are eight bits: a step each tenth of a second, the same again after 256 of them. */
const bitCount = 8
export const clockStepMs = 100
export const clockRoundMs = clockStepMs * 2 ** bitCount

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

/** The clock's time in milliseconds, from one frame's bars, the first bar's brightness first. */
export function readClock(bars: Uint8Array): number {
  if (bars.length !== bitCount) throw new Error(`a clock has ${bitCount} bars, not ${bars.length}`)
  let step = 0
  for (let gray = bars.reduce((sum, bar, bit) => sum + (bar > 127 ? 2 ** bit : 0), 0); gray > 0; gray >>= 1)
    step ^= gray
  return step * clockStepMs
}

/** How much a clock went on from one reading to a later one. */
export function clockPassedMs(fromMs: number, toMs: number): number {
  return (toMs - fromMs + clockRoundMs) % clockRoundMs
}
