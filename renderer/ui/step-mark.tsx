import { Check } from 'lucide-react'
import { text } from '../app/messages/text.ts'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'
import css from './step-mark.module.css'

interface StepMarkProps {
  /** How much of the step is done, between 0 and 1. */
  fraction: number
}

/** The circle before a step: empty, partly filled, or ticked. */
export function StepMark({ fraction }: StepMarkProps) {
  if (fraction >= 1) {
    return (
      <span className={classes(css.mark, css.done)} role="img" aria-label={text('onboarding.step-done')}>
        <Icon of={Check} size={13} strokeWidth={2.6} />
      </span>
    )
  }
  const begun = fraction > 0
  return (
    <span
      className={classes(css.mark, begun && css.begun)}
      style={begun ? { '--done': `${Math.round(fraction * 100)}%` } : {}}
      role="img"
      aria-label={text(begun ? 'onboarding.step-begun' : 'onboarding.step-todo')}
    />
  )
}
