import { userInfo } from 'node:os'
import { app, type BrowserWindow, session, shell } from 'electron'
import { findAppFiles } from '../backend/host/app-files.ts'
import { showOwner } from '../backend/host/show-owner.ts'
import { type CreateBackend, type StartedHost, startHost } from '../backend/host/start-host.ts'
import type { Owner } from '../backend/profile/connect.ts'
import { createPageHandler } from '../backend/security/page.ts'
import { createSite } from '../backend/security/site.ts'
import { createDesktop, createLinkOffer } from './abilities.ts'
import { followAppearance } from './appearance.ts'
import { answerCaptures } from './capture.ts'
import { askBeforeClosing } from './closing.ts'
import { answerPermissions, keepPagesAtHome } from './guard.ts'
import { startIndexProcess } from './index-process.ts'
import { setApplicationMenu } from './menu.ts'
import { createAroundRecording } from './recording.ts'
import { reviveDeadPage } from './revive.ts'
import { serveAppScheme } from './scheme.ts'
import { openElectronStore } from './settings-file.ts'
import { hasSystemSound } from './system-sound.ts'
import { isWaylandSession } from './wayland.ts'
import { focusWindow, openWindow } from './window.ts'

/**
 * Runs the desktop app, once Electron is ready: owns the profile, or brings the Ownpace that does to the front and
 * ends.
 *
 * @throws what `startHost` throws.
 */
export async function runDesktop({
  profileDir,
  createBackend,
}: {
  profileDir: string
  createBackend: CreateBackend
}): Promise<void> {
  let window: BrowserWindow | null = null
  let isServing = false
  const log = (line: string): void => console.error(line)
  const ownWindow = (): BrowserWindow | null => window
  const showWindow = (): void => {
    if (window) {
      focusWindow(window)
      return
    }
    window = openWindow(profileDir)
    aroundRecording.watch(window)
    askBeforeClosing(window, { isEnding: aroundRecording.power.isEnding, log })
    reviveDeadPage({ window, nowMs: () => performance.now(), log })
    window.once('closed', () => {
      window = null
    })
  }

  const offerLink = createLinkOffer(ownWindow)
  keepPagesAtHome((link) => {
    offerLink(link).catch((error: unknown) => log(`a link was not opened: ${String(error)}`))
  })
  answerPermissions(session.defaultSession, ownWindow)
  const canHear = hasSystemSound({
    platform: process.platform,
    systemVersion: process.getSystemVersion(),
    env: process.env,
    userId: userInfo().uid,
  })
  const isWayland = isWaylandSession({ platform: process.platform, env: process.env })
  const capture = answerCaptures({
    ...{ session: session.defaultSession, ownWindow, hasSystemSound: canHear, isWayland, log },
  })
  const aroundRecording = createAroundRecording({
    profileDir,
    capture,
    ownWindow,
    showWindow,
    hasSystemSound: canHear,
    isWayland,
    log,
  })
  const host = await startHost({
    profileDir,
    host: 'desktop',
    createBackend,
    openSettingsFile: openElectronStore,
    desktop: createDesktop({ ownWindow, capture, aroundRecording, offerLink }),
    show: async () => {
      // before that, this start is about to show its window anyway
      if (isServing) showWindow()
      return { url: null }
    },
    startIndexProcess,
    log,
  })
  if (host.kind === 'running-elsewhere') return bringToFront(host.owner)

  const page = await createPageHandler({ pageDir: findAppFiles().pageDir, randomBytes: host.ports.randomBytes })
  serveAppScheme(createSite({ backend: host.backend, page }))
  isServing = true
  setApplicationMenu()
  followAppearance(host.ports.settings)
  aroundRecording.start(host.ports.settings)
  app.on('will-quit', aroundRecording.close)
  closeBeforeQuit(host)
  app.on('activate', showWindow)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  showWindow()
}

/** An owner with a window shows it; one without, in a browser, gives an address that opens it. */
async function bringToFront(owner: Owner): Promise<void> {
  const { url } = await showOwner(owner)
  if (url !== null) await shell.openExternal(url)
  app.quit()
}

function closeBeforeQuit(host: StartedHost): void {
  let isClosed = false
  app.on('will-quit', (event) => {
    if (isClosed) return
    event.preventDefault()
    host
      .close()
      .catch((error: unknown) => console.error(String(error)))
      .finally(() => {
        isClosed = true
        // every window is closed already; quitting once more would ask them again
        app.exit()
      })
  })
}
