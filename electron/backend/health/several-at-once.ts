/**
 * Works through a sequence with a few at a time: what waits for a disk waits together. The first error stops it, and is
 * thrown once nothing runs any more.
 */
export async function severalAtOnce<T>(
  sequence: AsyncIterable<T>,
  { width, work }: { width: number; work: (one: T) => Promise<void> },
): Promise<void> {
  const iterator = sequence[Symbol.asyncIterator]()
  let hasFailed = false
  async function goOn(): Promise<void> {
    while (!hasFailed) {
      const { done, value } = await iterator.next()
      if (done) return
      await work(value)
    }
  }
  const running = Array.from({ length: width }, () =>
    goOn().catch((error: unknown) => {
      hasFailed = true
      throw error
    }),
  )
  const outcomes = await Promise.allSettled(running)
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed) throw failed.reason
}
