import { IntlMessageFormat } from 'intl-messageformat'
import { en } from './en.ts'

export type MessageId = keyof typeof en
export type MessageValues = Readonly<Record<string, string | number | boolean | Date>>

/** A message with a place to fill asks for values; one without takes none. */
type ValuesOf<Id extends MessageId> = (typeof en)[Id] extends `${string}{${string}` ? [values: MessageValues] : []

/** The language in which numbers, dates and plurals are written. */
export const messagesLocale = 'en-GB'

const formats = new Map<MessageId, IntlMessageFormat>()

/**
 * The sentence of this id with its places filled.
 * Messages are compiled once; a place that was given no value is a mistake of ours and throws.
 */
export function text<Id extends MessageId>(id: Id, ...[values]: ValuesOf<Id>): string {
  return formatted(id, values)
}

function formatted(id: MessageId, values: MessageValues | undefined): string {
  let format = formats.get(id)
  if (format === undefined) {
    format = new IntlMessageFormat(en[id], messagesLocale, undefined, { ignoreTag: true })
    formats.set(id, format)
  }
  return String(format.format(values === undefined ? undefined : { ...values }))
}
