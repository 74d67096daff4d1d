import { type MouseEvent, type PointerEvent, type RefObject, useEffect, useRef } from 'react'
import type { Span } from '../../../../domain/captions/cues.ts'
import {
  endlessMs,
  trimOf,
  withMovedCut,
  withRestored,
  withTrimmedEnd,
  withTrimmedStart,
} from '../../../../domain/takes/edit-cuts.ts'
import { withoutReplacement } from '../../../../domain/takes/edit-replace.ts'
import { text } from '../../../app/messages/text.ts'
import { writtenTenths } from '../../../app/messages/when.ts'
import { classes } from '../../../ui/classes.ts'
import { CoverLane } from './cover-lane.tsx'
import { type ReviewPlayback, useIsPlaying, usePosition } from './review-playback.ts'
import css from './timeline.module.css'
import type { Levels } from './timeline-bars.ts'
import { Handle } from './timeline-handle.tsx'
import { partAt } from './timeline-steps.ts'
import { Wave } from './timeline-wave.tsx'
import type { Editing } from './use-editing.ts'

interface TimelineProps {
  editing: Editing
  playback: ReviewPlayback
  levels: Levels
  chapters: readonly { startMs: number; name: string }[]
  /** How many times wider than its place it is drawn. */
  zoom: number
  selection: Span | null
  onSelect: (selection: Span | null) => void
  /** Pauses that are about to be cut out. */
  offered: readonly Span[]
  cover: string | null
  onCover: (id: string | null) => void
}

/** What is pressed there is a button of its own, and selects nothing. */
const ownPointer = {
  onPointerDown: (event: PointerEvent) => event.stopPropagation(),
  onPointerUp: (event: PointerEvent) => event.stopPropagation(),
  onDoubleClick: (event: MouseEvent) => event.stopPropagation(),
} as const

/** A drag shorter than this, in pixels, is a click. */
const clickPx = 4

