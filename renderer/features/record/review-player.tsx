import { Pause, Play } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { text } from '../../app/messages/text.ts'
import { writtenLength } from '../../app/messages/when.ts'
import { IconButton, TextAction } from '../../ui/button.tsx'
import css from './timeline.module.css'
import { Timeline, writtenTenths } from './timeline.tsx'
import { endOf, isTrimmed, keptMs, type Trim, untrimmed } from './trim.ts'
import { usePeaks } from './waveform.tsx'

interface ReviewPlayerProps {
  /** The whole video; null while it is being made. */
  videoUrl: string | null
  /** What can be played until then. */
  previewUrl: string | null
  durationMs: number
  chapters: readonly { questionId: string; startMs: number }[]
  trim: Trim
  /** Left out where the video is published as it is. */
  onTrim?: ((trim: Trim) => void) | undefined
}

/** Plays what will be published, and cuts off its ends. */
export function ReviewPlayer({ videoUrl, previewUrl, durationMs, chapters, trim, onTrim }: ReviewPlayerProps) {
  const video = useRef<HTMLVideoElement>(null)
  const [positionMs, setPositionMs] = useState(0)
  const [isPlaying, setPlaying] = useState(false)
  const peaks = usePeaks(videoUrl, durationMs)
  const url = videoUrl ?? previewUrl
  const endMs = endOf({ trim, durationMs })

  const seek = (toMs: number): void => {
    setPositionMs(toMs)
    if (video.current) video.current.currentTime = toMs / 1000
  }
  const playOrPause = (): void => {
    const element = video.current
    if (!element) return
    if (!element.paused) {
      element.pause()
      return
    }
    const nowMs = element.currentTime * 1000
    if (nowMs < trim.startMs - 50 || nowMs >= endMs - 100) seek(trim.startMs)
    // A picture that cannot be played yet says nothing; the whole video follows.
    element.play().catch(() => undefined)
  }
  useFrames(isPlaying, () => {
    const element = video.current
    if (!element) return
    const nowMs = element.currentTime * 1000
    setPositionMs(nowMs)
    if (nowMs >= endMs && trim.endMs !== null) element.pause()
  })
  return (
    <>
      <div className={css.player}>
        {url !== null && (
          // biome-ignore lint/a11y/useMediaCaption: the words stand beside it, and captions are made from them
          <video
            key={url}
            ref={video}
            className={css.video}
            src={url}
            preload="auto"
            playsInline
            aria-label={text('review.video')}
            onClick={playOrPause}
            onPlay={() => setPlaying(true)}
            onPause={() => setPlaying(false)}
            onEnded={() => setPlaying(false)}
          />
        )}
        {videoUrl === null && previewUrl !== null && <p className={css.note}>{text('review.preview-note')}</p>}
      </div>
      <Timeline
        durationMs={durationMs}
        positionMs={positionMs}
        trim={trim}
        peaks={peaks}
        chapters={chapters}
        onSeek={seek}
        onTrim={
          onTrim &&
          ((next, atMs) => {
            video.current?.pause()
            seek(atMs)
            onTrim(next)
          })
        }
      />
      <div className={css.controls}>
        <IconButton
          icon={isPlaying ? Pause : Play}
          size="s"
          label={isPlaying ? text('review.pause') : text('review.play')}
          onClick={playOrPause}
        />
        <span>{writtenTenths(positionMs)}</span>
        {isTrimmed(trim) && onTrim && (
          <TextAction leading onClick={() => onTrim(untrimmed)}>
            {text('review.uncut')}
          </TextAction>
        )}
        <span className={css.kept}>{keptWords({ trim, durationMs, canTrim: onTrim !== undefined })}</span>
      </div>
    </>
  )
}

function keptWords({ trim, durationMs, canTrim }: { trim: Trim; durationMs: number; canTrim: boolean }): string {
  const whole = writtenLength(durationMs)
  if (!canTrim) return text('review.as-it-is', { whole })
  if (!isTrimmed(trim)) return text('review.kept-all', { whole })
  return text('review.kept', { kept: writtenLength(keptMs({ trim, durationMs })), whole })
}

/** Calls back before each picture that is drawn while `isOn`. */
function useFrames(isOn: boolean, onFrame: () => void): void {
  const latest = useRef(onFrame)
  useEffect(() => {
    latest.current = onFrame
  })
  useEffect(() => {
    if (!isOn) return
    let request = requestAnimationFrame(function tick() {
      latest.current()
      request = requestAnimationFrame(tick)
    })
    return () => cancelAnimationFrame(request)
  }, [isOn])
}
