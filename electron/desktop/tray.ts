import { execFile } from 'node:child_process'
import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron'
import type { HotkeyAction } from '../../domain/hotkeys.ts'
import type { RecordingNews } from '../backend/ports.ts'
import { dotBitmap } from './tray-icon.ts'

export interface RecordingTray {
  follow(recording: RecordingNews | null, more: { isControlShown: boolean }): void
}

/** The dot in the system's tray while one records: how it stands, and the ways to go on. A click shows the window. */
export function createRecordingTray({
  onAct,
  onShowWindow,
  onShowControl,
  log,
}: {
  onAct: (action: HotkeyAction) => void
  onShowWindow: () => void
  onShowControl: (isShown: boolean) => void
  log: (line: string) => void
}): RecordingTray {
  let tray: Tray | null = null
  let shown = ''

  const show = (recording: RecordingNews, isControlShown: boolean): void => {
    const { phase, question } = recording
    const isPaused = phase === 'paused'
    tray ??= new Tray(dotIcon(isPaused))
    tray.setImage(dotIcon(isPaused))
    tray.setToolTip(stateWords[phase])
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: stateWords[phase], enabled: false },
        ...(question === '' ? [] : [{ label: shortened(question), enabled: false }]),
        { type: 'separator' },
        ...actions(recording, onAct),
        { type: 'separator' },
        {
          label: isControlShown ? 'Hide the small control' : 'Show the small control',
          click: () => onShowControl(!isControlShown),
        },
        { label: 'Show Ownpace', click: onShowWindow },
      ]),
    )
    tray.removeAllListeners('click')
    tray.on('click', onShowWindow)
  }

  return {
    follow(recording, { isControlShown }) {
      const next = JSON.stringify([recording, isControlShown])
      if (next === shown) return
      shown = next
      try {
        if (recording) show(recording, isControlShown)
        else {
          tray?.destroy()
          tray = null
        }
      } catch (error) {
        log(`there is no tray: ${String(error)}`)
      }
    },
  }
}

const stateWords = {
  countdown: 'About to record',
  recording: 'Recording',
  paused: 'Paused',
  stopping: 'Finishing',
} as const

function actions(recording: RecordingNews, onAct: (action: HotkeyAction) => void): MenuItemConstructorOptions[] {
  const isUnderWay = recording.phase === 'recording' || recording.phase === 'paused'
  if (!isUnderWay)
    return [{ label: 'Stop', enabled: recording.phase === 'countdown', click: () => onAct('start-stop') }]
  return [
    { label: recording.phase === 'paused' ? 'Go on' : 'Pause', click: () => onAct('toggle-pause') },
    ...(recording.hasNextQuestion ? [{ label: 'Next question', click: () => onAct('next-question') }] : []),
    { label: 'Mark this moment', click: () => onAct('mark') },
    { label: 'Finish', click: () => onAct('start-stop') },
  ]
}

function shortened(words: string): string {
  // an ampersand would underline the next letter
  const line = words.replaceAll('&', '&&').replace(/\s+/g, ' ')
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}

function dotIcon(isPaused: boolean): Electron.NativeImage {
  const icon = nativeImage.createEmpty()
  for (const scaleFactor of [1, 2]) {
    const size = 16 * scaleFactor
    icon.addRepresentation({ scaleFactor, width: size, height: size, buffer: dotBitmap({ size, isPaused }) })
  }
  return icon
}

/** Whether this system shows trays. On Linux some desktops have none; the session's bus knows who would show them. */
export async function findTray(): Promise<boolean> {
  if (process.platform !== 'linux') return true
  const name = 'org.kde.StatusNotifierWatcher'
  const bus = { name: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' }
  const method = `${bus.name}.NameHasOwner`
  const answer =
    (await said('gdbus', ['call', '--session', '-d', bus.name, '-o', bus.path, '-m', method, name])) ??
    (await said('dbus-send', ['--session', '--print-reply', `--dest=${bus.name}`, bus.path, method, `string:${name}`]))
  return answer !== null && /\btrue\b/.test(answer)
}

/** What a program of the system says; null where it is not here or fails. */
function said(program: string, args: string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: 3_000 }, (error, stdout) => resolve(error ? null : stdout))
  })
}
