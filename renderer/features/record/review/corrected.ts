import type { KeptSpan } from '../../../../domain/records/retime.ts'
import { composedSpans, invertedSpans, keptSpansOf, retimedMs } from '../../../../domain/retime.ts'
import type { EditPart } from '../../../../domain/takes/edit.ts'
import type { PublishedAs } from '../../../../domain/takes/journal.ts'
import type { TakeView } from '../../../../domain/takes/view.ts'
import type { UpdateView, VideoItemView } from '../../../../domain/views/records.ts'
import { draftOfUpdate, draftOfVideo, type Mark, type UpdateDraft } from '../publish/draft.ts'

/** What is published already, and gets a new version. */
export type Corrected = UpdateView | VideoItemView

/** A draft that begins where one left off when it was published, as far as that is known. */
export function draftOfCorrected(library: string, current: Corrected, view: TakeView | null): UpdateDraft {
  const draft = current.kind === 'update' ? draftOfUpdate(library, current) : draftOfVideo(library, current)
  const as = view && publishedAs(view, current)
  return as ? { ...draft, edit: as.edit, marks: namedMarks(view, { as, current }) } : draft
}

/**
 * The places of a recording with the names that they were published with: those that were marked while it was recorded, and
 * those that were added afterwards. Null where none has a name.
 */
function namedMarks(view: TakeView, { as, current }: { as: PublishedAs; current: Corrected }): Mark[] | null {
  const named = current.video?.marks ?? []
  if (named.length === 0) return null
  const recorded = view.marks.map(({ id, atMs, name }) => {
    const inVideoMs = retimedMs(atMs, as.keeps).ms
    return { id, startMs: Math.round(atMs), name, as: named.find(({ startMs }) => Math.abs(startMs - inVideoMs) <= 1) }
  })
  const back = invertedSpans(as.keeps)
  const added = named.filter((mark) => recorded.every((each) => each.as !== mark))
  return [
    ...recorded.map(({ as: published, ...mark }) => ({ ...mark, name: published?.title ?? mark.name })),
    ...added.map(({ startMs, title }, place) => ({
      ...{ id: `published-${place}`, startMs: retimedMs(startMs, back).ms, name: title },
    })),
  ].toSorted((a, b) => a.startMs - b.startMs)
}

/** Whether a recording is a copy of the video that is published now. */
export function isVideoOf({ take: { origin } }: TakeView, current: Corrected | null): boolean {
  return origin.kind === 'published' && origin.item === current?.id && origin.version === current.video?.version
}

/** Where the seconds of the video that is published now lie in the one made of these parts; undefined where nobody knows. */
export function keepsOf(view: TakeView, { current, parts }: { current: Corrected | null; parts: readonly EditPart[] }) {
  const kept: KeptSpan[] = keptSpansOf(parts)
  if (isVideoOf(view, current)) return kept
  const as = publishedAs(view, current)
  return as ? composedSpans(invertedSpans(as.keeps), kept) : undefined
}

/** What was published of a recording, where that is the video that is published now. */
function publishedAs({ publishedAs: as, publishedItem }: TakeView, current: Corrected | null): PublishedAs | null {
  return publishedItem === current?.id && as?.version === current?.video?.version ? as : null
}
