import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { setPrivate, usePrivate } from '../../../cache/private.ts'
import { type DraftSubject, draftName, parseDraft, type UpdateDraft } from './draft.ts'

/** How long after the last key a draft is kept. */
const settleMs = 400

export interface EditedDraft {
  /** Undefined until it is known what was kept. */
  draft: UpdateDraft | undefined
  /** It was published and waits in the outbox. */
  isSent: boolean
  /** Changes it, and keeps it on this device. */
  change: (change: (draft: UpdateDraft) => UpdateDraft) => void
  /** Keeps at once what is still to be kept, so that nothing is written over what follows. */
  flush: () => Promise<void>
  /** Forgets it. */
  clear: () => void
}

/** The draft about a subject: as it was kept, else `initial`, which is undefined while it is not known yet. */
export function useUpdateDraft(subject: DraftSubject, initial: UpdateDraft | undefined): EditedDraft {
  const key = `draft:${draftName(subject)}`
  const stored = usePrivate(key)
  const [draft, setDraft] = useState<UpdateDraft>()
  const latest = useRef<UpdateDraft>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const kept = useMemo(() => (stored === undefined ? undefined : parseDraft(stored)), [stored])
  const isSent = kept?.sent !== null && kept?.sent !== undefined
  const hasBegun = draft !== undefined

  useEffect(() => {
    if (hasBegun || isSent || kept === undefined) return
    const found = kept ?? initial
    if (found === undefined) return
    latest.current = found
    setDraft(found)
  }, [hasBegun, isSent, kept, initial])

  const flush = useCallback(async () => {
    if (timer.current === undefined) return
    clearTimeout(timer.current)
    timer.current = undefined
    if (latest.current !== undefined) await setPrivate({ [key]: latest.current })
  }, [key])
  useEffect(() => {
    const leave = (): void => void flush()
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [flush])

  const change = useCallback(
    (apply: (draft: UpdateDraft) => UpdateDraft) => {
      if (latest.current === undefined) return
      latest.current = { ...apply(latest.current), savedAtMs: Date.now() }
      setDraft(latest.current)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), settleMs)
    },
    [flush],
  )
  const clear = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = undefined
    void setPrivate({ [key]: null })
  }, [key])
  return { draft, isSent, change, flush, clear }
}
