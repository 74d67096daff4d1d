import { useEffect, useState } from 'react'
import { type FailureBody, toFailure } from '../../../domain/failure.ts'
import type { TakesOnDisk } from '../../../domain/takes/on-disk.ts'
import { useLive } from '../../app/live.ts'
import { fetchTakesOnDisk } from './recordings-api.ts'

/** What lies on this device, asked for again whenever one of the recordings changed. */
export function useTakesOnDisk(): { found: TakesOnDisk | null; failure: FailureBody | null } {
  const [found, setFound] = useState<TakesOnDisk | null>(null)
  const [failure, setFailure] = useState<FailureBody | null>(null)
  const version = useLive((live) => live.takesVersion)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` says when to ask again
  useEffect(() => {
    let isOver = false
    fetchTakesOnDisk().then(
      (takes) => {
        if (isOver) return
        setFound(takes)
        setFailure(null)
      },
      (thrown: unknown) => {
        if (!isOver) setFailure(toFailure(thrown).body)
      },
    )
    return () => {
      isOver = true
    }
  }, [version])
  return { found, failure }
}
