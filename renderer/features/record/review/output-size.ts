import type { Quality } from '../../../../domain/takes/edit.ts'
import { writtenSize } from '../../../app/messages/when.ts'

/** How large a picture of each quality is beside Balanced: by the steps between their rate factors, six being a half. */
const besideBalanced: Record<Quality, number> = { small: 0.75, balanced: 1, sharp: 1.9 }

/** How large what is kept will be, roughly; null where nothing is known of how the recording compresses. */
export function expectedSize(
  quality: Quality,
  { keptMs, bytesPerSecond }: { keptMs: number; bytesPerSecond: number | null },
): string | null {
  if (bytesPerSecond === null) return null
  return writtenSize((bytesPerSecond * besideBalanced[quality] * keptMs) / 1000)
}
