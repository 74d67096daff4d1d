import { wallTimeAt } from '../../../domain/time/zoned.ts'
import type { DecisionView } from '../../../domain/views/records.ts'

interface Entry {
  library: string
  view: DecisionView
}

/** The decisions of one calendar month, newest first. */
export interface LedgerMonth<Decision extends Entry = Entry> {
  /** "2026-11" */
  month: string
  /** Within the month, to write its name by. */
  atMs: number
  decisions: Decision[]
}

/** Decisions by the month in which they were written where the reader is, newest first; of one thread, or of all (null). */
export function ledgerOf<Decision extends Entry>(
  decisions: readonly Decision[],
  { thread, timeZone }: { thread: string | null; timeZone: string },
): LedgerMonth<Decision>[] {
  const months = new Map<string, LedgerMonth<Decision>>()
  const shown = decisions.filter(({ view }) => thread === null || view.thread === thread)
  for (const decision of shown.toSorted((a, b) => b.view.atMs - a.view.atMs)) {
    const { atMs } = decision.view
    const month = wallTimeAt({ atMs, timeZone }).date.slice(0, 7)
    const found = months.get(month)
    if (found) found.decisions.push(decision)
    else months.set(month, { month, atMs, decisions: [decision] })
  }
  return [...months.values()]
}
