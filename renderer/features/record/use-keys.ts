import { useEffect, useRef } from 'react'
import { isMeantElsewhere } from '../../app/use-go-keys.ts'

/** Single letters that do something while this window is in front and nobody is writing. */
export function useKeys(keys: Readonly<Record<string, () => void>>, isOn = true): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    if (!isOn) return
    const onKey = (event: KeyboardEvent): void => {
      if (isMeantElsewhere(event) || event.repeat) return
      const act = latest.current[event.key.toLowerCase()]
      if (act === undefined) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [isOn])
}
