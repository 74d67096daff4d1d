import { useState } from 'react'
import { takeSampleUrl } from '../../../api/media-url.ts'
import { text } from '../../../app/messages/text.ts'
import { TextAction, TextActions } from '../../../ui/button.tsx'
import { Note } from '../../../ui/words.tsx'
import type { ReviewPlayback } from './review-playback.ts'

/** Plays what lies at the playhead as it is and with its noise reduced, before anything is published. */
export function NoiseSample({ take, playback }: { take: string; playback: ReviewPlayback }) {
  const [sample, setSample] = useState<{ url: string; isReduced: boolean } | null>(null)
  const [isMissing, setMissing] = useState(false)
  const hear = (isReduced: boolean): void => {
    playback.pause()
    setMissing(false)
    setSample({ url: takeSampleUrl(take, { fromMs: playback.position.get(), isReduced }), isReduced })
  }
  return (
    <>
      <TextActions>
        {[false, true].map((isReduced) => (
          <TextAction key={String(isReduced)} leading={sample?.isReduced === isReduced} onClick={() => hear(isReduced)}>
            {text(isReduced ? 'review.sample-with' : 'review.sample-without')}
          </TextAction>
        ))}
      </TextActions>
      {sample !== null && (
        // biome-ignore lint/a11y/useMediaCaption: a few seconds of one's own voice, to hear its noise
        <audio key={sample.url} src={sample.url} autoPlay onError={() => setMissing(true)} />
      )}
      {isMissing && <Note tone={3}>{text('review.sample-none')}</Note>}
    </>
  )
}
