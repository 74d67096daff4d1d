import { useMemo } from 'react'
import { cycleOfId, previousCycle } from '../../../domain/time/cadence.ts'
import { text } from '../../app/messages/text.ts'
import { LongStack } from '../../ui/long-stack.tsx'
import { Section } from '../../ui/page.tsx'
import { EndMark } from '../../ui/virtual-list.tsx'
import { Loading } from '../../ui/words.tsx'
import { CycleTable } from './cycle-table.tsx'
import type { ThreadPlace } from './thread-place.ts'
import { pastCycles, rowsOfPast } from './thread-rows.ts'
import { cycleName, nearCycleName } from './thread-words.ts'

/** About how high a cycle of ten people stands, in px, until it was measured. */
const cycleHeight = 700

/** The cycles before the present one, the latest first; only those in sight are drawn, older ones come as one scrolls. */
export function PastCycles({ place }: { place: ThreadPlace }) {
  const { updates, cycle, hasOlder, loadOlder } = place
  const cycles = useMemo(() => {
    const all = pastCycles(updates, cycle.id)
    // Of the oldest more may still come, so it waits for that.
    return hasOlder ? all.slice(0, -1) : all
  }, [updates, cycle.id, hasOlder])
  return (
    <>
      <LongStack name="cycles" items={cycles} keyOf={(id) => id} rowHeight={cycleHeight}>
        {(id) => <PastCycle place={place} id={id} />}
      </LongStack>
      {hasOlder && (
        <>
          <EndMark onEnd={loadOlder} count={updates.length} />
          <Loading>{text('common.loading')}</Loading>
        </>
      )}
    </>
  )
}

function PastCycle({ place, id }: { place: ThreadPlace; id: string }) {
  const rows = useMemo(() => rowsOfPast(place.updates, id), [place.updates, id])
  const name = pastName(place, id)
  return (
    <Section title={name}>
      <CycleTable place={place} rows={rows} label={name} />
    </Section>
  )
}

function pastName({ thread: { cadence }, cycle }: ThreadPlace, id: string): string {
  if (previousCycle({ cadence, cycle })?.id === id) return nearCycleName(cycle.unit, 'last')
  const past = cycleOfId({ id, cadence })
  return past === null ? id : cycleName(past)
}
