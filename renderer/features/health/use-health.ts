import { useCallback, useEffect, useState } from 'react'
import { type FailureBody, toFailure } from '../../../domain/failure.ts'
import type { LibraryHealthView } from '../../../domain/views/health.ts'
import type { Job } from '../../../domain/views/job.ts'
import type { LibraryView } from '../../../domain/views/library.ts'
import { useLive } from '../../app/live.ts'
import { fetchHealth } from './health-api.ts'

export interface HealthOfLibrary {
  /** Null until it has been told. */
  health: LibraryHealthView | null
  failure: FailureBody | null
  askAgain: () => void
}

/** The state of one library, told again whenever its folder was read and something had changed. */
export function useHealth({ id, n, epoch, pendingCount, state }: LibraryView): HealthOfLibrary {
  const [health, setHealth] = useState<LibraryHealthView | null>(null)
  const [failure, setFailure] = useState<FailureBody | null>(null)
  const [round, setRound] = useState(0)
  const endedWork = useLive((live) => endedWorkOn(live.jobs, id))
  // biome-ignore lint/correctness/useExhaustiveDependencies: the position says that the folder was read again
  useEffect(() => {
    let isCurrent = true
    fetchHealth(id).then(
      (found) => {
        if (!isCurrent) return
        setHealth(found)
        setFailure(null)
      },
      (thrown: unknown) => {
        if (isCurrent) setFailure(toFailure(thrown).body)
      },
    )
    return () => {
      isCurrent = false
    }
  }, [id, n, epoch, pendingCount, state, round, endedWork])
  return { health, failure, askAgain: useCallback(() => setRound((count) => count + 1), []) }
}

/** Names the work on a library that has ended, so that what it changed is asked for. */
function endedWorkOn(jobs: readonly Job[], library: string): string {
  const ended = jobs.filter(({ subject, state }) => subject === library && state !== 'queued' && state !== 'running')
  return ended.at(-1)?.id ?? ''
}
