import { bubbleBox } from '../../../../domain/takes/bubble-place.ts'
import type { LayoutChange } from '../../../../domain/takes/take.ts'
import { text } from '../../../app/messages/text.ts'
import { layoutAt } from './edit-layouts.ts'
import css from './review-picture.module.css'

interface LayoutGhostProps {
  layouts: readonly LayoutChange[]
  frame: { width: number; height: number }
  positionMs: number
}

/** Where the camera will stand in what is published; the picture under it is still as it was recorded. */
export function LayoutGhost({ layouts, frame, positionMs }: LayoutGhostProps) {
  const { bubble, isSwapped } = layoutAt(layouts, positionMs)
  // The rule wants whole pixels; what is shown is scaled.
  const size = { width: 1920, height: Math.round((1920 * frame.height) / frame.width) }
  const box = bubble === null ? null : bubbleBox(bubble, size)
  const percent = (value: number, of: number): string => `${(value / of) * 100}%`
  return (
    <>
      {box !== null && (
        <i
          className={css.ghost}
          style={{
            ...{ left: percent(box.x, size.width), top: percent(box.y, size.height) },
            ...{ width: percent(box.width, size.width), height: percent(box.height, size.height) },
            borderRadius: `${percent(box.radius, box.width)} / ${percent(box.radius, box.height)}`,
          }}
        >
          {isSwapped ? text('review.layout-screen-here') : text('review.layout-camera-here')}
        </i>
      )}
      <p className={css.label}>{text('review.layout-note')}</p>
    </>
  )
}
