import type { TakeOnDisk } from '../../../domain/takes/on-disk.ts'
import { messagesLocale, text } from '../../app/messages/text.ts'
import { type Reader, writtenLength, writtenMoment, writtenSize } from '../../app/messages/when.ts'

/** What becomes of a recording, in a sentence. */
export function stateWords(take: Pick<TakeOnDisk, 'mayGo' | 'stays' | 'daysLeft' | 'status'>): string {
  const { mayGo, stays, daysLeft, status } = take
  if (stays === 'unpublished' && status === 'interrupted') return text('recordings.state-interrupted')
  if (stays !== null) return text(`recordings.state-${stays}`)
  if (mayGo === null) return ''
  if (mayGo === 'published' && daysLeft === null) return text('recordings.state-published-stays')
  return text(`recordings.state-${mayGo}`, { days: daysLeft ?? 0 })
}

/** What a recording is called: as what was published of it, as its file, or by when it was made. */
export function titleOf(take: TakeOnDisk, { publishedTitle, reader }: Telling): string {
  return nameOf(take, publishedTitle) ?? text('recordings.recorded', { when: writtenMoment(take.madeAtMs, reader) })
}

/** When it was made, where its title does not say so, how long it is, where that is known, and its size. */
export function factsOf(take: TakeOnDisk, { publishedTitle, reader }: Telling): string {
  const when = nameOf(take, publishedTitle) === null ? [] : [writtenMoment(take.madeAtMs, reader)]
  // Of what was cut off the journal knows less than there is.
  const isMeasured = take.status !== 'interrupted' && take.status !== 'recording' && take.durationMs > 0
  const length = isMeasured ? [writtenLength(take.durationMs)] : []
  return new Intl.ListFormat(messagesLocale, { type: 'unit' }).format([...when, ...length, writtenSize(take.sizeBytes)])
}

interface Telling {
  /** Of what was published of it; null where nothing was, or it is not here. */
  publishedTitle: string | null
  reader: Reader
}

function nameOf({ origin }: TakeOnDisk, publishedTitle: string | null): string | null {
  return publishedTitle ?? (origin.kind === 'file' ? origin.fileName : null)
}
