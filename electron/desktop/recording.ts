import type { BrowserWindow } from 'electron'
import type { Desktop, DesktopEvent, HostAbility, RecordingNews, SettingsStore } from '../backend/ports.ts'
import { createAwake } from './awake.ts'
import type { Capture } from './capture.ts'
import { createControl, isControlHidden } from './control.ts'
import { holdHotkeys } from './hotkeys.ts'
import { type Power, watchPower } from './power.ts'
import { createRecordingTray, findTray } from './tray.ts'

export interface AroundRecording {
  port: Omit<Desktop, 'pickFolder' | 'reveal' | 'openLink' | keyof Capture>
  power: Power
  /** Ends all of it when the page of this window goes away, whatever it goes of. */
  watch(window: BrowserWindow): void
  /** Begins what depends on the settings. */
  start(settings: SettingsStore): void
  close(): void
}

/** What the desktop does around a recording of its page: keys, control, tray, no sleep, and a word before it must end. */
export function createAroundRecording({
  profileDir,
  capture,
  ownWindow,
  showWindow,
  hasSystemSound,
  isWayland,
  log,
}: {
  profileDir: string
  capture: Pick<Capture, 'sharedScreen'>
  ownWindow: () => BrowserWindow | null
  showWindow: () => void
  hasSystemSound: boolean
  isWayland: boolean
  log: (line: string) => void
}): AroundRecording {
  const listeners = new Set<(event: DesktopEvent) => void>()
  const publish = (event: DesktopEvent): void => {
    for (const listener of [...listeners]) listener(event)
  }
  let recording: RecordingNews | null = null
  let hasTray = false
  let hotkeys: ReturnType<typeof holdHotkeys> | null = null

  const awake = createAwake()
  const power = watchPower((why) => publish({ type: 'suspending', why }))
  const control = createControl({
    profileDir,
    sharedScreen: capture.sharedScreen,
    onChange() {
      tray.follow(recording, { isControlShown: control.isShown() })
      publish({ type: 'host' })
    },
  })
  const tray = createRecordingTray({
    onAct: (action) => publish({ type: 'hotkey', action }),
    onShowWindow: showWindow,
    onShowControl: (isShown) => control.show(isShown),
    log,
  })
  const follow = (news: RecordingNews | null): void => {
    recording = news
    hotkeys?.follow(news !== null)
    awake.follow(news)
    power.follow(news)
    control.follow(news)
    tray.follow(news, { isControlShown: control.isShown() })
    // a hidden window's timers must not slow down while it records
    const window = ownWindow()
    if (window && !window.isDestroyed()) window.webContents.setBackgroundThrottling(news === null)
  }
  findTray()
    .then((found) => {
      hasTray = found
      if (found) publish({ type: 'host' })
    })
    .catch((error: unknown) => log(`whether there is a tray is not known: ${String(error)}`))

  return {
    power,
    port: {
      abilities: () => [
        ...abilities,
        ...(isControlHidden ? (['hidden-control'] as const) : []),
        ...(hasTray ? (['tray'] as const) : []),
        ...(hasSystemSound ? (['system-sound'] as const) : []),
      ],
      follow,
      showControl: (isShown) => control.show(isShown),
      isControlShown: () => control.isShown(),
      fitControl: (heightPx) => control.fit(heightPx),
      hotkeys: () => hotkeys?.status() ?? { isCertain: false, refused: [] },
      pauseHotkeys: (isPaused) => hotkeys?.pause(isPaused),
      subscribe(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    watch(window) {
      const end = (): void => {
        hotkeys?.pause(false)
        follow(null)
      }
      window.webContents.on('render-process-gone', end)
      window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
        if (isMainFrame && !isSameDocument) end()
      })
      window.once('closed', end)
      power.watch(window)
    },
    start(settings) {
      hotkeys = holdHotkeys({
        settings,
        isWayland,
        nowMs: () => performance.now(),
        onPressed(action) {
          // on a Mac the app goes on without a window
          if (!ownWindow()) showWindow()
          publish({ type: 'hotkey', action })
        },
        log,
      })
    },
    close() {
      hotkeys?.close()
      follow(null)
    },
  }
}

const abilities: HostAbility[] = ['pick-folder', 'reveal', 'list-sources', 'hotkeys', 'control', 'keep-awake']
