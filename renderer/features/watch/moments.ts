import type { CommentView, MomentView, VideoView } from '../../../domain/views/records.ts'

/**
 * Where in the video that is shown a moment lies; null where it is about the whole, or was taken in a version that has
 * been cut differently since.
 */
export function msInVideo(
  moment: MomentView,
  { video, version }: { video: VideoView | null; version: string },
): number | null {
  if (moment.ms === null || video === null || moment.ms > video.durationMs) return null
  const isOfThis = moment.version === null || moment.version === video.version || moment.version === version
  return isOfThis ? moment.ms : null
}

/** Comments as they are read beside a video: by their second, those on the whole after them, each in order of time. */
export function inVideoOrder(comments: readonly CommentView[]): CommentView[] {
  const placeOf = ({ on }: CommentView): number => on.ms ?? Number.MAX_SAFE_INTEGER
  return comments.toSorted((a, b) => placeOf(a) - placeOf(b) || a.atMs - b.atMs)
}
