import {
  BrowserWindow,
  type DesktopCapturerSource,
  desktopCapturer,
  type Session,
  screen,
  systemPreferences,
} from 'electron'
import type { CaptureSource } from '../backend/ports.ts'
import { controlUrl } from './rules.ts'
import { refusalToShow } from './screen-access.ts'

export interface Capture {
  listSources(): Promise<CaptureSource[]>
  chooseSource(sourceId: string | null): void
  /** The screen that was granted last; null for a window, or where the system does not say. */
  sharedScreen(): number | null
}

/** As large as a picture of a source is shown; twice as many pixels where a screen has them. */
function thumbnailSize(): { width: number; height: number } {
  const scale = Math.min(2, Math.max(1, ...screen.getAllDisplays().map(({ scaleFactor }) => scaleFactor)))
  return { width: Math.round(320 * scale), height: Math.round(180 * scale) }
}

/**
 * Grants the page's getDisplayMedia calls: each receives the source that the person chose for it, or the whole screen
 * where nothing was chosen. A choice holds for one call, since on Wayland an id does too. A source that is gone, a
 * frame or a window that is not ours: the call is refused, and the page's promise is rejected.
 */
export function answerCaptures({
  session,
  ownWindow,
  hasSystemSound,
  isWayland,
  log,
}: {
  session: Session
  ownWindow: () => BrowserWindow | null
  hasSystemSound: boolean
  /** The system's own picker then answers each listing, and what it answered is good for one capture. */
  isWayland: boolean
  log: (line: string) => void
}): Capture {
  let chosenId: string | null = null
  let sharedScreen: number | null = null
  let listed: DesktopCapturerSource[] = []
  const sourcesNow = async (sourceId: string | null): Promise<DesktopCapturerSource[]> => {
    if (isWayland && listed.some(({ id }) => id === sourceId)) return listed
    return await desktopCapturer.getSources({ types: ['screen', 'window'], thumbnailSize: { width: 0, height: 0 } })
  }
  session.setDisplayMediaRequestHandler((request, answer) => {
    const sourceId = chosenId
    chosenId = null
    const window = ownWindow()
    if (!window || request.frame !== window.webContents.mainFrame) return answer(null)
    sourcesNow(sourceId)
      .catch((error: unknown): DesktopCapturerSource[] => {
        // without an answer the page would wait for ever
        log(`the screens could not be listed: ${String(error)}`)
        return []
      })
      .then((sources) => {
        const isAsked = ({ id }: { id: string }): boolean =>
          sourceId === null ? isWayland || id.startsWith('screen:') : id === sourceId
        const video = sources.find(isAsked)
        if (!video) return answer(null)
        const displayId = Number.parseInt(video.display_id, 10)
        sharedScreen = video.id.startsWith('screen:') && Number.isFinite(displayId) ? displayId : null
        // a hidden window's timers must not slow down while it records
        window.webContents.setBackgroundThrottling(false)
        answer(request.audioRequested && hasSystemSound ? { video, audio: 'loopback' } : { video })
      })
      .catch((error: unknown) => log(`a capture was not granted: ${String(error)}`))
  })
  return {
    chooseSource: (sourceId) => {
      chosenId = sourceId
    },
    sharedScreen: () => sharedScreen,
    listSources: async () => {
      const refusal = process.platform === 'darwin' && refusalToShow(systemPreferences.getMediaAccessStatus('screen'))
      if (refusal) throw refusal
      const sources = await desktopCapturer.getSources({ types: ['screen', 'window'], thumbnailSize: thumbnailSize() })
      if (isWayland) listed = sources
      const control = controlWindowNumber()
      const offered = sources.filter(({ id }) => control === null || windowNumber(id) !== control)
      return offered.map(({ id, name, thumbnail }) => ({
        id,
        kind: id.startsWith('screen:') ? 'screen' : 'window',
        name,
        thumbnail: thumbnail.toDataURL(),
      }))
    },
  }
}

/** The small control is there to record with, not to be recorded; null where it is not open. */
function controlWindowNumber(): string | null {
  const control = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL() === controlUrl)
  return control ? windowNumber(control.getMediaSourceId()) : null
}

/** `window:<number>:<more>` without what may differ from one asking to the next. */
function windowNumber(sourceId: string): string | null {
  return /^window:(\d+):/.exec(sourceId)?.[1] ?? null
}
