import type { Room } from '../../../../domain/takes/view.ts'
import { roughLength } from '../../../app/messages/when.ts'

const hourMs = 3_600_000

/** Beyond this the number says nothing more. */
const mostHours = 99

/** How long one can still record, as one says it: whole hours where there are many, rounded down. */
export function roomWords({ hoursLeft }: Room): string {
  const isLong = hoursLeft >= 2
  return roughLength(isLong ? Math.floor(Math.min(hoursLeft, mostHours)) * hourMs : hoursLeft * hourMs)
}
