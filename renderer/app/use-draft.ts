import { useCallback, useEffect, useRef } from 'react'
import type { JsonValue } from '../../domain/json.ts'
import { setPrivate, usePrivate } from '../cache/private.ts'

/** How long after the last key a draft is kept. */
const settleMs = 400

export interface Draft {
  /** What was kept when the screen was opened: undefined until it is known, null where there is none. */
  kept: JsonValue | undefined
  /** Keeps what is written so far, soon. */
  keep: (value: JsonValue) => void
  /** Forgets it, as after it was sent. */
  clear: () => void
}

/** What one is writing, kept on this device as one types, so that closing a window loses nothing. */
export function useDraft(name: string): Draft {
  const key = `draft:${name}`
  const stored = usePrivate(key)
  const opened = useRef<{ key: string; value: JsonValue } | null>(null)
  if (stored !== undefined && opened.current?.key !== key) opened.current = { key, value: stored }
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; write: () => void } | null>(null)

  useEffect(() => {
    const flush = (): void => {
      if (waiting.current === null) return
      clearTimeout(waiting.current.timer)
      waiting.current.write()
    }
    // A window that is reloaded or closed unmounts nothing.
    window.addEventListener('pagehide', flush)
    document.addEventListener('visibilitychange', flush)
    return () => {
      window.removeEventListener('pagehide', flush)
      document.removeEventListener('visibilitychange', flush)
      flush()
    }
  }, [])
  const keep = useCallback(
    (value: JsonValue) => {
      if (waiting.current !== null) clearTimeout(waiting.current.timer)
      const write = (): void => {
        waiting.current = null
        void setPrivate({ [key]: value })
      }
      waiting.current = { timer: setTimeout(write, settleMs), write }
    },
    [key],
  )
  const clear = useCallback(() => {
    if (waiting.current !== null) clearTimeout(waiting.current.timer)
    waiting.current = null
    void setPrivate({ [key]: null })
  }, [key])
  return { kept: opened.current?.key === key ? opened.current.value : undefined, keep, clear }
}
