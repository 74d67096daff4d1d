import { placeInVideo } from '../../../domain/retime.ts'
import type { CommentView, MomentView, VideoView } from '../../../domain/views/records.ts'

/** Where in the video that is shown a moment lies, in milliseconds; null where it has no second there. */
export function msInVideo(moment: MomentView, shown: { video: VideoView | null; version: string }): number | null {
  return placeInVideo(moment, shown)?.ms ?? null
}

/** The part of a route that leads to a moment, whatever version is shown when one gets there. */
export function momentPlace({ ms, version }: MomentView): { atMs: number | null; ofVersion?: string } {
  return ms === null || version === null ? { atMs: ms } : { atMs: ms, ofVersion: version }
}

/** Comments as they are read beside a video: by their second, those on the whole after them, each in order of time. */
export function inVideoOrder(
  comments: readonly CommentView[],
  msOf: (comment: CommentView) => number | null = ({ on }) => on.ms,
): CommentView[] {
  const placeOf = (comment: CommentView): number => msOf(comment) ?? comment.on.ms ?? Number.MAX_SAFE_INTEGER
  return comments.toSorted((a, b) => placeOf(a) - placeOf(b) || a.atMs - b.atMs)
}
