import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { text } from '../../app/messages/text.ts'
import { writtenLength } from '../../app/messages/when.ts'
import css from './timeline.module.css'
import { endOf, stepOfKey, type Trim, withEnd, withStart } from './trim.ts'
import { Waveform } from './waveform.tsx'

interface TimelineProps {
  durationMs: number
  positionMs: number
  trim: Trim
  /** Between 0 and 1, evenly over the whole length; null where the sound is not drawn. */
  peaks: readonly number[] | null
  chapters: readonly { questionId: string; startMs: number }[]
  onSeek: (toMs: number) => void
  /** Left out where nothing can be cut off. */
  onTrim?: ((trim: Trim, atMs: number) => void) | undefined
}

/** The whole recording with its sound; two handles hold what is kept, a click goes to a moment. */
export function Timeline({ durationMs, positionMs, trim, peaks, chapters, onSeek, onTrim }: TimelineProps) {
  const frame = useRef<HTMLDivElement>(null)
  const percent = (atMs: number): string => `${durationMs > 0 ? (Math.min(durationMs, atMs) / durationMs) * 100 : 0}%`
  const msAt = (clientX: number): number => {
    const box = frame.current?.getBoundingClientRect()
    return box && box.width > 0 ? ((clientX - box.left) / box.width) * durationMs : 0
  }
  const endMs = endOf({ trim, durationMs })
  const moveStart = (toMs: number): void => {
    const next = withStart({ trim, durationMs }, toMs)
    onTrim?.(next, next.startMs)
  }
  const moveEnd = (toMs: number): void => {
    const next = withEnd({ trim, durationMs }, toMs)
    onTrim?.(next, endOf({ trim: next, durationMs }))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame of its own
    <div
      ref={frame}
      className={css.timeline}
      role="group"
      aria-label={text('review.timeline')}
      onPointerDown={(event) => {
        if (event.button === 0) onSeek(Math.min(durationMs, Math.max(0, msAt(event.clientX))))
      }}
    >
      {peaks !== null && <Waveform peaks={peaks} />}
      <div className={css.cut} style={{ left: 0, width: percent(trim.startMs) }} />
      <div className={css.cut} style={{ left: percent(endMs), right: 0 }} />
      {chapters.map(({ questionId, startMs }) => (
        <i key={questionId} className={css.chapter} style={{ left: percent(startMs) }} />
      ))}
      <i className={css.playhead} style={{ left: percent(positionMs) }} />
      {onTrim && (
        <>
          <Handle
            label={text('review.trim-start')}
            atMs={trim.startMs}
            left={percent(trim.startMs)}
            durationMs={durationMs}
            msAt={msAt}
            onMove={moveStart}
          />
          <Handle
            label={text('review.trim-end')}
            atMs={endMs}
            left={percent(endMs)}
            durationMs={durationMs}
            msAt={msAt}
            onMove={moveEnd}
          />
        </>
      )}
    </div>
  )
}

interface HandleProps {
  label: string
  atMs: number
  left: string
  durationMs: number
  msAt: (clientX: number) => number
  onMove: (toMs: number) => void
}

function Handle({ label, atMs, left, durationMs, msAt, onMove }: HandleProps) {
  const onPointer = (event: PointerEvent<HTMLDivElement>): void => {
    event.stopPropagation()
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId)
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onMove(msAt(event.clientX))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const stepMs = stepOfKey({ key: event.key, isShift: event.shiftKey, durationMs })
    if (stepMs === null) return
    event.preventDefault()
    onMove(atMs + stepMs)
  }
  return (
    <div
      className={css.handle}
      style={{ left }}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.round(durationMs)}
      aria-valuenow={Math.round(atMs)}
      aria-valuetext={writtenTenths(atMs)}
      title={writtenTenths(atMs)}
      onPointerDown={onPointer}
      onPointerMove={onPointer}
      onKeyDown={onKeyDown}
    />
  )
}

/** A place in a recording to the tenth of a second: "0:05.2". */
export function writtenTenths(atMs: number): string {
  return `${writtenLength(atMs)}.${Math.floor((Math.max(0, atMs) % 1000) / 100)}`
}
