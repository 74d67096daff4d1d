import { PictureInPicture2 } from 'lucide-react'
import { bubbleSizes } from '../../../../domain/takes/bubble-place.ts'
import type { Bubble, Layout } from '../../../../domain/takes/take.ts'
import { text } from '../../../app/messages/text.ts'
import { SegmentedControl, Switch } from '../../../ui/choice.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { Stack } from '../../../ui/row.tsx'
import { Note } from '../../../ui/words.tsx'
import css from '../record.module.css'

interface LayoutControlsProps {
  layout: Layout
  /** As it was when it was last in the picture, for a camera that comes back. */
  bubble: Bubble
  onChange: (layout: Layout) => void
}

const shapes = ['circle', 'rounded'] as const

/** How the camera stands on the screen: whether, how large, of which shape, and which of the two is large. */
export function LayoutControls({ layout, bubble: last, onChange }: LayoutControlsProps) {
  const bubble = layout.bubble ?? last
  const change = (part: Partial<Bubble>): void => onChange({ ...layout, bubble: { ...bubble, ...part } })
  const size = nearestSize(bubble.sizeFraction)
  return (
    <Popover
      label={text('record.layout')}
      align="start"
      trigger={
        <button type="button" className={css.source}>
          <Icon of={PictureInPicture2} />
          <span className={css.sourceName}>{text('record.layout')}</span>
          <span className={css.sourceState}>
            {layout.isSwapped
              ? text('record.layout-swapped')
              : layout.bubble
                ? text('record.layout-shape', { shape: bubble.shape })
                : text('common.off')}
          </span>
        </button>
      }
    >
      <Stack gap={3}>
        <Switch
          atEnd
          label={text('record.show-bubble')}
          checked={layout.bubble !== null}
          onCheckedChange={(isShown) => onChange({ ...layout, bubble: isShown ? bubble : null })}
        />
        <SegmentedControl
          label={text('record.bubble-shape')}
          options={shapes.map((shape) => ({ value: shape, label: text('record.layout-shape', { shape }) }))}
          value={bubble.shape}
          onValueChange={(shape) => change({ shape })}
        />
        <SegmentedControl
          label={text('record.bubble-size')}
          options={bubbleSizes.map((each, place) => ({
            value: String(each),
            label: text('record.bubble-size-name', { place: String(place) }),
          }))}
          value={String(size)}
          onValueChange={(value) => change({ sizeFraction: Number(value) })}
        />
        <Switch
          atEnd
          label={text('record.mirror')}
          checked={bubble.isMirrored}
          onCheckedChange={(isMirrored) => change({ isMirrored })}
        />
        <Switch
          atEnd
          label={text('record.swap')}
          checked={layout.isSwapped}
          onCheckedChange={(isSwapped) => onChange({ ...layout, isSwapped })}
        />
        <Note>{text('record.layout-note')}</Note>
      </Stack>
    </Popover>
  )
}

function nearestSize(fraction: number): number {
  return bubbleSizes.reduce((best, each) => (Math.abs(each - fraction) < Math.abs(best - fraction) ? each : best))
}
