import { useMemo } from 'react'
import { text } from '../../app/messages/text.ts'
import { Note } from '../../ui/words.tsx'
import { AskedSection } from './asked-section.tsx'
import { CycleTable } from './cycle-table.tsx'
import { InTheWaySection } from './in-the-way-section.tsx'
import { PastCycles } from './past-cycles.tsx'
import css from './thread.module.css'
import type { ThreadPlace } from './thread-place.ts'
import { rowsOfPresent } from './thread-rows.ts'
import { nearCycleName } from './thread-words.ts'

const longTable = 60

/** The present cycle, what is asked and in the way, and the cycles before. */
export function PresentTab({ place }: { place: ThreadPlace }) {
  const { thread, updates, people, reader, cycle } = place
  const rows = useMemo(
    () => rowsOfPresent({ thread, updates, people, cycle, nowMs: reader.nowMs }),
    [thread, updates, people, cycle, reader.nowMs],
  )
  const open = (
    <div className={css.columns}>
      <AskedSection place={place} />
      <InTheWaySection place={place} />
    </div>
  )
  // Where nothing is ever due all updates stand in one table, and nobody would scroll to its end for what is asked.
  const isOpenFirst = rows.length > longTable
  return (
    <>
      {isOpenFirst && open}
      <CycleTable place={place} rows={rows} label={nearCycleName(cycle.unit, 'this')} />
      {rows.length === 0 && <Note className={css.empty}>{text('threads.no-updates')}</Note>}
      {!isOpenFirst && open}
      <PastCycles place={place} />
    </>
  )
}
