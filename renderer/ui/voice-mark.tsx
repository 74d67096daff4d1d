import { classes } from './classes.ts'
import { initialsOf } from './initials.ts'
import css from './voice-mark.module.css'

export type Voice = 1 | 2 | 3 | 4 | 5

interface VoiceMarkProps {
  name: string
  /** The person's colour, kept per person. */
  voice: Voice
  /** Diameter in px. */
  size?: 20 | 26 | 32 | undefined
  /** The person's own initials, where they differ from those of the name. */
  initials?: string | undefined
}

/** The disc that stands for a person, beside their name. */
export function VoiceMark({ name, voice, size = 26, initials }: VoiceMarkProps) {
  return (
    <span className={classes(css.mark, css[`voice${voice}`], css[`size${size}`])} title={name} aria-hidden="true">
      {initials ?? initialsOf(name)}
    </span>
  )
}