/** The whole recording with its sound: what is cut is struck out, what is selected can be; a click goes to a moment. */
export function Timeline(props: TimelineProps) {
  const { editing, playback, levels, chapters, zoom, selection, onSelect, offered, cover, onCover } = props
  const { cuts, splits, edit, take, applyEdit } = editing
  const { durationMs } = take
  const frame = useRef<HTMLDivElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const pressed = useRef<{ atMs: number; x: number; isDrag: boolean } | null>(null)
  const percent = (atMs: number): string =>
    `${durationMs > 0 ? (Math.min(durationMs, Math.max(0, atMs)) / durationMs) * 100 : 0}%`
  const stretch = ({ fromMs, toMs }: Span) => ({ left: percent(fromMs), width: percent(toMs - fromMs) })
  const msAt = (clientX: number): number => {
    const box = frame.current?.getBoundingClientRect()
    if (!box || box.width === 0) return 0
    return Math.min(durationMs, Math.max(0, ((clientX - box.left) / box.width) * durationMs))
  }
  const kept = trimOf(edit, durationMs)
  const isEnd = (cut: Span): boolean => cut.fromMs === 0 || cut.toMs >= durationMs

  const onPointer = (event: PointerEvent<HTMLDivElement>): void => {
    const atMs = msAt(event.clientX)
    if (event.type === 'pointerdown') {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      pressed.current = { atMs, x: event.clientX, isDrag: false }
      return
    }
    const press = pressed.current
    if (press === null) return
    press.isDrag ||= Math.abs(event.clientX - press.x) > clickPx
    if (press.isDrag) onSelect({ fromMs: Math.min(press.atMs, atMs), toMs: Math.max(press.atMs, atMs) })
    if (event.type !== 'pointerup') return
    pressed.current = null
    if (press.isDrag) return
    onSelect(null)
    playback.seek(atMs)
  }
  const move = (change: Parameters<typeof applyEdit>[0], toMs: number, gesture: string): void => {
    playback.pause()
    playback.seek(toMs)
    applyEdit(change, gesture)
  }

  return (
    <div ref={scroller} className={css.scroller}>
      <div ref={frame} className={css.inner} style={{ width: `${zoom * 100}%` }}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame of its own */}
        <div
          className={css.timeline}
          role="group"
          aria-label={text('review.timeline')}
          onPointerDown={onPointer}
          onPointerMove={onPointer}
          onPointerUp={onPointer}
          onDoubleClick={(event) => {
            const borders = [...splits, ...cuts.flatMap(({ fromMs, toMs }) => [fromMs, toMs])]
            onSelect(partAt(msAt(event.clientX), { borders, durationMs }))
          }}
        >
          <Wave levels={levels} durationMs={durationMs} zoom={zoom} />
          {offered.map((span) => (
            <i key={span.fromMs} className={css.offered} style={stretch(span)} />
          ))}
          {selection !== null && <i className={css.selection} style={stretch(selection)} />}
          {edit.replacements.map((replacement) => (
            <button
              key={replacement.fromMs}
              type="button"
              className={css.replaced}
              style={stretch(replacement)}
              aria-label={text('review.replaced-undo')}
              title={text('review.replaced-as-before')}
              {...ownPointer}
              onClick={() => applyEdit((before) => withoutReplacement(before, replacement.fromMs))}
            >
              <span>{text('review.replaced-part')}</span>
            </button>
          ))}
          {cuts.map((cut) => (
            <button
              key={`${cut.fromMs}-${cut.toMs}`}
              type="button"
              className={classes(css.cut, isEnd(cut) && css.trimmed)}
              style={stretch(cut)}
              aria-label={text('review.bring-cut-back', {
                from: writtenTenths(cut.fromMs),
                to: writtenTenths(cut.toMs),
              })}
              title={text('review.bring-back-hint')}
              {...ownPointer}
              onClick={() =>
                applyEdit((before) =>
                  withRestored(before, { ...cut, toMs: cut.toMs >= durationMs ? endlessMs : cut.toMs }),
                )
              }
            />
          ))}
          {chapters.map(({ startMs, name }) => (
            <i key={`${startMs}-${name}`} className={css.chapter} style={{ left: percent(startMs) }} title={name} />
          ))}
          {splits.map((atMs) => (
            <i key={atMs} className={css.split} style={{ left: percent(atMs) }} />
          ))}
          {cuts
            .filter((cut) => !isEnd(cut))
            .flatMap((cut, place) =>
              (['fromMs', 'toMs'] as const).map((end) => (
                <Handle
                  // By the end that stays while this one is dragged.
                  key={`${end}-${end === 'fromMs' ? cut.toMs : cut.fromMs}`}
                  isSmall
                  isSkipped={cuts.length > 12}
                  label={text(end === 'fromMs' ? 'review.cut-start' : 'review.cut-end', { number: place + 1 })}
                  atMs={cut[end]}
                  left={percent(cut[end])}
                  durationMs={durationMs}
                  msAt={msAt}
                  onMove={(toMs, gesture) => {
                    const to =
                      end === 'fromMs'
                        ? { ...cut, fromMs: Math.min(toMs, cut.toMs - 40) }
                        : { ...cut, toMs: Math.max(toMs, cut.fromMs + 40) }
                    move((before) => withMovedCut(before, { cut, to }, take), toMs, gesture)
                  }}
                />
              )),
            )}
          <Handle
            label={text('review.trim-start')}
            atMs={kept.fromMs}
            left={percent(kept.fromMs)}
            durationMs={durationMs}
            msAt={msAt}
            onMove={(toMs, gesture) => move((before) => withTrimmedStart(before, toMs, take), toMs, gesture)}
          />
          <Handle
            label={text('review.trim-end')}
            atMs={kept.toMs}
            left={percent(kept.toMs)}
            durationMs={durationMs}
            msAt={msAt}
            onMove={(toMs, gesture) => move((before) => withTrimmedEnd(before, toMs, take), toMs, gesture)}
          />
          <Playhead playback={playback} percent={percent} scroller={scroller} isFollowed={zoom > 1} />
        </div>
        {edit.covers.length > 0 && (
          <CoverLane
            editing={editing}
            percent={percent}
            msAt={msAt}
            chosen={cover}
            onChoose={onCover}
            onMoved={playback.seek}
          />
        )}
      </div>
    </div>
  )
}

interface PlayheadProps {
  playback: ReviewPlayback
  percent: (atMs: number) => string
  scroller: RefObject<HTMLDivElement | null>
  isFollowed: boolean
}

/** Where it is; while it plays, a zoomed timeline turns its page to keep it in sight. */
function Playhead({ playback, percent, scroller, isFollowed }: PlayheadProps) {
  const line = useRef<HTMLElement>(null)
  const positionMs = usePosition(playback)
  const isPlaying = useIsPlaying(playback)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it may leave the sight with each step
  useEffect(() => {
    const view = scroller.current
    if (!isFollowed || !isPlaying || view === null || line.current === null) return
    const at = line.current.offsetLeft
    if (at < view.scrollLeft || at > view.scrollLeft + view.clientWidth) view.scrollLeft = at - 24
  }, [positionMs, isFollowed, isPlaying, scroller])
  return <i ref={line} className={css.playhead} style={{ left: percent(positionMs) }} />
}
