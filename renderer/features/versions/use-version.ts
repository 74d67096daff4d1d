import { useEffect, useState } from 'react'
import { type FailureBody, toFailure } from '../../../domain/failure.ts'

/** Something asked of the backend: not answered yet, answered, or refused. */
export type Asked<T> = { state: 'asking' } | { state: 'answered'; value: T } | { state: 'failed'; failure: FailureBody }

/** Asks anew whenever `key` changes; an answer that comes too late is passed over. */
export function useAsked<T>(key: string, ask: () => Promise<T>): Asked<T> {
  const [found, setFound] = useState<{ key: string; asked: Asked<T> }>({ key: '', asked: { state: 'asking' } })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for what is asked
  useEffect(() => {
    let isLeft = false
    ask()
      .then((value): Asked<T> => ({ state: 'answered', value }))
      .catch((thrown: unknown): Asked<T> => ({ state: 'failed', failure: toFailure(thrown).body }))
      .then((asked) => {
        if (!isLeft) setFound({ key, asked })
      })
    return () => {
      isLeft = true
    }
  }, [key])
  return found.key === key ? found.asked : { state: 'asking' }
}
