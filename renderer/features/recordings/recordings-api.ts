import type { CleanedTakes, TakesOnDisk } from '../../../domain/takes/on-disk.ts'
import { api } from '../../api/client.ts'
import { unwrap } from '../../api/failure-of-response.ts'

export function fetchTakesOnDisk(): Promise<TakesOnDisk> {
  return unwrap(api.takes['on-disk'].$get())
}

/** Removes those of the recordings that may go at this moment. */
export function cleanTakes(takes: string[]): Promise<CleanedTakes> {
  return unwrap(api.takes.clean.$post({ json: { takes } }))
}

export async function pinTake(take: string, isPinned: boolean): Promise<void> {
  await unwrap(api.takes[':take'].pin.$put({ param: { take }, json: { isPinned } }))
}
