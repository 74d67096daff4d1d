import { type BrowserWindow, dialog } from 'electron'
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
  offerEndOfHang({ window, log })
}

/** Offers to end a page that answers no more; what it has recorded is on the disk but for its last moments. */
function offerEndOfHang({ window, log }: { window: BrowserWindow; log: (line: string) => void }): void {
  let asking: AbortController | null = null
  window.on('responsive', () => asking?.abort())
  window.on('unresponsive', () => {
    if (asking) return
    const closing = new AbortController()
    asking = closing
    dialog
      .showMessageBox(window, {
        type: 'question',
        message: 'Ownpace does not answer.',
        detail: 'What was recorded is kept on this device, and offered once Ownpace has been loaded again.',
        buttons: ['Wait', 'Load again'],
        defaultId: 0,
        cancelId: 0,
        signal: closing.signal,
      })
      .then(({ response }) => {
        if (response === 1 && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer()
      })
      .catch((error: unknown) => log(`nobody could be asked about a page that hangs: ${String(error)}`))
      .finally(() => {
        asking = null
      })
  })
}
