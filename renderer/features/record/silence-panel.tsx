import { useEffect, useMemo, useState } from 'react'
import type { Span } from '../../../domain/captions/cues.ts'
import { silencesOf } from '../../../domain/sound/silences.ts'
import { withCut } from '../../../domain/takes/edit-cuts.ts'
import { text } from '../../app/messages/text.ts'
import { exactLength } from '../../app/messages/when.ts'
import { Button, TextAction } from '../../ui/button.tsx'
import { Popover } from '../../ui/popover.tsx'
import { Note } from '../../ui/words.tsx'
import css from './edit-tools.module.css'
import { savedBy, silencesToCut } from './silence-choice.ts'
import type { Levels } from './timeline-bars.ts'
import type { Editing } from './use-editing.ts'

interface SilencePanelProps {
  editing: Editing
  levels: Levels
  /** The pauses that would be cut out, while they are looked at. */
  onOffer: (spans: readonly Span[]) => void
}

const usual = { leastMs: 1000, paddingMs: 200 }

/** How many pauses there are and what cutting them out saves; opened, how long a pause must be and what stays of it. */
export function SilencePanel({ editing, levels, onOffer }: SilencePanelProps) {
  const [isOpen, setOpen] = useState(false)
  const [choice, setChoice] = useState(usual)
  const { cuts, take, applyEdit } = editing
  const all = useMemo(() => silencesOf(levels, choice), [levels, choice])
  const silences = useMemo(() => silencesToCut(all, cuts), [all, cuts])
  const savedMs = savedBy(silences)
  useEffect(() => {
    onOffer(isOpen ? silences : none)
  }, [isOpen, silences, onOffer])
  if (levels.levelsDb.length === 0) return null
  const remove = (): void => {
    setOpen(false)
    applyEdit((before) => withCut(before, silences, take))
  }
  const count = silences.length
  return (
    <Popover
      label={text('review.silences-title')}
      align="start"
      side="top"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <TextAction title={text('review.silences-hint')}>
          {count === 0
            ? text('review.silences-title')
            : text('review.silences', { count, saved: exactLength(savedMs) })}
        </TextAction>
      }
    >
      <div className={css.panel}>
        <Note>
          {count === 0
            ? text('review.silences-none')
            : text('review.silences-saved', { count, saved: exactLength(savedMs) })}
        </Note>
        {!levels.isWhole && <Note tone={3}>{text('review.silences-listening')}</Note>}
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
        <div className={css.buttons}>
          <Button variant="primary" size="s" disabled={count === 0} onClick={remove}>
            {text('review.silences-remove')}
          </Button>
          <Button size="s" onClick={() => setOpen(false)}>
            {text('common.cancel')}
          </Button>
        </div>
      </div>
    </Popover>
  )
}

const none: readonly Span[] = []

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
