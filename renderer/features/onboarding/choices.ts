import type { RecordView } from '../../../domain/views/records.ts'
import { type StepItem, stepItem } from './progress.ts'

/** How many are listed; whoever looks for more writes another word. */
const mostChoices = 60

/**
 * What of a library can become a step, the newest first: videos, updates that say something, documents; those whose title
 * or author has every word of the query.
 */
export function choicesFrom(
  views: readonly RecordView[],
  { query, nameOf }: { query: string; nameOf: (person: string) => string },
): StepItem[] {
  const words = query.toLocaleLowerCase().split(/\s+/u).filter(Boolean)
  return views
    .map(stepItem)
    .filter((item) => item !== null)
    .filter((item) => item.kind !== 'update' || !item.isNothing)
    .filter((item) => {
      const named = `${item.title} ${nameOf(item.author)}`.toLocaleLowerCase()
      return words.every((word) => named.includes(word))
    })
    .toSorted((a, b) => b.atMs - a.atMs)
    .slice(0, mostChoices)
}
