import { powerSaveBlocker } from 'electron'
import type { RecordingNews } from '../backend/ports.ts'

export interface Awake {
  follow(recording: RecordingNews | null): void
}

/**
 * Keeps the computer from falling asleep while one records, and its display on where it is in the picture. A pause lets
 * it sleep: nothing is being recorded, and nothing is lost.
 */
export function createAwake(): Awake {
  let blocker: { id: number; keeps: 'display' | 'computer' } | null = null
  return {
    follow(recording) {
      const keeps = needed(recording)
      if (keeps === (blocker?.keeps ?? null)) return
      if (blocker) powerSaveBlocker.stop(blocker.id)
      blocker =
        keeps === null
          ? null
          : {
              keeps,
              id: powerSaveBlocker.start(keeps === 'display' ? 'prevent-display-sleep' : 'prevent-app-suspension'),
            }
    },
  }
}

function needed(recording: RecordingNews | null): 'display' | 'computer' | null {
  if (recording === null || (recording.phase === 'paused' && recording.isSafe)) return null
  return recording.hasScreen ? 'display' : 'computer'
}
