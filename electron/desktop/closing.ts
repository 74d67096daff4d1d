import { app, type BrowserWindow, dialog } from 'electron'

/**
 * Asks before a window closes whose page does not want to be left, as it does not while it records: Electron itself
 * would keep such a window open without a word. Recording goes on while the question is open.
 */
export function askBeforeClosing(
  window: BrowserWindow,
  {
    isEnding,
    log,
  }: {
    /** Whether the computer is shutting down, so that nobody can be asked. */
    isEnding: () => boolean
    log: (line: string) => void
  },
): void {
  let isAsking = false
  let isAgreed = false
  let isQuitting = false
  const noteQuit = (): void => {
    isQuitting = true
  }
  app.on('before-quit', noteQuit)
  window.once('closed', () => app.off('before-quit', noteQuit))

  const ask = async (): Promise<void> => {
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      message: 'You are recording.',
      detail: 'What was recorded until now is kept on this device, and offered when Ownpace is opened again.',
      buttons: ['Go on recording', 'Close'],
      defaultId: 0,
      cancelId: 0,
    })
    isAgreed = response === 1
    if (!isAgreed) isQuitting = false
    else if (isQuitting) app.quit()
    else window.close()
  }
  window.webContents.on('will-prevent-unload', (event) => {
    // Prevented is the prevention: the window closes.
    if (isAgreed || isEnding()) return event.preventDefault()
    if (isAsking) return
    isAsking = true
    ask()
      .catch((error: unknown) => log(`nobody could be asked before closing: ${String(error)}`))
      .finally(() => {
        isAsking = false
      })
  })
}
