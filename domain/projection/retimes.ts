import type { RecordState } from '../library/fold.ts'
import type { Sha256OfText } from '../library/ids.ts'
import type { KeptSpan } from '../records/retime.ts'
import { composedSpans } from '../retime.ts'
import { versionsWithVideo } from './versions.ts'

/** So many videos are followed back at most: each is a part recorded again. */
const longest = 50
/** More stretches than this are told apart no longer; an edit leaves hundreds at most. */
const mostSpans = 2000

/** Where the seconds of earlier videos of an item lie in the one shown. */
export interface Retimes {
  /** The versions that showed that earlier video. */
  versions: string[]
  spans: KeptSpan[]
}

/**
 * For each earlier video that the one shown was made from, step by step: where its seconds lie now. `shown` is the version
 * in whose folder the video that is shown stands. A chain that comes back to itself, or is too long, ends there.
 */
export function retimesOf(state: RecordState, { shown, sha256 }: { shown: string; sha256: Sha256OfText }): Retimes[] {
  const field = state.fields.get('version')
  // Nearly every item has one version, and nothing to follow back.
  if (!field || field.others.length + field.past.length === 0) return []
  const versions = versionsWithVideo(state, sha256)
  const found: Retimes[] = []
  const seen = new Set([shown])
  let spans: KeptSpan[] | null = null
  let video = shown
  while (found.length < longest) {
    const retime = versions.find(({ id }) => id === video)?.retime
    if (retime === undefined || seen.has(retime.from)) break
    spans = spans === null ? retime.spans : composedSpans(retime.spans, spans)
    if (spans.length > mostSpans) break
    video = retime.from
    seen.add(video)
    const showing = versions.filter((version) => version.video === video).map(({ id }) => id)
    found.push({ versions: [...new Set([video, ...showing])], spans })
  }
  return found
}
