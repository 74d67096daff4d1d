import { useEffect, useRef } from 'react'
import { isMeantElsewhere } from '../../app/use-go-keys.ts'

interface StepKeys {
  /** B leads to the step before. */
  onBefore: (() => void) | null
  /** N leads to the next step; left out where the film has this key. */
  onNext?: (() => void) | null | undefined
  /** E says that it is done; left out where the film has this key. */
  onDone?: (() => void) | null | undefined
  /** C puts the focus on the box for comments; left out where the film has this key. */
  onComment?: (() => void) | undefined
}

/** Follows the keys of a step, unless one is writing. */
export function useStepKeys(keys: StepKeys): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (isMeantElsewhere(event)) return
      const { onBefore, onNext, onDone, onComment } = latest.current
      const act = { b: onBefore, n: onNext, e: onDone, c: onComment }[event.key.toLowerCase()] ?? null
      if (act === null) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
