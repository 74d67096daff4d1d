import { useEffect, useMemo, useState } from 'react'
import type { Span } from '../../../../domain/captions/cues.ts'
import { silencesOf } from '../../../../domain/sound/silences.ts'
import { withCut } from '../../../../domain/takes/edit-cuts.ts'
import { text } from '../../../app/messages/text.ts'
import { exactLength } from '../../../app/messages/when.ts'
import { Button, TextAction } from '../../../ui/button.tsx'
import css from './edit-tools.module.css'
import { savedBy, silencesToCut } from './silence-choice.ts'
import type { Levels } from './timeline-bars.ts'
import type { Editing } from './use-editing.ts'

interface SilenceBarProps {
  editing: Editing
  levels: Levels
  /** The pauses that would be cut out, while they are looked at. */
  onOffer: (spans: readonly Span[]) => void
  onClose: () => void
}

const usual = { leastMs: 1000, paddingMs: 200 }
const none: readonly Span[] = []

/** The pauses that there are, by what is a pause unless one says otherwise. */
export function useSilences(levels: Levels, cuts: readonly Span[]): Span[] {
  return useMemo(() => silencesToCut(silencesOf(levels, usual), cuts), [levels, cuts])
}

/** Cutting out the pauses: which they are shows the timeline, what it saves is said, and how long a pause is can be set. */
export function SilenceBar({ editing, levels, onOffer, onClose }: SilenceBarProps) {
  const [choice, setChoice] = useState(usual)
  const { cuts, take, applyEdit } = editing
  const silences = useMemo(() => silencesToCut(silencesOf(levels, choice), cuts), [levels, choice, cuts])
  useEffect(() => {
    onOffer(silences)
    return () => onOffer(none)
  }, [silences, onOffer])
  const count = silences.length
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame of its own
    <div className={css.bar} role="group" aria-label={text('review.silences-title')}>
      <p aria-live="polite">
        {count === 0
          ? text('review.silences-none')
          : text('review.silences-saved', { count, saved: exactLength(savedBy(silences)) })}{' '}
        {!levels.isWhole && text('review.silences-listening')}
      </p>
      <Slider
        label={text('review.silences-least')}
        value={choice.leastMs}
        min={300}
        max={4000}
        onChange={(leastMs) => setChoice((before) => ({ ...before, leastMs }))}
      />
      <Slider
        label={text('review.silences-padding')}
        value={choice.paddingMs}
        min={0}
        max={600}
        onChange={(paddingMs) => setChoice((before) => ({ ...before, paddingMs }))}
      />
      <Button
        size="s"
        disabled={count === 0}
        onClick={() => {
          applyEdit((before) => withCut(before, silences, take))
          onClose()
        }}
      >
        {text('review.silences-remove')}
      </Button>
      <TextAction onClick={onClose}>{text('common.cancel')}</TextAction>
    </div>
  )
}

interface SliderProps {
  label: string
  value: number
  min: number
  max: number
  onChange: (value: number) => void
}

function Slider({ label, value, min, max, onChange }: SliderProps) {
  const written = text('review.tenths', { seconds: value / 1000 })
  return (
    <label className={css.slider}>
      <span>{label}</span>
      <span>{written}</span>
      <input
        type="range"
        {...{ min, max, value, step: 50 }}
        aria-valuetext={written}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
    </label>
  )
}
