import type { PlainTextWords } from '../../../domain/sharing/plain-text.ts'
import { messagesLocale, text } from '../../app/messages/text.ts'

/** How a copied text says things: dates in full, since nobody knows when it is read. */
export function textWords(timeZone: string): PlainTextWords {
  const dates = new Intl.DateTimeFormat(messagesLocale, { dateStyle: 'long', timeZone })
  const days = new Intl.DateTimeFormat(messagesLocale, { dateStyle: 'long', timeZone: 'UTC' })
  const lists = new Intl.ListFormat(messagesLocale, { type: 'conjunction' })
  return {
    by: ({ name, atMs }) => text('share.text-by', { name, when: dates.format(atMs) }),
    decidedBy: ({ names, atMs }) =>
      text('share.text-decided', { names: lists.format(names), when: dates.format(atMs) }),
    asks: ({ names, byWhen, text: words }) =>
      text('share.text-asks', { names: lists.format(names), when: days.format(Date.parse(byWhen)), words }),
    at: ({ label, time }) => text('share.text-at', { label, time }),
    inTheWay: (words) => text('share.text-in-the-way', { words }),
    saidOnly: text('share.text-said-only'),
    nothing: text('share.text-nothing'),
    why: text('share.text-why'),
    evidence: text('share.text-evidence'),
    replacedBy: (title) => text('share.text-replaced-by', { title }),
    replaces: (title) => text('share.text-replaces', { title }),
  }
}
