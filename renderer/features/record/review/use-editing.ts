import { useMemo } from 'react'
import type { Span } from '../../../../domain/captions/cues.ts'
import type { Edit } from '../../../../domain/takes/edit.ts'
import { cutsWithin, type TakeLengths } from '../../../../domain/takes/edit-cuts.ts'
import type { Edited, UpdateDraft } from '../publish/draft.ts'
import type { EditedDraft } from '../publish/use-update-draft.ts'
import { changed, redone, undone } from './edit-history.ts'

/** The edit of a recording under one's hands. */
export interface Editing extends Edited {
  /** As they are drawn: joined, within the recording. The same array while they are the same. */
  cuts: readonly Span[]
  take: TakeLengths
  /** Changes it; what one gesture changes, again and again, is one step to undo. */
  apply: (change: (before: Edited) => Edited, gesture?: string | null) => void
  /** The same of the edit alone. */
  applyEdit: (change: (before: Edit) => Edit, gesture?: string | null) => void
  /** Null where there is nothing to undo, or to do again. */
  undo: (() => void) | null
  redo: (() => void) | null
}

/** How the name of a gesture begins that is a drag. */
export const dragPrefix = 'drag-'

const editedOf = ({ edit, splits, marks }: UpdateDraft): Edited => ({ edit, splits, marks })

/** The draft as it is now, remembered as what something other than its own screen changes: it can be undone there. */
export function withRemembered(draft: UpdateDraft): UpdateDraft {
  return { ...draft, history: changed(draft.history, editedOf(draft), null) }
}

export function useEditing({
  draft,
  change,
  take,
}: {
  draft: UpdateDraft
  change: EditedDraft['change']
  take: TakeLengths
}): Editing {
  const { history } = draft
  const { cuts: all } = draft.edit
  const { durationMs } = take
  const cuts = useMemo(() => cutsWithin({ cuts: all }, durationMs), [all, durationMs])
  const apply: Editing['apply'] = (edit, gesture = null) =>
    change((before) => {
      const present = editedOf(before)
      const known = before.history
      const isGoingOn = gesture !== null && gesture === known.gesture
      // A drag that goes over something and back changes nothing there: each move counts from where the drag began.
      const base = isGoingOn && gesture.startsWith(dragPrefix) ? (known.past.at(-1) ?? present) : present
      const next = edit(base)
      if (next === present || (!isGoingOn && JSON.stringify(next) === JSON.stringify(present))) return before
      return { ...before, ...next, history: changed(known, present, gesture) }
    })
  const step = (take: typeof undone<Edited>) => () =>
    change((before) => {
      const taken = take(before.history, editedOf(before))
      return taken === null ? before : { ...before, ...taken.present, history: taken.history }
    })
  return {
    ...editedOf(draft),
    ...{ cuts, take, apply },
    applyEdit: (edit, gesture) => apply((before) => withEdit(before, edit(before.edit)), gesture),
    undo: history.past.length > 0 ? step(undone) : null,
    redo: history.future.length > 0 ? step(redone) : null,
  }
}

function withEdit(before: Edited, edit: Edit): Edited {
  return edit === before.edit ? before : { ...before, edit }
}
