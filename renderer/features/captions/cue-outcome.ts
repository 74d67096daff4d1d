import {
  type EditedCue,
  joinedWithNext,
  shifted,
  splitAt,
  withoutCue,
  withText,
  withTimes,
} from '../../../domain/captions/edit-cues.ts'
import type { CueAction } from './cue-keys.ts'

/** What an action on one caption comes to. */
export interface CueOutcome {
  cues?: readonly EditedCue[] | undefined
  /** Changes of one gesture are undone together. */
  gesture?: string | undefined
  /** Where the caret goes. */
  focus?: { id: number; caret: number } | undefined
  seekMs?: number | undefined
}

/** What an action on the caption with this id comes to, while the video stands at a moment. */
export function outcomeOf(
  cues: readonly EditedCue[],
  { id, action, atMs, durationMs }: { id: number; action: CueAction; atMs: number; durationMs: number },
): CueOutcome {
  const place = cues.findIndex((cue) => cue.id === id)
  const [before, cue, after] = [cues[place - 1], cues[place], cues[place + 1]]
  if (cue === undefined) return {}
  const { startMs, endMs } = cue
  const hereMs = Math.round(atMs)
  switch (action.do) {
    case 'write':
      return { cues: withText(cues, id, action.text), gesture: `text-${id}` }
    case 'seek':
      return { seekMs: startMs }
    case 'split': {
      const split = splitAt(cues, id, action.atCharacter)
      const made = split.length > cues.length ? split[place + 1] : undefined
      return made === undefined ? {} : { cues: split, focus: { id: made.id, caret: 0 } }
    }
    case 'join-next':
      return after === undefined ? {} : { cues: joinedWithNext(cues, id), focus: { id, caret: cue.text.length } }
    case 'join-before': {
      if (before === undefined) return {}
      const words = before.text.trim()
      return {
        cues: joinedWithNext(cues, before.id),
        focus: { id: before.id, caret: words === '' ? 0 : words.length + 1 },
      }
    }
    case 'shift':
      return {
        cues: shifted(cues, action.isAll ? null : id, { byMs: action.byMs, durationMs }),
        gesture: action.isAll ? 'shift-all' : `shift-${id}`,
      }
    case 'begin-here':
      return { cues: withTimes(cues, id, { startMs: hereMs, endMs, durationMs }) }
    case 'end-here':
      return { cues: withTimes(cues, id, { startMs, endMs: hereMs, durationMs }) }
    case 'remove': {
      const next = after ?? before
      return { cues: withoutCue(cues, id), focus: next && { id: next.id, caret: 0 } }
    }
    case 'go': {
      const next = action.isBack ? before : after
      return next === undefined ? {} : { seekMs: next.startMs, focus: { id: next.id, caret: 0 } }
    }
    case 'undo':
    case 'redo':
      return {}
  }
}
