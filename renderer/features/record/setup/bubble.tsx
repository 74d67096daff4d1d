import { type CSSProperties, type PointerEvent, type ReactNode, useRef, useState } from 'react'
import { type Box, droppedAt, movedBy } from '../../../../domain/takes/bubble-place.ts'
import type { Bubble } from '../../../../domain/takes/take.ts'
import { text } from '../../../app/messages/text.ts'
import { classes } from '../../../ui/classes.ts'
import css from './stage.module.css'

interface Point {
  x: number
  y: number
}

interface BubbleProps {
  bubble: Bubble
  /** The picture that it stands on, in pixels. */
  frame: { width: number; height: number }
  /** Where a bubble like this one stands: the camera's, or the small screen's while they are swapped. */
  boxOf: (bubble: Bubble) => Box
  /** What stands in it, spoken. */
  isScreen: boolean
  onChange: (bubble: Bubble) => void
  children: ReactNode
}

/**
 * What stands on the picture: dragged anywhere, into corners and along edges by itself; the arrow keys move it, with Shift in
 * larger steps. Shown just where it will be in the video.
 */
export function StageBubble({ bubble, frame, boxOf, isScreen, onChange, children }: BubbleProps) {
  const [held, setHeld] = useState<Point | null>(null)
  const grip = useRef<{ from: Point; middle: Point } | null>(null)
  const shown = boxOf(held === null ? bubble : { ...bubble, at: held })

  const pointed = (event: PointerEvent<HTMLButtonElement>): Point => {
    const { width = 1, height = 1 } = event.currentTarget.parentElement?.getBoundingClientRect() ?? {}
    return { x: event.clientX / width, y: event.clientY / height }
  }
  const onMove = (event: PointerEvent<HTMLButtonElement>): void => {
    if (grip.current === null) return
    const { from, middle } = grip.current
    const now = pointed(event)
    const [x, y] = [now.x - from.x, now.y - from.y]
    // A hand that presses trembles; that is no drag yet.
    if (held === null && Math.hypot(x, y) < 0.008) return
    setHeld({ x: within(middle.x + x), y: within(middle.y + y) })
  }
  const onDrop = (): void => {
    grip.current = null
    setHeld(null)
    if (held !== null) onChange(droppedAt(bubble, { frame, at: held }))
  }
  return (
    <button
      type="button"
      className={classes(css.bubble, held !== null && css.dragged)}
      style={placed(shown, frame)}
      aria-label={text(isScreen ? 'record.small-screen' : 'record.bubble', { corner: bubble.corner.replace('-', '') })}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        grip.current = { from: pointed(event), middle: middleOf(shown, frame) }
      }}
      onPointerMove={onMove}
      onPointerUp={onDrop}
      onPointerCancel={onDrop}
      onKeyDown={(event) => {
        const moved = movedBy(bubble, { frame, key: event.key, isLarge: event.shiftKey })
        if (moved === null) return
        event.preventDefault()
        onChange(moved)
      }}
    >
      {children}
    </button>
  )
}

function placed({ x, y, width, height, radius }: Box, frame: { width: number; height: number }): CSSProperties {
  const percent = (part: number, whole: number): string => `${(part / whole) * 100}%`
  return {
    left: percent(x, frame.width),
    top: percent(y, frame.height),
    width: percent(width, frame.width),
    height: percent(height, frame.height),
    borderRadius: `${percent(radius, width)} / ${percent(radius, height)}`,
  }
}

function middleOf({ x, y, width, height }: Box, frame: { width: number; height: number }): Point {
  return { x: (x + width / 2) / frame.width, y: (y + height / 2) / frame.height }
}

function within(fraction: number): number {
  return Math.min(1, Math.max(0, fraction))
}
