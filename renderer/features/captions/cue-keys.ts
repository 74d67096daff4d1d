/** What can be done with one caption. */
export type CueAction =
  | { do: 'write'; text: string }
  | { do: 'split'; atCharacter: number }
  /** This one, or all of them: a whole talk that is a little late. */
  | { do: 'shift'; byMs: number; isAll: boolean }
  | { do: 'go'; isBack: boolean }
  | { do: 'seek' | 'join-next' | 'join-before' | 'begin-here' | 'end-here' | 'remove' | 'undo' | 'redo' }

interface PressedKey {
  key: string
  altKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
}

/** A step in time that is just noticed. */
export const shiftMs = 100

/** What a key does while one writes in a caption; null leaves it to the text. */
export function cueActionOf(
  event: PressedKey,
  caret: { start: number; end: number; length: number },
): CueAction | null {
  const isCommand = event.ctrlKey || event.metaKey
  const { key, altKey, shiftKey } = event
  if (isCommand && !altKey) {
    if (key === 'Enter') return { do: 'split', atCharacter: caret.start }
    if (key.toLowerCase() === 'z') return { do: shiftKey ? 'redo' : 'undo' }
    if (key.toLowerCase() === 'y') return { do: 'redo' }
    return null
  }
  if (altKey && !isCommand) {
    if (key === 'ArrowUp' || key === 'ArrowDown') return { do: 'go', isBack: key === 'ArrowUp' }
    if (key === 'ArrowLeft' || key === 'ArrowRight') {
      return { do: 'shift', byMs: key === 'ArrowLeft' ? -shiftMs : shiftMs, isAll: shiftKey }
    }
    return null
  }
  if (key === 'Enter' && !shiftKey) return { do: 'go', isBack: false }
  if (key === 'Backspace' && caret.start === 0 && caret.end === 0) return { do: 'join-before' }
  if (key === 'Delete' && caret.start === caret.length && caret.end === caret.length) return { do: 'join-next' }
  return null
}
