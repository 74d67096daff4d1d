import type { TakeOnDisk } from '../../../domain/takes/on-disk.ts'
import { text } from '../../app/messages/text.ts'

/** What becomes of a recording, in a sentence. */
export function stateWords({ mayGo, stays, daysLeft }: Pick<TakeOnDisk, 'mayGo' | 'stays' | 'daysLeft'>): string {
  if (stays !== null) return text(`recordings.state-${stays}`)
  if (mayGo === null) return ''
  if (mayGo === 'published' && daysLeft === null) return text('recordings.state-published-stays')
  return text(`recordings.state-${mayGo}`, { days: daysLeft ?? 0 })
}

/** What a file was called, or null for what was recorded here. */
export function fileNameOf({ origin }: Pick<TakeOnDisk, 'origin'>): string | null {
  return origin.kind === 'file' ? origin.fileName : null
}
