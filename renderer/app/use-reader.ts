import { useMemo, useSyncExternalStore } from 'react'
import { useLive } from './live.ts'
import { messagesLocale } from './messages/text.ts'
import type { Reader } from './messages/when.ts'

/** How often sentences about time are looked at anew; none of them says seconds. */
const tickMs = 20_000

let nowMs = Date.now()
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | null = null

function tick(): void {
  nowMs = Date.now()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  // The first one after a pause begins with the present.
  if (timer === null) {
    timer = setInterval(tick, tickMs)
    queueMicrotask(tick)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer)
      timer = null
    }
  }
}

/** The present moment in milliseconds since 1970, true within 20 s. */
export function useNowMs(): number {
  return useSyncExternalStore(subscribe, () => nowMs)
}

/** The time zone of this person, as their settings say it. */
export function useTimeZone(): string {
  const mine = useLive((live) => live.settings?.timeZone ?? '')
  return mine === '' ? Intl.DateTimeFormat().resolvedOptions().timeZone : mine
}

/** Who reads the times on this screen. */
export function useReader(): Reader {
  const now = useNowMs()
  const timeZone = useTimeZone()
  return useMemo(() => ({ nowMs: now, timeZone, locale: messagesLocale }), [now, timeZone])
}
