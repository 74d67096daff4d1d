import { type PointerEvent, type ReactNode, useRef, useState } from 'react'
import { type Chapter, chapterAt } from '../../../domain/captions/chapters.ts'
import type { VideoView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { writtenLength } from '../../app/messages/when.ts'
import { type Playback, usePlayback } from '../../playback/playback.ts'
import css from './player.module.css'
import { Still } from './still.tsx'
import { type TimelineMark, TimelineMarks } from './timeline-marks.tsx'

interface TimelineProps {
  playback: Playback
  chapters: readonly Chapter[]
  video: Pick<VideoView, 'durationMs' | 'width' | 'height'>
  marks: readonly TimelineMark[]
  /** The small stills of the video; null where there are none. */
  storyboardUrl: string | null
}

/** Where one is in the video, its chapters as segments, and the comments as marks over them. */
export function Timeline({ playback, chapters, video, marks, storyboardUrl }: TimelineProps) {
  const { durationMs } = video
  const bar = useRef<HTMLDivElement>(null)
  const [hoverMs, setHoverMs] = useState<number | null>(null)
  const msAt = (event: PointerEvent): number => {
    const box = bar.current?.getBoundingClientRect()
    if (!box || box.width === 0) return 0
    return Math.min(Math.max(0, (event.clientX - box.left) / box.width), 1) * durationMs
  }
  const onMove = (event: PointerEvent): void => {
    const atMs = msAt(event)
    setHoverMs(atMs)
    if (event.buttons === 1) playback.seek(atMs)
  }
  const onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    playback.seek(msAt(event))
  }
  return (
    <div className={css.timeline}>
      {hoverMs !== null && (
        <span className={css.hover} style={{ '--at': `${(hoverMs / durationMs) * 100}%` }} aria-hidden="true">
          {storyboardUrl !== null && <Still url={storyboardUrl} video={video} atMs={hoverMs} />}
          <HoverName chapter={chapterAt(chapters, hoverMs)} atMs={hoverMs} />
        </span>
      )}
      <TimelineMarks marks={marks} durationMs={durationMs} onSeek={playback.seek} />
      <Slider playback={playback} chapters={chapters} durationMs={durationMs}>
        <div
          ref={bar}
          className={css.segments}
          onPointerDown={onDown}
          onPointerMove={onMove}
          onPointerLeave={() => setHoverMs(null)}
        >
          {chapters.map((chapter) => (
            <Segment key={chapter.startMs} playback={playback} chapter={chapter} />
          ))}
        </div>
      </Slider>
    </div>
  )
}

/** What those who listen hear of the timeline; the arrow keys of the screen move it. */
function Slider({
  playback,
  chapters,
  durationMs,
  children,
}: {
  playback: Playback
  chapters: readonly Chapter[]
  durationMs: number
  children: ReactNode
}) {
  const atSec = usePlayback(playback, ({ currentMs }) => Math.floor(currentMs / 1000))
  const chapter = chapterAt(chapters, atSec * 1000)?.title ?? null
  const time = writtenLength(atSec * 1000)
  const all = writtenLength(durationMs)
  return (
    <div
      role="slider"
      tabIndex={0}
      className={css.slider}
      aria-label={text('watch.place')}
      aria-valuemin={0}
      aria-valuemax={Math.floor(durationMs / 1000)}
      aria-valuenow={atSec}
      aria-valuetext={
        chapter === null ? text('watch.place-of', { time, all }) : text('watch.place-in', { time, all, chapter })
      }
    >
      {children}
    </div>
  )
}

/** As finely as the bar can show it: an hour moves it by less than a pixel at a time. */
const steps = 1000

function Segment({ playback, chapter }: { playback: Playback; chapter: Chapter }) {
  const lengthMs = Math.max(1, chapter.endMs - chapter.startMs)
  const done = usePlayback(playback, ({ currentMs }) => {
    const fraction = Math.min(Math.max(0, (currentMs - chapter.startMs) / lengthMs), 1)
    return Math.round(fraction * steps) / steps
  })
  return (
    <span className={css.segment} style={{ flexGrow: lengthMs }}>
      <span className={css.done} style={{ width: `${done * 100}%` }} />
    </span>
  )
}

function HoverName({ chapter, atMs }: { chapter: Chapter | null; atMs: number }) {
  return (
    <>
      {chapter?.title != null && <span className={css.hoverTitle}>{chapter.title}</span>}
      {writtenLength(atMs)}
    </>
  )
}
