import { type BrowserWindow, dialog, type MessageBoxOptions, type OpenDialogOptions, shell } from 'electron'
import type { Desktop } from '../backend/ports.ts'
import type { Capture } from './capture.ts'
import { openableLink } from './rules.ts'

/** The `Desktop` port on Electron. Dialogs belong to the window where there is one. */
export function createDesktop({
  ownWindow,
  capture,
}: {
  ownWindow: () => BrowserWindow | null
  capture: Capture
}): Desktop {
  return {
    async pickFolder(title) {
      const options: OpenDialogOptions = { title, properties: ['openDirectory', 'createDirectory'] }
      const window = ownWindow()
      const { filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
      return filePaths[0] ?? null
    },
    async reveal(absolutePath) {
      shell.showItemInFolder(absolutePath)
    },
    listSources: capture.listSources,
    chooseSource: capture.chooseSource,
    openLink: (httpsUrl) => confirmLink(httpsUrl, ownWindow()),
  }
}

/** Opens an https link in the person's browser, once they have seen where it leads and agreed. */
export async function confirmLink(httpsUrl: string, window: BrowserWindow | null): Promise<void> {
  const link = openableLink(httpsUrl)
  if (link === null) return
  const options: MessageBoxOptions = {
    type: 'question',
    message: `Open ${new URL(link).host} in your browser?`,
    detail: link,
    buttons: ['Open', 'Cancel'],
    defaultId: 0,
    cancelId: 1,
  }
  const { response } = await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options))
  if (response === 0) await shell.openExternal(link)
}
