import { type RefObject, useEffect, useRef } from 'react'
import { type Chapter, chapterStartBeside } from '../../../domain/captions/chapters.ts'
import { isMeantElsewhere } from '../../app/use-go-keys.ts'
import type { Playback } from '../../playback/playback.ts'
import { speedBeside } from '../../playback/speeds.ts'
import { toggleFullScreen, togglePictureInPicture } from './film-screen.ts'
import type { PlayerChoices } from './use-player-choices.ts'
import { type WatchAction, watchActionOf } from './watch-keys.ts'

interface WatchControls {
  playback: Playback
  durationMs: number
  /** Keys of the film do nothing without one. */
  hasVideo: boolean
  film: RefObject<HTMLElement | null>
  /** In order; the keys of chapters lead between them. */
  chapters: readonly Chapter[]
  choices: PlayerChoices
  /** Null where it cannot be marked. */
  onSeen: (() => void) | null
  onComment: () => void
  onNext: (() => void) | null
  onRead: () => void
}

/** Most recordings of screens have thirty frames a second. */
const frameMs = 1000 / 30

/** Follows the keys of the watch screen, unless one is writing. */
export function useWatchKeys(controls: WatchControls): void {
  const latest = useRef(controls)
  useEffect(() => {
    latest.current = controls
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (isMeantElsewhere(event) || isOwnKeyOf(event)) return
      const action = watchActionOf(event.key)
      if (action === null) return
      event.preventDefault()
      act(action, latest.current)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

/** Space presses what has the focus, and arrows move between tabs; the slider's arrows are the film's. */
function isOwnKeyOf({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (key === ' ') return target.closest('button, a, summary, [role="tab"]') !== null
  return key.startsWith('Arrow') && target.closest('[role="tab"]') !== null
}

function act(action: WatchAction, controls: WatchControls): void {
  switch (action.do) {
    case 'seen':
      controls.onSeen?.()
      break
    case 'comment':
      controls.onComment()
      break
    case 'next':
      controls.onNext?.()
      break
    case 'read':
      controls.onRead()
      break
    default:
      if (controls.hasVideo) actOnFilm(action, controls)
  }
}

function actOnFilm(action: WatchAction, { playback, durationMs, chapters, choices, film }: WatchControls): void {
  const { currentMs } = playback.get()
  switch (action.do) {
    case 'toggle':
      playback.toggle()
      break
    case 'skip':
      playback.seek(currentMs + action.byMs)
      break
    case 'frame':
      playback.pause()
      playback.seek(currentMs + action.direction * frameMs)
      break
    case 'speed':
      choices.onSpeed(speedBeside(choices.speed, action.direction))
      break
    case 'part':
      playback.seek((durationMs * action.tenth) / 10)
      break
    case 'chapter':
      playback.seek(chapterStartBeside(chapters, { atMs: currentMs, direction: action.direction }))
      break
    case 'silence':
      choices.onSkipSilence()
      break
    case 'captions':
      choices.onCaptions()
      break
    case 'picture-in-picture':
      togglePictureInPicture(playback)
      break
    case 'full-screen':
      toggleFullScreen(film.current?.firstElementChild ?? null)
      break
  }
}
