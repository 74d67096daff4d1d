import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { writtenTenths } from '../../../app/messages/when.ts'
import { classes } from '../../../ui/classes.ts'
import css from './timeline.module.css'
import { stepOfKey } from './timeline-steps.ts'
import { dragPrefix } from './use-editing.ts'

interface HandleProps {
  label: string
  atMs: number
  left: string
  durationMs: number
  msAt: (clientX: number) => number
  /** `gesture` is the same for all moves of one drag, and for keys pressed one after the other. */
  onMove: (toMs: number, gesture: string) => void
  /** Thinner: one of many, within the timeline. */
  isSmall?: boolean | undefined
  /** Reached by the pointer alone: another way leads to it by keyboard. */
  isSkipped?: boolean | undefined
}

let gestures = 0

/** An end of a stretch of the timeline, moved by pointer or keys. */
export function Handle({ label, atMs, left, durationMs, msAt, onMove, isSmall, isSkipped }: HandleProps) {
  const gesture = useRef('')
  const held = useRef(onMove)
  const onPointer = (event: PointerEvent<HTMLDivElement>): void => {
    event.stopPropagation()
    if (event.type === 'pointerdown') {
      if (event.button !== 0) return
      gestures += 1
      gesture.current = `${dragPrefix}${gestures}`
      // What is dragged is what was taken hold of, whatever it is joined with on the way.
      held.current = onMove
      event.currentTarget.setPointerCapture(event.pointerId)
    } else if (event.currentTarget.hasPointerCapture(event.pointerId)) {
      held.current(msAt(event.clientX), gesture.current)
    }
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const stepMs = stepOfKey({ key: event.key, isShift: event.shiftKey, durationMs })
    if (stepMs === null || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    onMove(atMs + stepMs, `keys-${label}`)
  }
  return (
    <div
      className={classes(css.handle, isSmall && css.smallHandle)}
      style={{ left }}
      role="slider"
      tabIndex={isSkipped ? -1 : 0}
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
