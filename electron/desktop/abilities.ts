import { type BrowserWindow, dialog, type MessageBoxOptions, type OpenDialogOptions, shell } from 'electron'
import type { Desktop } from '../backend/ports.ts'
import type { Capture } from './capture.ts'
import type { AroundRecording } from './recording.ts'
import { openableLink } from './rules.ts'

/** The `Desktop` port on Electron. Dialogs belong to the window where there is one. */
export function createDesktop({
  ownWindow,
  capture,
  aroundRecording,
  offerLink,
}: {
  ownWindow: () => BrowserWindow | null
  capture: Capture
  aroundRecording: AroundRecording
  offerLink: OfferLink
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
    openLink: offerLink,
    ...aroundRecording.port,
  }
}

export type OfferLink = (httpsUrl: string) => Promise<void>

/**
 * Opens https links in the person's browser, once they have seen where one leads and agreed. While they are being
 * asked about one, others are let go: a page cannot pile up questions.
 */
export function createLinkOffer(ownWindow: () => BrowserWindow | null): OfferLink {
  let isAsking = false
  return async (httpsUrl) => {
    const link = openableLink(httpsUrl)
    if (link === null || isAsking) return
    const options: MessageBoxOptions = {
      type: 'question',
      message: `Open ${new URL(link).host} in your browser?`,
      detail: link,
      buttons: ['Open', 'Cancel'],
      defaultId: 0,
      cancelId: 1,
    }
    isAsking = true
    try {
      const window = ownWindow()
      const { response } = await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options))
      if (response === 0) await shell.openExternal(link)
    } finally {
      isAsking = false
    }
  }
}
