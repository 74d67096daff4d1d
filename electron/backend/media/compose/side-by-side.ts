type Work<Result> = (signal: AbortSignal) => Promise<Result>

/**
 * Does two things at the same time. Where one fails, the other is aborted and waited for; throws what failed first. What the
 * other one made nevertheless is given to `discard`.
 */
export async function sideBySide<First, Second>(
  work: readonly [Work<First>, Work<Second>],
  { signal, discard }: { signal?: AbortSignal | undefined; discard: (made: Second) => Promise<void> },
): Promise<[First, Second]> {
  const halt = new AbortController()
  const both = signal ? AbortSignal.any([signal, halt.signal]) : halt.signal
  const failures: unknown[] = []
  const guarded = async <Result>(each: Work<Result>): Promise<Result> => {
    try {
      return await each(both)
    } catch (error) {
      failures.push(error)
      halt.abort()
      throw error
    }
  }
  const [first, second] = await Promise.allSettled([guarded(work[0]), guarded(work[1])])
  if (first.status === 'fulfilled' && second.status === 'fulfilled') return [first.value, second.value]
  if (second.status === 'fulfilled') await discard(second.value)
  throw failures[0]
}
