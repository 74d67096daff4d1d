import type { TakeState, TakeStatus } from '../../../domain/takes/state.ts'
import type { Take } from '../../../domain/takes/take.ts'
import { takeSize } from './folder-size.ts'

/** A take as it lies on the disk. */
export interface StoredTake {
  take: Take
  state: TakeState
  status: TakeStatus
  /** As its journal knows it. */
  durationMs: number
  /** Nothing was ever recorded into it, and nobody is about to. */
  isEmpty: boolean
  sizeBytes: number
  madeBytes: number
}

/** What lies on the disk of a take, told without measuring its tracks. */
export async function storedTake(
  found: { take: Take; state: TakeState },
  { isAlive, dir }: { isAlive: boolean; dir: string },
): Promise<StoredTake> {
  const { segments, status } = found.state
  return {
    ...found,
    status: status === 'recording' && !isAlive ? 'interrupted' : status,
    durationMs: segments.reduce((sum, { durationMs }) => sum + durationMs, 0),
    isEmpty: segments.length === 0 && !isAlive,
    ...(await takeSize(dir)),
  }
}
