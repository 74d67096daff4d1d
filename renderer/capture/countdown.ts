import { after } from './take-session.ts'

/** Tells each second that is left, and resolves after the last one, or soon after it was called off. */
export async function countDown(
  fromSec: number,
  { onSecond, isCalledOff }: { onSecond: (leftSec: number) => void; isCalledOff: () => boolean },
): Promise<void> {
  for (let leftSec = fromSec; leftSec > 0 && !isCalledOff(); leftSec -= 1) {
    onSecond(leftSec)
    await after(1_000)
  }
}
