import { useEffect, useRef } from 'react'
import { isMeantElsewhere } from '../../../app/use-go-keys.ts'

/** What a key does in the editor of a recording. */
export type ReviewAction =
  | {
      do:
        | 'toggle'
        | 'in'
        | 'out'
        | 'cut'
        | 'split'
        | 'part'
        | 'blur'
        | 'clear'
        | 'undo'
        | 'redo'
        | 'zoom-in'
        | 'zoom-out'
    }
  | { do: 'skip'; byMs: number }
  | { do: 'ends'; isEnd: boolean }

const actions: Record<string, ReviewAction> = {
  ' ': { do: 'toggle' },
  k: { do: 'toggle' },
  i: { do: 'in' },
  o: { do: 'out' },
  x: { do: 'cut' },
  Delete: { do: 'cut' },
  Backspace: { do: 'cut' },
  s: { do: 'split' },
  p: { do: 'part' },
  b: { do: 'blur' },
  Escape: { do: 'clear' },
  j: { do: 'skip', byMs: -10_000 },
  l: { do: 'skip', byMs: 10_000 },
  ArrowLeft: { do: 'skip', byMs: -1000 },
  ArrowRight: { do: 'skip', byMs: 1000 },
  ',': { do: 'skip', byMs: -1000 / 30 },
  '.': { do: 'skip', byMs: 1000 / 30 },
  Home: { do: 'ends', isEnd: false },
  End: { do: 'ends', isEnd: true },
  '+': { do: 'zoom-in' },
  '=': { do: 'zoom-in' },
  '-': { do: 'zoom-out' },
}

interface Press {
  key: string
  isMod: boolean
  isShift: boolean
}

/** The action of a key press; null for others. */
export function reviewActionOf({ key, isMod, isShift }: Press): ReviewAction | null {
  const name = key.length === 1 ? key.toLowerCase() : key
  if (isMod) {
    if (name === 'z') return { do: isShift ? 'redo' : 'undo' }
    return name === 'y' && !isShift ? { do: 'redo' } : null
  }
  const action = Object.hasOwn(actions, name) ? (actions[name] ?? null) : null
  if (action?.do === 'skip' && isShift && name.startsWith('Arrow')) return { do: 'skip', byMs: action.byMs * 5 }
  return action
}

/** Acts on keys while nobody is writing and no window stands over the page; undo of a field stays the field's. */
export function useReviewKeys(act: (action: ReviewAction) => void): void {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isMod = (event.ctrlKey || event.metaKey) && !event.altKey
      if (isMod ? isOnField(event) : isMeantElsewhere(event)) return
      if (!isMod && isPressing(event)) return
      const action = reviewActionOf({ key: event.key, isMod, isShift: event.shiftKey })
      if (action === null || (event.repeat && action.do !== 'skip')) return
      event.preventDefault()
      latest.current(action)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

function isOnField({ target, defaultPrevented }: KeyboardEvent): boolean {
  if (defaultPrevented || !(target instanceof HTMLElement)) return defaultPrevented
  return target.isContentEditable || target.closest('input[type="text"], input:not([type]), textarea') !== null
}

/** Space and Enter press the button that has the focus. */
function isPressing({ key, target }: KeyboardEvent): boolean {
  if (key !== ' ' && key !== 'Enter') return false
  return target instanceof HTMLElement && target.closest('button, a, summary, input, [role="switch"]') !== null
}
