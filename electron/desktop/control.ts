import { join } from 'node:path'
import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { RecordingNews } from '../backend/ports.ts'
import {
  controlSize,
  keepSpot,
  placeControl,
  readSpot,
  type Screen,
  type Spot,
  screensForControl,
} from './control-place.ts'
import { controlUrl } from './rules.ts'
import { pagePreferences } from './window.ts'

export interface Control {
  follow(recording: RecordingNews | null): void
  /** What the person asks for; holds until the recording ends. */
  show(isShown: boolean): void
  isShown(): boolean
  fit(heightPx: number): void
}

/** Whether the system leaves a protected window out of what is recorded. On Linux nothing does. */
export const isControlHidden = process.platform === 'win32' || process.platform === 'darwin'

const firstHeight = 184

/**
 * The small window over all others while one records. It opens with the recording and closes with it, never takes the
 * focus, and stays where it was put; where it would be in the picture it is shown only when asked for.
 */
export function createControl({
  profileDir,
  sharedScreen,
  onChange,
}: {
  profileDir: string
  /** The screen that is recorded; null where it is not known. */
  sharedScreen: () => number | null
  onChange: () => void
}): Control {
  const path = join(profileDir, 'control.json')
  let window: BrowserWindow | null = null
  let recording: RecordingNews | null = null
  let asked: boolean | null = null
  let contentHeight = firstHeight

  const allScreens = (): Screen[] => screen.getAllDisplays().map(({ id, workArea }) => ({ id, workArea }))
  /** Where it may be now; nowhere where it is not to be seen. */
  const screensNow = (): Screen[] => {
    if (recording === null || asked === false) return []
    const screens = allScreens()
    const free = screensForControl({ recording, isHidden: isControlHidden, screens, sharedId: sharedScreen() })
    return asked === true && free.length === 0 ? screens : free
  }
  /** Where the person put it; the control gives way to the screen's edge from there, and comes back to it. */
  let home = readSpot(path)
  let placed: Spot | null = null
  const noteMove = (): void => {
    if (!window?.isVisible() || !placed) return
    const [x = 0, y = 0] = window.getPosition()
    if (x === placed.x && y === placed.y) return
    home = { x, y }
    placed = home
    keepSpot(path, home)
  }
  const place = (): void => {
    noteMove()
    const screens = screensNow()
    const [first] = screens
    if (!window || !first) return
    const size = controlSize(contentHeight, first.workArea)
    placed = placeControl({ kept: home, size, screens })
    if (placed) window.setBounds({ ...placed, ...size })
  }
  const open = (): void => {
    window = openControlWindow()
    placed = null
    place()
    const opened = window
    opened.once('ready-to-show', () => {
      if (!opened.isDestroyed()) opened.showInactive()
    })
    opened.on('close', () => {
      if (window === opened) noteMove()
    })
    opened.once('closed', () => {
      if (window !== opened) return
      // closed by the person or the system: it stays away for this recording
      window = null
      asked = false
      onChange()
    })
  }
  const close = (): void => {
    noteMove()
    const closing = window
    window = null
    closing?.close()
  }
  const update = (): void => {
    const isWanted = screensNow().length > 0
    if (isWanted === (window !== null)) return
    if (isWanted) open()
    else close()
    onChange()
  }
  const keepOnScreen = (): void => {
    update()
    place()
  }
  screen.on('display-removed', keepOnScreen)
  screen.on('display-added', keepOnScreen)
  screen.on('display-metrics-changed', keepOnScreen)

  return {
    follow(news) {
      recording = news
      if (news === null) asked = null
      update()
    },
    show(isShown) {
      asked = isShown
      update()
    },
    isShown: () => window !== null,
    fit(heightPx) {
      if (heightPx === contentHeight) return
      contentHeight = heightPx
      place()
    },
  }
}

function openControlWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 356,
    height: firstHeight,
    show: false,
    title: 'Ownpace is recording',
    frame: false,
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    skipTaskbar: true,
    alwaysOnTop: true,
    // the first click on it already means what it hits
    acceptFirstMouse: true,
    // a panel takes clicks on a Mac without bringing Ownpace to the front
    ...(process.platform === 'darwin' ? { type: 'panel' } : {}),
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#191c18' : '#ffffff',
    webPreferences: pagePreferences,
  })
  // above full screens too; below the system's own notices
  window.setAlwaysOnTop(true, 'screen-saver')
  window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true })
  if (isControlHidden) window.setContentProtection(true)
  void window.loadURL(controlUrl)
  return window
}
