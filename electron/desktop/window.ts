import { join } from 'node:path'
import { BrowserWindow, nativeTheme, screen } from 'electron'
import { appUrl } from './rules.ts'
import { keepWindowState, placeWindow, readWindowState } from './window-state.ts'

/** What a page gets from Electron: nothing. Every line is a default, written out so that no default can change it. */
export const pagePreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: true,
}

/** The one window, where it was left last time. */
export function openWindow(profileDir: string): BrowserWindow {
  const path = join(profileDir, 'window.json')
  const { isMaximized, ...bounds } = placeWindow({
    kept: readWindowState(path),
    workAreas: screen.getAllDisplays().map((display) => display.workArea),
  })
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 640,
    minHeight: 480,
    show: false,
    title: 'Ownpace',
    autoHideMenuBar: true,
    // what is seen until the page has painted: the page's own paper
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#131512' : '#faf8f4',
    webPreferences: pagePreferences,
  })
  if (isMaximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => {
    keepWindowState(path, { ...window.getNormalBounds(), isMaximized: window.isMaximized() })
  })
  void window.loadURL(appUrl)
  return window
}

/** Brings a window to the front, wherever it is. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
