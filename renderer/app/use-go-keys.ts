import { useEffect } from 'react'
import { goTo, type Route } from './route.ts'

/** `g` and then one of these leads to a place, as many programs have it. */
const goKeys = {
  c: { screen: 'catch-up' },
  o: { screen: 'onboarding' },
  d: { screen: 'decisions' },
  s: { screen: 'search', query: '' },
  p: { screen: 'people' },
  h: { screen: 'health' },
} as const satisfies Record<string, Route>

/** How long the second key may take. */
const waitMs = 1500

/** Follows `g c` and its like, unless one is writing or a window is open over the page. */
export function useGoKeys(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return
    let pressedAtMs = 0
    const onKey = (event: KeyboardEvent): void => {
      if (isMeantElsewhere(event)) return
      if (event.key === 'g') {
        pressedAtMs = event.timeStamp
        return
      }
      const isSecond = event.timeStamp - pressedAtMs < waitMs && pressedAtMs > 0
      pressedAtMs = 0
      if (!isSecond || !isGoKey(event.key)) return
      event.preventDefault()
      event.stopImmediatePropagation()
      goTo(goKeys[event.key])
    }
    // Before the screens' own keys: after `g` a letter means a place.
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [isOn])
}

/** True for keys that belong to a field, to a window over the page, or to the system. */
export function isMeantElsewhere(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true
  const { target } = event
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    target.closest(
      'input:not([type="checkbox"]):not([type="radio"]), textarea, select, [role="dialog"], [role="menu"], [role="listbox"]',
    ) !== null
  )
}

function isGoKey(key: string): key is keyof typeof goKeys {
  return Object.hasOwn(goKeys, key)
}
