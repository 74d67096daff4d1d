import { classes } from './classes.ts'
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

/** A person's initials: of the first and the last word of the name, or its first two letters where it is one word. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u)
  const first = words[0] ?? ''
  const last = words.length > 1 ? (words.at(-1) ?? '') : ''
  const letters = last === '' ? Array.from(first).slice(0, 2) : [Array.from(first)[0] ?? '', Array.from(last)[0] ?? '']
  return letters.join('').toLocaleUpperCase()
}

/** The disc that stands for a person, beside their name. */
export function VoiceMark({ name, voice, size = 26, initials }: VoiceMarkProps) {
  return (
    <span className={classes(css.mark, css[`voice${voice}`], css[`size${size}`])} title={name} aria-hidden="true">
      {initials ?? initialsOf(name)}
    </span>
  )
}
