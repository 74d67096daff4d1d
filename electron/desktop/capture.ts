import { type BrowserWindow, desktopCapturer, type Session, screen } from 'electron'
import type { CaptureSource } from '../backend/ports.ts'

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
  log,
}: {
  session: Session
  ownWindow: () => BrowserWindow | null
  hasSystemSound: boolean
  log: (line: string) => void
}): Capture {
  let chosenId: string | null = null
  let sharedScreen: number | null = null
  session.setDisplayMediaRequestHandler((request, answer) => {
    const sourceId = chosenId
    chosenId = null
    const window = ownWindow()
    if (!window || request.frame !== window.webContents.mainFrame) return answer(null)
    desktopCapturer
      .getSources({ types: ['screen', 'window'], thumbnailSize: { width: 0, height: 0 } })
      .then((sources) => {
        const video = sources.find(({ id }) => (sourceId === null ? id.startsWith('screen:') : id === sourceId))
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
      const sources = await desktopCapturer.getSources({ types: ['screen', 'window'], thumbnailSize: thumbnailSize() })
      return sources.map(({ id, name, thumbnail }) => ({
        id,
        kind: id.startsWith('screen:') ? 'screen' : 'window',
        name,
        thumbnail: thumbnail.toDataURL(),
      }))
    },
  }
}
