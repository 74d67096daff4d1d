import { type PointerEvent, type ReactNode, useRef, useState } from 'react'
import { type Chapter, chapterAt } from '../../../domain/captions/chapters.ts'
import { text } from '../../app/messages/text.ts'
import { writtenLength } from '../../app/messages/when.ts'
import { type Playback, usePlayback } from './playback.ts'
import css from './player.module.css'

/** A comment on the timeline. */
export interface TimelineMark {
  id: string
  atMs: number
  name: string
}

interface TimelineProps {
  playback: Playback
  chapters: readonly Chapter[]
  durationMs: number
  marks: readonly TimelineMark[]
}

/** Where one is in the video, its chapters as segments, and the comments as marks over them. */
export function Timeline({ playback, chapters, durationMs, marks }: TimelineProps) {
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
        <HoverName chapter={chapterAt(chapters, hoverMs)} atMs={hoverMs} fraction={hoverMs / durationMs} />
      )}
      <div className={css.marks}>
        {marks.map(({ id, atMs, name }) => (
          <button
            key={id}
            type="button"
            className={css.mark}
            style={{ insetInlineStart: `${(atMs / durationMs) * 100}%` }}
            aria-label={text('watch.comment-by', { name, time: writtenLength(atMs) })}
            title={text('watch.comment-by', { name, time: writtenLength(atMs) })}
            onClick={() => playback.seek(atMs)}
          />
        ))}
      </div>
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

function Segment({ playback, chapter }: { playback: Playback; chapter: Chapter }) {
  const lengthMs = Math.max(1, chapter.endMs - chapter.startMs)
  const done = usePlayback(playback, ({ currentMs }) =>
    Math.min(Math.max(0, (currentMs - chapter.startMs) / lengthMs), 1),
  )
  return (
    <span className={css.segment} style={{ flexGrow: lengthMs }}>
      <span className={css.done} style={{ width: `${done * 100}%` }} />
    </span>
  )
}

function HoverName({ chapter, atMs, fraction }: { chapter: Chapter | null; atMs: number; fraction: number }) {
  return (
    <span className={css.hover} style={{ '--at': `${fraction * 100}%` }} aria-hidden="true">
      {chapter?.title != null && <span className={css.hoverTitle}>{chapter.title}</span>}
      {writtenLength(atMs)}
    </span>
  )
}
