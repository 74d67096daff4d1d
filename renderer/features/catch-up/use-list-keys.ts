import { useEffect, useRef } from 'react'
import { isMeantElsewhere } from '../../app/use-go-keys.ts'

/** What the letters of the catch-up do; each acts on the chosen row. */
export interface ListKeys {
  onNext: () => void
  onPrevious: () => void
  onSeen: () => void
  onReply: () => void
  onLater: () => void
  onPlay: () => void
  onOpen: () => void
  onBringBack: () => void
}

const actions: Record<string, keyof ListKeys> = {
  j: 'onNext',
  k: 'onPrevious',
  e: 'onSeen',
  r: 'onReply',
  l: 'onLater',
  p: 'onPlay',
  u: 'onBringBack',
  Enter: 'onOpen',
}

/** Follows the keys of a list: J, K, E, R, L, P, U and Enter. */
export function useListKeys(keys: ListKeys): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (isMeantElsewhere(event)) return
      const action = actions[event.key]
      if (action === undefined) return
      // Enter on a button or a link is that button's.
      const isOnControl = event.target instanceof HTMLElement && event.target.closest('a, button') !== null
      if (event.key === 'Enter' && isOnControl) return
      event.preventDefault()
      latest.current[action]()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
