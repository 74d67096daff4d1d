import type { EditedCue } from '../../../domain/captions/edit-cues.ts'

/** Cues with what they were before, and what was undone. */
export interface CueHistory {
  cues: readonly EditedCue[]
  past: readonly (readonly EditedCue[])[]
  future: readonly (readonly EditedCue[])[]
  /** What the last change was part of; another change of the same is undone together with it. */
  gesture: string | null
}

const longestPast = 200

export function beginHistory(cues: readonly EditedCue[]): CueHistory {
  return { cues, past: [], future: [], gesture: null }
}

/** A change; typing in one cue is one gesture and is undone at once. */
export function changed(history: CueHistory, cues: readonly EditedCue[], gesture: string | null): CueHistory {
  const isSame = gesture !== null && gesture === history.gesture
  const past = isSame ? history.past : [...history.past, history.cues].slice(-longestPast)
  return { cues, past, future: [], gesture }
}

export function undone(history: CueHistory): CueHistory {
  const cues = history.past.at(-1)
  if (cues === undefined) return history
  return { cues, past: history.past.slice(0, -1), future: [history.cues, ...history.future], gesture: null }
}

export function redone(history: CueHistory): CueHistory {
  const [cues, ...future] = history.future
  if (cues === undefined) return history
  return { cues, past: [...history.past, history.cues], future, gesture: null }
}
