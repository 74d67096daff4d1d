import { type PointerEvent, useRef, useState } from 'react'
import type { Bubble, Corner } from '../../../domain/takes/take.ts'
import { text } from '../../app/messages/text.ts'
import { classes } from '../../ui/classes.ts'
import { cornerAt, cornerByKey } from './bubble-corner.ts'
import css from './stage.module.css'
import { StreamVideo } from './stream-video.tsx'

interface CameraBubbleProps {
  stream: MediaStream
  bubble: Bubble
  onCornerChange: (corner: Corner) => void
}

/** The camera on the screen's picture: dragged into one of the four corners, or sent there by the arrow keys. */
export function CameraBubble({ stream, bubble, onCornerChange }: CameraBubbleProps) {
  const [dragged, setDragged] = useState<{ x: number; y: number } | null>(null)
  const from = useRef<{ x: number; y: number } | null>(null)
  const onMove = (event: PointerEvent<HTMLButtonElement>): void => {
    if (from.current) setDragged({ x: event.clientX - from.current.x, y: event.clientY - from.current.y })
  }
  const onDrop = (event: PointerEvent<HTMLButtonElement>): void => {
    const frame = event.currentTarget.parentElement?.getBoundingClientRect()
    const hasMoved = dragged !== null && Math.hypot(dragged.x, dragged.y) > 4
    from.current = null
    setDragged(null)
    if (!frame || !hasMoved) return
    onCornerChange(
      cornerAt({ x: (event.clientX - frame.left) / frame.width, y: (event.clientY - frame.top) / frame.height }),
    )
  }
  return (
    <button
      type="button"
      className={classes(css.bubble, css[bubble.corner.replace('-', '')], dragged !== null && css.dragged)}
      style={{
        width: `${bubble.sizeFraction * 100}%`,
        ...(dragged === null ? {} : { translate: `${dragged.x}px ${dragged.y}px` }),
      }}
      aria-label={text('record.bubble', { corner: bubble.corner.replace('-', '') })}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = { x: event.clientX, y: event.clientY }
      }}
      onPointerMove={onMove}
      onPointerUp={onDrop}
      onPointerCancel={onDrop}
      onKeyDown={(event) => {
        const corner = cornerByKey(bubble.corner, event.key)
        if (corner === null) return
        event.preventDefault()
        onCornerChange(corner)
      }}
    >
      <StreamVideo stream={stream} label={text('record.camera')} mirrored className={css.bubblePicture} />
    </button>
  )
}
