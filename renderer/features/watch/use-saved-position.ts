import { useEffect } from 'react'
import { setPrivate } from '../../cache/private.ts'
import type { Playback } from '../../playback/playback.ts'

/** How often the place is kept while the video plays. */
const everyMs = 5000

/**
 * Keeps how far I am, on this device alone: every few seconds while it plays, when it pauses, when the window is hidden and
 * when the screen is left. At the end it is forgotten, so that the next time begins at the start.
 */
export function useSavedPosition({
  playback,
  library,
  item,
  version,
}: {
  playback: Playback
  library: string
  item: string
  /** The version of the video; null where there is none, and then nothing is kept. */
  version: string | null
}): void {
  useEffect(() => {
    if (version === null) return
    const key = `position:${library}:${item}`
    let { isPlaying } = playback.get()
    let savedMs = playback.get().currentMs
    const save = (): void => {
      const { currentMs, isEnded } = playback.get()
      if (currentMs === savedMs) return
      savedMs = currentMs
      void setPrivate({ [key]: isEnded ? null : { ms: Math.round(currentMs), version } })
    }
    const timer = setInterval(save, everyMs)
    const unsubscribe = playback.subscribe(() => {
      const was = isPlaying
      isPlaying = playback.get().isPlaying
      if (was && !isPlaying) save()
    })
    const onHide = (): void => {
      if (document.visibilityState === 'hidden') save()
    }
    document.addEventListener('visibilitychange', onHide)
    window.addEventListener('pagehide', save)
    return () => {
      clearInterval(timer)
      unsubscribe()
      document.removeEventListener('visibilitychange', onHide)
      window.removeEventListener('pagehide', save)
      save()
    }
  }, [playback, library, item, version])
}
