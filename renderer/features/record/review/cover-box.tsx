import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import type { Cover } from '../../../../domain/takes/edit.ts'
import { text } from '../../../app/messages/text.ts'
import { classes } from '../../../ui/classes.ts'
import { type Area, withCover, withoutCover } from './edit-covers.ts'
import css from './review-picture.module.css'
import { dragPrefix, type Editing } from './use-editing.ts'

interface CoverBoxProps {
  cover: Cover
  editing: Editing
  isChosen: boolean
  onChoose: () => void
}

const corners = ['nw', 'ne', 'sw', 'se'] as const
type Grip = (typeof corners)[number] | 'move'

let gestures = 0

/** A covered rectangle on the picture: moved and sized by pointer, and by arrow keys (with Shift its size). */
export function CoverBox({ cover, editing, isChosen, onChoose }: CoverBoxProps) {
  const held = useRef<{ x: number; y: number; area: Area; gesture: string; grip: Grip } | null>(null)
  const { applyEdit, take } = editing
  const put = (area: Area, gesture: string): void =>
    applyEdit((before) => withCover(before, cover.id, area, take.durationMs), gesture)

  const onPointer = (grip: Grip) => (event: PointerEvent<HTMLElement>) => {
    event.stopPropagation()
    if (event.type === 'pointerdown') {
      onChoose()
      gestures += 1
      const { x, y, width, height } = cover
      const gesture = `${dragPrefix}cover-${gestures}`
      held.current = { x: event.clientX, y: event.clientY, area: { x, y, width, height }, gesture, grip }
      event.currentTarget.setPointerCapture(event.pointerId)
      return
    }
    const { current } = held
    const frame = event.currentTarget.closest(`.${css.picture}`)?.getBoundingClientRect()
    if (current === null || current.grip !== grip || !frame) return
    if (event.type === 'pointerup') {
      held.current = null
      return
    }
    const by = { x: (event.clientX - current.x) / frame.width, y: (event.clientY - current.y) / frame.height }
    put(draggedArea(current.area, grip, by), current.gesture)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault()
      event.stopPropagation()
      applyEdit((before) => withoutCover(before, cover.id))
      return
    }
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key]
    if (way === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    const by = { x: (way[0] ?? 0) * 0.01, y: (way[1] ?? 0) * 0.01 }
    put(draggedArea(cover, event.shiftKey ? 'se' : 'move', by), `keys-cover-${cover.id}`)
  }
  const percent = (fraction: number): string => `${fraction * 100}%`
  return (
    <div
      className={classes(css.cover, cover.kind === 'solid' && css.solid, isChosen && css.chosen)}
      style={{
        left: percent(cover.x),
        top: percent(cover.y),
        width: percent(cover.width),
        height: percent(cover.height),
      }}
    >
      <button
        type="button"
        className={css.coverHit}
        aria-label={text('review.cover-move')}
        title={text('review.cover-move')}
        onFocus={onChoose}
        onPointerDown={onPointer('move')}
        onPointerMove={onPointer('move')}
        onPointerUp={onPointer('move')}
        onKeyDown={onKeyDown}
      />
      {isChosen &&
        corners.map((corner) => (
          <i
            key={corner}
            className={classes(css.grip, css[corner])}
            onPointerDown={onPointer(corner)}
            onPointerMove={onPointer(corner)}
            onPointerUp={onPointer(corner)}
          />
        ))}
    </div>
  )
}

/** A rectangle after one of its corners, or all of it, was dragged so far; a corner never passes the one across. */
function draggedArea(area: Area, grip: Grip, by: { x: number; y: number }): Area {
  if (grip === 'move') return { ...area, x: area.x + by.x, y: area.y + by.y }
  const isWest = grip.endsWith('w')
  const isNorth = grip.startsWith('n')
  const left = isWest ? Math.max(0, Math.min(area.x + by.x, area.x + area.width - 0.02)) : area.x
  const top = isNorth ? Math.max(0, Math.min(area.y + by.y, area.y + area.height - 0.02)) : area.y
  const right = isWest ? area.x + area.width : Math.min(1, area.x + area.width + by.x)
  const bottom = isNorth ? area.y + area.height : Math.min(1, area.y + area.height + by.y)
  return { x: left, y: top, width: right - left, height: bottom - top }
}
