import { useCallback } from 'react'
import { toFailure } from '../../domain/failure.ts'
import type { LibraryRequest, RequestAnswer } from '../../domain/requests/requests.ts'
import { listOutbox, perform, undoOutboxEntry } from '../api/library-api.ts'
import { useToasts } from '../ui/toast.tsx'
import { announce } from './announced.ts'
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
          toasts.show(
            untilMs === null
              ? { title: done }
              : { title: done, untilMs, action: { label: text('common.undo'), onAct: () => void undo() } },
          )
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

/** Only what others read as it stands waits; the rest is said at once and can be changed back at any moment. */
async function undoableUntil(outboxId: string): Promise<number | null> {
  const entry = (await listOutbox()).find(({ id }) => id === outboxId)
  return entry === undefined || entry.publishAtMs <= Date.now() ? null : entry.publishAtMs
}
