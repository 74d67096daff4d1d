import { useEffect, useRef } from 'react'
import { isMeantElsewhere } from '../../app/use-go-keys.ts'

interface DecisionKeys {
  /** Null where it cannot be marked. */
  onSeen: (() => void) | null
  onNext: (() => void) | null
}

/** E marks it seen, N goes on to what comes next. */
export function useDecisionKeys(keys: DecisionKeys): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (isMeantElsewhere(event)) return
      const { onSeen, onNext } = latest.current
      const act = { e: onSeen, n: onNext }[event.key.toLowerCase()] ?? null
      if (act === null) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
