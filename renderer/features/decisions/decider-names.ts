import type { DecisionView, PersonView } from '../../../domain/views/records.ts'
import { messagesLocale } from '../../app/messages/text.ts'
import { shortNameOf } from '../people/person-mark.tsx'

/** Who decided, in one line; its author where nobody is named. */
export function deciderNames(
  { decidedBy, author }: Pick<DecisionView, 'decidedBy' | 'author'>,
  people: ReadonlyMap<string, PersonView> | undefined,
): string {
  const ids = decidedBy.length === 0 ? [author] : decidedBy
  const list = new Intl.ListFormat(messagesLocale, { type: 'conjunction' })
  return list.format(ids.map((id) => shortNameOf(id, people)))
}
