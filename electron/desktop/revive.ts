import type { BrowserWindow } from 'electron'
import { appUrl } from './rules.ts'

/** A page that dies again this soon after it was loaded anew would only do so without end. */
const leastLifeMs = 10_000

/**
 * Loads the page anew when its process has died, instead of leaving an empty window: where it begins, because what it
 * died of may be what it showed. The backend lives in another process: nothing that it was given is lost, and a
 * recording that was cut off is offered at once.
 */
export function reviveDeadPage({
  window,
  nowMs,
  log,
}: {
  window: BrowserWindow
  nowMs: () => number
  log: (line: string) => void
}): void {
  let revivedMs = Number.NEGATIVE_INFINITY
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    log(`the page's process ended: ${reason}, ${exitCode}`)
    if (nowMs() - revivedMs < leastLifeMs) return
    revivedMs = nowMs()
    window.loadURL(appUrl).catch((error: unknown) => log(`the page did not come back: ${String(error)}`))
  })
}
