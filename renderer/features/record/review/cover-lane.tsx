import { text } from '../../../app/messages/text.ts'
import { writtenTenths } from '../../../app/messages/when.ts'
import { classes } from '../../../ui/classes.ts'
import { withCover } from './edit-covers.ts'
import css from './timeline.module.css'
import { Handle } from './timeline-handle.tsx'
import type { Editing } from './use-editing.ts'

interface CoverLaneProps {
  editing: Editing
  percent: (atMs: number) => string
  msAt: (clientX: number) => number
  chosen: string | null
  onChoose: (id: string | null) => void
  /** An end was moved: what is there is shown. */
  onMoved: (toMs: number) => void
}

/** From when to when each covered rectangle holds, under the timeline. */
export function CoverLane({ editing, percent, msAt, chosen, onChoose, onMoved }: CoverLaneProps) {
  const { edit, take, applyEdit } = editing
  const { durationMs } = take
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame of its own
    <div className={css.lane} role="group" aria-label={text('review.covers')}>
      {edit.covers.map(({ id, fromMs, toMs, kind }, place) => {
        const ends = { from: writtenTenths(fromMs), to: writtenTenths(toMs) }
        return (
          <div key={id} className={css.laneRow}>
            <button
              type="button"
              className={classes(css.coverBar, chosen === id && css.chosenBar)}
              style={{ left: percent(fromMs), width: percent(toMs - fromMs) }}
              aria-pressed={chosen === id}
              aria-label={text(kind === 'blur' ? 'review.cover-blurred' : 'review.cover-solid', ends)}
              onClick={() => {
                onChoose(chosen === id ? null : id)
                onMoved(fromMs)
              }}
            />
            {(['fromMs', 'toMs'] as const).map((end) => (
              <Handle
                key={end}
                isSmall
                label={text(end === 'fromMs' ? 'review.cover-start' : 'review.cover-end', { number: place + 1 })}
                atMs={end === 'fromMs' ? fromMs : toMs}
                left={percent(end === 'fromMs' ? fromMs : toMs)}
                durationMs={durationMs}
                msAt={msAt}
                onMove={(atMs, gesture) => {
                  onChoose(id)
                  onMoved(atMs)
                  applyEdit((before) => withCover(before, id, { [end]: atMs }, durationMs), gesture)
                }}
              />
            ))}
          </div>
        )
      })}
    </div>
  )
}
