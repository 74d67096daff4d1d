import { useCallback, useEffect, useRef } from 'react'
import { toFailure } from '../../domain/failure.ts'
import type { LibraryRequest, RequestAnswer } from '../../domain/requests/requests.ts'
import { listOutbox, perform, undoOutboxEntry } from '../api/library-api.ts'
import { useToasts } from '../ui/toast.tsx'
import { announce } from './announced.ts'
import { useLive } from './live.ts'
import { text } from './messages/text.ts'

interface Wish {
  library: string
  request: LibraryRequest
  /** What is said once it is on its way: "Your answer goes to the folder". Left out, nothing is said. */
  done?: string | undefined
  /** Called after the person took it back. */
  onUndone?: (() => void) | undefined
}

/**
 * Asks for something to be written and says so, with the way back as long as there is one.
 * Answers null where it failed; the failure has then been shown.
 */
export function usePerform(): (wish: Wish) => Promise<RequestAnswer | null> {
  const toasts = useToasts()
  const sayFailure = useSayFailure()
  return useCallback(
    async ({ library, request, done, onUndone }) => {
      try {
        const answer = await perform(library, request)
        if (done !== undefined) {
          announce(answer.outboxId)
          const untilMs = await undoableUntil(answer.outboxId)
          const undo = async (): Promise<void> => {
            try {
              await undoOutboxEntry(answer.outboxId)
              onUndone?.()
            } catch (thrown) {
              sayFailure(thrown)
            }
          }
          if (untilMs === null) {
            toasts.show({ title: done })
          } else {
            const action = { label: text('common.undo'), onAct: () => void undo() }
            waysBack.set(answer.outboxId, toasts.show({ title: done, untilMs, action }))
          }
        }
        return answer
      } catch (thrown) {
        sayFailure(thrown)
        return null
      }
    },
    [toasts, sayFailure],
  )
}

/** Shows what went wrong, what was kept and what to do, at the lower right. */
export function useSayFailure(): (thrown: unknown) => void {
  const toasts = useToasts()
  return useCallback(
    (thrown) => {
      const { message, kept, remedy } = toFailure(thrown)
      toasts.show({ title: message, detail: [kept, remedy].filter(Boolean).join(' ') || undefined })
    },
    [toasts],
  )
}

/** The toasts that offer a way back, by outbox entry. */
const waysBack = new Map<string, string>()

/** Takes away the offers of a way back that is gone: published, or taken back elsewhere. To be used once. */
export function useClosingWaysBack(): void {
  const toasts = useToasts()
  const outbox = useLive((live) => live.outbox)
  const before = useRef(outbox)
  useEffect(() => {
    const gone = before.current.filter(({ id }) => outbox.every((entry) => entry.id !== id))
    before.current = outbox
    for (const { id } of gone) {
      const toast = waysBack.get(id)
      if (toast !== undefined) toasts.close(toast)
      waysBack.delete(id)
    }
  }, [outbox, toasts])
}

/** Only what others read as it stands waits; the rest is said at once and can be changed back at any moment. */
async function undoableUntil(outboxId: string): Promise<number | null> {
  const entry = (await listOutbox()).find(({ id }) => id === outboxId)
  return entry === undefined || entry.publishAtMs <= Date.now() ? null : entry.publishAtMs
}
