import { useEffect, useState } from 'react'
import type { Cue } from '../../../domain/captions/cues.ts'
import { parseCaptions } from '../../../domain/captions/parse.ts'
import type { VideoView } from '../../../domain/views/records.ts'
import { publishedAssetUrl } from '../../api/media-url.ts'

/** The captions in the reader's language, else the first ones. */
export function captionsFor(captions: VideoView['captions'], language: string): VideoView['captions'][number] | null {
  const wanted = language.toLowerCase().split('-')[0]
  return captions.find((each) => each.language.split('-')[0] === wanted) ?? captions[0] ?? null
}

/**
 * What is said in a video, in order; null where it has no captions, or where they are not here yet. They are asked for
 * again when the video arrives, since files come in any order.
 */
export function useCaptions({
  library,
  item,
  video,
}: {
  library: string
  item: string
  video: VideoView | null
}): Cue[] | null {
  const chosen = captionsFor(video?.captions ?? [], navigator.language)
  const url =
    chosen === null ? null : publishedAssetUrl({ library, item, version: chosen.version, asset: chosen.asset })
  const isHere = video?.isHere ?? false
  const [found, setFound] = useState<{ url: string; cues: Cue[] } | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the video's arrival is when captions that were missing are tried again
  useEffect(() => {
    if (url === null) return
    const leaving = new AbortController()
    const load = async (): Promise<void> => {
      const response = await fetch(url, { signal: leaving.signal })
      if (response.ok) setFound({ url, cues: parseCaptions(await response.text()).cues })
    }
    // Without captions the written answers stand in their place.
    load().catch(() => undefined)
    return () => leaving.abort()
  }, [url, isHere])
  return found !== null && found.url === url && found.cues.length > 0 ? found.cues : null
}
