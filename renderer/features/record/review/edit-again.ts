import { useEffect, useRef } from 'react'
import type { Span } from '../../../../domain/captions/cues.ts'
import { withReplacement } from '../../../../domain/takes/edit-replace.ts'
import { goTo } from '../../../app/route.ts'
import { setPrivate, usePrivate } from '../../../cache/private.ts'
import { Store } from '../../../capture/store.ts'
import { draftName, newDraft, parseDraft, type UpdateDraft } from '../publish/draft.ts'
import { withRemembered } from './use-editing.ts'

/** A part of a recording that is about to be recorded again. */
export interface Again {
  take: string
  span: Span
  /** The chapter's name; empty for a stretch without one. */
  name: string
  library: string
  thread: string | null
}

/** Set on the way from Review to Record. */
export const again = new Store<Again | null>(null)

/** Leads to Record; what is recorded there is put in place of the part. */
export function recordAgain({ draft, ...part }: { draft: UpdateDraft; take: string; span: Span; name: string }): void {
  const { library, thread } = draft
  again.set({ ...part, library, thread })
  goTo({ screen: 'record', library, thread, replaces: null })
}

/** The draft that a recording begins with which is made in place of a part; null for every other recording. */
export function draftOfAgain(): UpdateDraft | null {
  const part = again.get()
  if (part === null) return null
  again.set(null)
  const { library, thread, take, span } = part
  return { ...newDraft({ library, thread, cycle: null }), standsIn: { take, ...span }, savedAtMs: Date.now() }
}

/** Puts a recording that was made for it in place of its part, and leads back there. True while it does. */
export function useStandsIn(take: string, draft: UpdateDraft | undefined): boolean {
  const standsIn = draft?.standsIn ?? null
  const target = standsIn === null ? null : draftName({ kind: 'take', take: standsIn.take })
  const kept = usePrivate(`draft:${target ?? 'none'}`)
  const into = target === null || kept === undefined ? undefined : parseDraft(kept)
  const isThere = into !== undefined && into !== null
  const hasBegun = useRef(false)
  useEffect(() => {
    if (standsIn === null || target === null || !isThere || hasBegun.current) return
    // Once: what is put there is read back at once, and would be put there again.
    hasBegun.current = true
    const { fromMs, toMs } = standsIn
    const edit = withReplacement(into.edit, { span: { fromMs, toMs }, take })
    const own = draftName({ kind: 'take', take })
    void setPrivate({
      [`draft:${target}`]: { ...withRemembered(into), edit, savedAtMs: Date.now() },
      [`draft:${own}`]: null,
    }).then(() => goTo({ screen: 'review', take: standsIn.take, replaces: into.replaces }, { replace: true }))
  }, [standsIn, target, into, isThere, take])
  return isThere || (standsIn !== null && into === undefined)
}
