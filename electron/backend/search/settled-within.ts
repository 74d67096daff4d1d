/** Resolves once the promise has settled, however it did, or once the time is over. */
export async function settledWithin(limitMs: number, promise: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const isLate = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs)
  })
  await Promise.race([promise, isLate]).catch(() => undefined)
  clearTimeout(timer)
}
