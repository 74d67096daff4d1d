import { app, type BrowserWindow, type Session, type WebContents } from 'electron'
import { isGranted, isOwnPage, openableLink } from './rules.ts'

/**
 * Keeps every page of this process where it is: no navigation away, no redirect, no frame and no window of another
 * origin, no webview. A link that leads out is offered to the person instead.
 */
export function keepPagesAtHome(offerLink: (httpsUrl: string) => void): void {
  const offer = (url: string): void => {
    const link = openableLink(url)
    if (link !== null) offerLink(link)
  }
  app.on('web-contents-created', (_created, contents) => {
    // of the main frame too, and before `will-navigate`
    contents.on('will-frame-navigate', (event) => {
      if (event.isMainFrame && isOwnPage(event.url)) return
      event.preventDefault()
      if (event.isMainFrame) offer(event.url)
    })
    contents.on('will-redirect', (event) => {
      if (!isOwnPage(event.url)) event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      offer(url)
      return { action: 'deny' }
    })
  })
}

/** Answers permission requests, and the silent checks before them, by one allow-list. */
export function answerPermissions(session: Session, ownWindow: () => BrowserWindow | null): void {
  const isMain = (contents: WebContents | null): boolean =>
    contents !== null && ownWindow()?.webContents.id === contents.id
  session.setPermissionRequestHandler((contents, permission, answer, { requestingUrl, isMainFrame }) => {
    answer(isGranted({ permission, requestingUrl, isMainFrame, isMainWindow: isMain(contents) }))
  })
  session.setPermissionCheckHandler((contents: WebContents | null, permission, requestingOrigin, details) => {
    const requestingUrl = details.requestingUrl ?? requestingOrigin
    return isGranted({ permission, requestingUrl, isMainFrame: details.isMainFrame, isMainWindow: isMain(contents) })
  })
  session.setDevicePermissionHandler(() => false)
}
