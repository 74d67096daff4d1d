import { useMemo, useSyncExternalStore } from 'react'
import type { Span } from '../../../../domain/captions/cues.ts'
import type { Edit } from '../../../../domain/takes/edit.ts'
import { cutsWithin, type TakeLengths } from '../../../../domain/takes/edit-cuts.ts'
import { Store } from '../../../capture/store.ts'
import { type DraftSubject, draftName, type Mark, type UpdateDraft } from '../publish/draft.ts'
import type { EditedDraft } from '../publish/use-update-draft.ts'
import { changed, type History, noHistory, redone, undone } from './edit-history.ts'

/** What of a draft can be undone and done again. */
export interface Edited {
  edit: Edit
  splits: number[]
  marks: Mark[] | null
}

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

/** By the name of the draft; kept as long as the page is open, so that a way to Record and back can be undone too. */
const histories = new Store<ReadonlyMap<string, History<Edited>>>(new Map())

const editedOf = ({ edit, splits, marks }: UpdateDraft): Edited => ({ edit, splits, marks })

/** Notes what a draft was before something else than its own screen changed it, so that it can be undone there. */
export function noteChange(name: string, before: UpdateDraft): void {
  const known = histories.get().get(name) ?? noHistory
  histories.set(new Map(histories.get()).set(name, changed(known, editedOf(before), null)))
}

export function useEditing({
  subject,
  draft,
  change,
  take,
}: {
  subject: DraftSubject
  draft: UpdateDraft
  change: EditedDraft['change']
  take: TakeLengths
}): Editing {
  const name = draftName(subject)
  const history: History<Edited> =
    useSyncExternalStore(histories.subscribe, histories.get).get(name) ?? (noHistory as History<Edited>)
  const { cuts: all } = draft.edit
  const { durationMs } = take
  const cuts = useMemo(() => cutsWithin({ cuts: all }, durationMs), [all, durationMs])
  const keep = (next: History<Edited>): void => histories.set(new Map(histories.get()).set(name, next))
  const apply: Editing['apply'] = (edit, gesture = null) =>
    change((before) => {
      const present = editedOf(before)
      const known = histories.get().get(name) ?? noHistory
      const isGoingOn = gesture !== null && gesture === known.gesture
      // A drag that goes over something and back changes nothing there: each move counts from where the drag began.
      const base = isGoingOn && gesture.startsWith(dragPrefix) ? (known.past.at(-1) ?? present) : present
      const next = edit(base)
      if (next === present || (!isGoingOn && JSON.stringify(next) === JSON.stringify(present))) return before
      keep(changed(known, present, gesture))
      return { ...before, ...next }
    })
  const step = (take: typeof undone<Edited>) => () =>
    change((before) => {
      const taken = take(histories.get().get(name) ?? noHistory, editedOf(before))
      if (taken === null) return before
      keep(taken.history)
      return { ...before, ...taken.present }
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
