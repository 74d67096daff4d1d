import type { Quality } from '../../../../domain/takes/edit.ts'
import { text } from '../../../app/messages/text.ts'
import { TextAction } from '../../../ui/button.tsx'
import { RadioGroup, Switch } from '../../../ui/choice.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { Note } from '../../../ui/words.tsx'
import css from './edit-tools.module.css'
import { NoiseSample } from './noise-sample.tsx'
import { expectedSize } from './output-size.ts'
import type { ReviewPlayback } from './review-playback.ts'
import type { Editing } from './use-editing.ts'

interface OutputPanelProps {
  editing: Editing
  playback: ReviewPlayback
  take: string
  /** What will be published lasts so long. */
  keptMs: number
  /** Of the recording as it was composed with Balanced, where that is known. */
  bytesPerSecond: number | null
}

const qualities: readonly Quality[] = ['small', 'balanced', 'sharp']

/** How it is to sound, and how large it may be. */
export function OutputPanel({ editing, playback, take, keptMs, bytesPerSecond }: OutputPanelProps) {
  const { edit, applyEdit } = editing
  return (
    <Popover
      label={text('review.output')}
      align="start"
      side="top"
      trigger={<TextAction>{text('review.output')}</TextAction>}
    >
      <div className={css.panel}>
        <Switch
          label={text('review.noise')}
          detail={text('review.noise-detail')}
          checked={edit.hasNoiseReduction}
          onCheckedChange={(hasNoiseReduction) => applyEdit((before) => ({ ...before, hasNoiseReduction }))}
        />
        <NoiseSample take={take} playback={playback} />
        <RadioGroup
          label={text('review.quality')}
          options={qualities.map((quality) => ({
            value: quality,
            label: text(`review.quality-${quality}`),
            detail: detailOf(quality, { keptMs, bytesPerSecond }),
          }))}
          value={edit.quality}
          onValueChange={(quality) => applyEdit((before) => ({ ...before, quality }))}
        />
        <Note tone={3}>{text('review.quality-note')}</Note>
      </div>
    </Popover>
  )
}

function detailOf(quality: Quality, known: { keptMs: number; bytesPerSecond: number | null }): string {
  const what = text(`review.quality-${quality}-detail`)
  const size = expectedSize(quality, known)
  return size === null ? what : text('review.quality-size', { what, size })
}
