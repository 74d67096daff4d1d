/** From half as fast to three times; the steps are finer where people listen. */
export const speeds = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const

/** The next speed up or down; the same at an end of the range. */
export function speedBeside(speed: number, direction: 1 | -1): number {
  const found = direction === 1 ? speeds.find((each) => each > speed) : speeds.findLast((each) => each < speed)
  return found ?? speed
}
