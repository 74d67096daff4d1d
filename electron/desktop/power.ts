import { app, type BrowserWindow, powerMonitor } from 'electron'
import type { RecordingNews } from '../backend/ports.ts'

type Why = 'sleep' | 'lock' | 'shutdown'

export interface Power {
  /** Whether the computer is being shut down: nothing is asked any more. */
  isEnding(): boolean
  follow(recording: RecordingNews | null): void
  /** On Windows the end of a session is told to its windows. */
  watch(window: BrowserWindow): void
}

/** How long a shutdown is held up, at most, for the last second of a recording to reach the disk. */
const graceMs = 4_000

/**
 * Tells the page before the computer sleeps, is locked or shut down, so that it pauses and brings to the disk what it
 * has. A shutdown waits for that where the system can wait; sleep does not, and costs no more than the running second.
 */
export function watchPower(onSuspending: (why: Why) => void): Power {
  let isEnding = false
  let recording: RecordingNews | null = null
  const isAtRisk = (): boolean => recording !== null && !(recording.phase === 'paused' && recording.isSafe)
  const tell = (why: Why): void => {
    if (isAtRisk()) onSuspending(why)
  }
  let quit = (): void => undefined

  powerMonitor.on('suspend', () => tell('sleep'))
  powerMonitor.on('lock-screen', () => tell('lock'))
  // typed without its event, which it has
  powerMonitor.on('shutdown', ((event?: { preventDefault(): void }) => {
    isEnding = true
    if (!isAtRisk()) return
    event?.preventDefault()
    const timer = setTimeout(() => quit(), graceMs)
    quit = () => {
      clearTimeout(timer)
      quit = () => undefined
      app.quit()
    }
    tell('shutdown')
  }) as () => void)

  return {
    isEnding: () => isEnding,
    follow(news) {
      recording = news
      if (isEnding && !isAtRisk()) quit()
    },
    watch(window) {
      window.on('session-end', () => {
        isEnding = true
        tell('shutdown')
      })
    },
  }
}
