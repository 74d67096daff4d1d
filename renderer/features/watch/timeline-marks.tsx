import { useState } from 'react'
import type { Reaction } from '../../../domain/records/comment.ts'
import { text } from '../../app/messages/text.ts'
import { writtenLength } from '../../app/messages/when.ts'
import { type Voice, VoiceMark } from '../../ui/voice-mark.tsx'
import css from './player.module.css'

/** A comment on the timeline. */
export interface TimelineMark {
  id: string
  atMs: number
  name: string
  /** What their initials are taken from. */
  fullName: string
  voice: Voice
  /** Null where the words are not here. */
  words: string | null
  reaction: Reaction | null
}

interface TimelineMarksProps {
  marks: readonly TimelineMark[]
  durationMs: number
  onSeek: (ms: number) => void
}

/** Who said something where: a face at each second, its words on hover, and a way there. */
export function TimelineMarks({ marks, durationMs, onSeek }: TimelineMarksProps) {
  const [shownId, setShownId] = useState<string | null>(null)
  if (marks.length === 0) return null
  const percent = (atMs: number): string => `${(atMs / durationMs) * 100}%`
  const shown = marks.find(({ id }) => id === shownId)
  return (
    <div className={css.marks}>
      {marks.map((mark) => (
        <span key={mark.id} className={css.mark} style={{ insetInlineStart: percent(mark.atMs) }}>
          <VoiceMark name={mark.fullName} voice={mark.voice} size={20} />
          <button
            type="button"
            className={css.toMark}
            aria-label={spoken(mark)}
            onPointerEnter={() => setShownId(mark.id)}
            onPointerLeave={() => setShownId(null)}
            onFocus={() => setShownId(mark.id)}
            onBlur={() => setShownId(null)}
            onClick={() => onSeek(mark.atMs)}
          />
        </span>
      ))}
      {shown && (
        <span className={css.said} style={{ '--at': percent(shown.atMs) }} aria-hidden="true">
          <b>{text('watch.comment-by', { name: shown.name, time: writtenLength(shown.atMs) })}</b>
          <span className={css.saidWords}>{wordsOf(shown)}</span>
        </span>
      )}
    </div>
  )
}

function spoken(mark: TimelineMark): string {
  const who = text('watch.comment-by', { name: mark.name, time: writtenLength(mark.atMs) })
  const words = wordsOf(mark)
  return words === '' ? who : text('watch.comment-says', { who, words: words.slice(0, 200) })
}

function wordsOf({ reaction, words }: TimelineMark): string {
  return reaction === null ? (words ?? '') : text(`watch.reaction-${reaction}`)
}
