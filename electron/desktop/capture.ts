import { type BrowserWindow, desktopCapturer, type Session } from 'electron'
import type { CaptureSource } from '../backend/ports.ts'

export interface Capture {
  listSources(): Promise<CaptureSource[]>
  chooseSource(sourceId: string | null): void
}

const thumbnailSize = { width: 320, height: 180 }

/**
 * Grants the page's getDisplayMedia calls: each receives the source that the person chose for it, or the whole screen
 * where nothing was chosen. A choice holds for one call, since on Wayland an id does too. A source that is gone, a
 * frame or a window that is not ours: the call is refused, and the page's promise is rejected.
 */
export function answerCaptures({
  session,
  ownWindow,
  log,
}: {
  session: Session
  ownWindow: () => BrowserWindow | null
  log: (line: string) => void
}): Capture {
  let chosenId: string | null = null
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
        // a hidden window's timers must not slow down while it records
        window.webContents.setBackgroundThrottling(false)
        answer(request.audioRequested && hasLoopback ? { video, audio: 'loopback' } : { video })
      })
      .catch((error: unknown) => log(`a capture was not granted: ${String(error)}`))
  })
  return {
    chooseSource: (sourceId) => {
      chosenId = sourceId
    },
    listSources: async () => {
      const sources = await desktopCapturer.getSources({ types: ['screen', 'window'], thumbnailSize })
      return sources.map(({ id, name, thumbnail }) => ({
        id,
        kind: id.startsWith('screen:') ? 'screen' : 'window',
        name,
        thumbnail: thumbnail.toDataURL(),
      }))
    },
  }
}

/** Electron promises the system's sound beside a capture on Windows alone. */
const hasLoopback = process.platform === 'win32'
