import { useState } from 'react'
import { bubbleSizes } from '../../../../domain/takes/bubble-place.ts'
import { type Bubble, bubbleIn, type Layout, type LayoutChange } from '../../../../domain/takes/take.ts'
import { text } from '../../../app/messages/text.ts'
import { writtenTenths } from '../../../app/messages/when.ts'
import { TextAction } from '../../../ui/button.tsx'
import { Checkbox, SegmentedControl } from '../../../ui/choice.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { Note } from '../../../ui/words.tsx'
import { layoutAt, withLayout } from './edit-layouts.ts'
import css from './edit-tools.module.css'
import { type ReviewPlayback, usePosition } from './review-playback.ts'
import type { Editing } from './use-editing.ts'

interface LayoutPanelProps {
  editing: Editing
  playback: ReviewPlayback
  /** As it was recorded. */
  recorded: readonly LayoutChange[]
}

type Shown = 'bubble' | 'hidden' | 'swapped'

const corners = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const
const sizes = ['s', 'm', 'l', 'xl'] as const

/** Where and how the camera stands on the screen: for the whole, or from the moment one is at. */
export function LayoutPanel({ editing, playback, recorded }: LayoutPanelProps) {
  const [isFromHere, setFromHere] = useState(false)
  return (
    <Popover
      label={text('review.layout')}
      align="start"
      side="top"
      trigger={<TextAction title={text('review.layout-hint')}>{text('review.layout')}</TextAction>}
    >
      <Choices {...{ editing, playback, recorded, isFromHere, setFromHere }} />
    </Popover>
  )
}

interface ChoicesProps extends LayoutPanelProps {
  isFromHere: boolean
  setFromHere: (isFromHere: boolean) => void
}

function Choices({ editing, playback, recorded, isFromHere, setFromHere }: ChoicesProps) {
  const positionMs = usePosition(playback)
  const { edit, applyEdit } = editing
  const layout = layoutAt(edit.layouts ?? recorded, isFromHere ? positionMs : 0)
  const bubble = layout.bubble ?? usualBubble(recorded)
  const shown: Shown = layout.isSwapped ? 'swapped' : layout.bubble === null ? 'hidden' : 'bubble'
  const put = (next: Layout): void =>
    applyEdit((before) => withLayout(before, { layout: next, fromMs: isFromHere ? positionMs : null, recorded }))
  const putBubble = (change: Partial<Bubble>): void => put({ ...layout, bubble: { ...bubble, ...change } })
  const nearest = bubbleSizes.reduce((best, size) =>
    Math.abs(size - bubble.sizeFraction) < Math.abs(best - bubble.sizeFraction) ? size : best,
  )
  return (
    <div className={css.panel}>
      <SegmentedControl
        label={text('review.layout-reach')}
        options={[
          { value: 'whole', label: text('review.layout-whole') },
          { value: 'from-here', label: text('review.layout-from', { at: writtenTenths(positionMs) }) },
        ]}
        value={isFromHere ? 'from-here' : 'whole'}
        onValueChange={(reach) => setFromHere(reach === 'from-here')}
      />
      <SegmentedControl<Shown>
        label={text('review.layout-shown')}
        options={[
          { value: 'bubble', label: text('review.layout-bubble') },
          { value: 'swapped', label: text('review.layout-swapped') },
          { value: 'hidden', label: text('review.layout-hidden') },
        ]}
        value={shown}
        onValueChange={(next) => put({ bubble: next === 'hidden' ? null : bubble, isSwapped: next === 'swapped' })}
      />
      {shown !== 'hidden' && (
        <>
          <SegmentedControl
            label={text('review.layout-size')}
            options={bubbleSizes.map((size, place) => ({
              value: String(size),
              label: text(`review.layout-size-${sizes[place] ?? 'm'}`),
            }))}
            value={String(nearest)}
            onValueChange={(size) => putBubble({ sizeFraction: Number(size) })}
          />
          <fieldset className={css.corners} aria-label={text('review.layout-corner')}>
            {corners.map((corner) => (
              <button
                key={corner}
                type="button"
                className={css.corner}
                aria-label={text(`review.layout-${corner}`)}
                aria-pressed={bubble.at === null && bubble.corner === corner}
                onClick={() => putBubble({ corner, at: null })}
              />
            ))}
          </fieldset>
          {shown === 'bubble' && (
            <Checkbox
              label={text('review.layout-rounded')}
              checked={bubble.shape === 'rounded'}
              onCheckedChange={(isRounded) => putBubble({ shape: isRounded ? 'rounded' : 'circle' })}
            />
          )}
          <Checkbox
            label={text('review.layout-mirrored')}
            checked={bubble.isMirrored}
            onCheckedChange={(isMirrored) => putBubble({ isMirrored })}
          />
        </>
      )}
      {edit.layouts !== null && (
        <Note>
          {text('review.layout-changed')}{' '}
          <TextAction onClick={() => applyEdit((before) => ({ ...before, layouts: null }))}>
            {text('review.layout-as-recorded')}
          </TextAction>
        </Note>
      )}
    </div>
  )
}

/** The bubble that was there, somewhere in the recording; else one in the lower right. */
function usualBubble(recorded: readonly LayoutChange[]): Bubble {
  const known = recorded.find(({ layout }) => layout.bubble !== null)?.layout.bubble
  return known ?? bubbleIn({ corner: 'bottom-right', sizeFraction: 0.22 })
}
