import { useState } from 'react'
import { cycleOfId, previousCycle } from '../../../domain/time/cadence.ts'
import { text } from '../../app/messages/text.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/page.tsx'
import { Note } from '../../ui/words.tsx'
import { AskedSection } from './asked-section.tsx'
import { CycleTable } from './cycle-table.tsx'
import { InTheWaySection } from './in-the-way-section.tsx'
import css from './thread.module.css'
import type { ThreadPlace } from './thread-place.ts'
import { pastCycles, rowsOfPast, rowsOfPresent } from './thread-rows.ts'
import { cycleName, nearCycleName } from './thread-words.ts'

/** The present cycle, what is asked and in the way, and the cycles before, one more at a time. */
export function PresentTab({ place }: { place: ThreadPlace }) {
  const { thread, updates, people, reader, cycle } = place
  const [shownCount, setShownCount] = useState(1)
  const rows = rowsOfPresent({ thread, updates, people, cycle, nowMs: reader.nowMs })
  const past = pastCycles(updates, cycle.id)
  const next = past[shownCount]
  return (
    <>
      <CycleTable place={place} rows={rows} label={nearCycleName(cycle.unit, 'this')} />
      {rows.length === 0 && <Note className={css.empty}>{text('threads.no-updates')}</Note>}
      <div className={css.columns}>
        <AskedSection place={place} />
        <InTheWaySection place={place} />
      </div>
      {past.slice(0, shownCount).map((id) => {
        const name = pastName(place, id)
        return (
          <Section key={id} title={name}>
            <CycleTable place={place} rows={rowsOfPast(updates, id)} label={name} />
          </Section>
        )
      })}
      {next !== undefined && (
        <p className={css.older}>
          <Button size="s" variant="ghost" onClick={() => setShownCount(shownCount + 1)}>
            {text('threads.older', { cycle: pastName(place, next) })}
          </Button>
        </p>
      )}
    </>
  )
}

function pastName({ thread: { cadence }, cycle }: ThreadPlace, id: string): string {
  if (previousCycle({ cadence, cycle })?.id === id) return nearCycleName(cycle.unit, 'last')
  const past = cycleOfId({ id, cadence })
  return past === null ? id : cycleName(past)
}
