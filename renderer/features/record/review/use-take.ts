import { useCallback, useEffect, useState } from 'react'
import { type FailureBody, toFailure } from '../../../../domain/failure.ts'
import type { TakeView } from '../../../../domain/takes/view.ts'
import { useLive } from '../../../app/live.ts'
import { finishedView } from '../../../capture/finished-view.ts'
import { heldTakes } from '../../../capture/take-lock.ts'
import { takesApi } from '../../../capture/takes-api.ts'

const takes = takesApi()

/** A recording to review. One that was interrupted is brought to its end first; whoever is recorded now is left alone. */
export function useTake(take: string): { view: TakeView | null; failure: FailureBody | null; refresh: () => void } {
  const [view, setView] = useState(() => justFinished(take))
  const [failure, setFailure] = useState<FailureBody | null>(null)
  const [turn, setTurn] = useState(0)
  const version = useLive((live) => live.takesVersion)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` and `turn` say when to ask again
  useEffect(() => {
    let isOver = false
    const ask = async (): Promise<void> => {
      try {
        const found = await finished(await takes.view(take))
        finishedView.set(null)
        if (!isOver) setView(found)
      } catch (thrown) {
        if (!isOver) setFailure(toFailure(thrown).body)
      }
    }
    void ask()
    return () => {
      isOver = true
    }
  }, [take, version, turn])
  const refresh = useCallback(() => setTurn((before) => before + 1), [])
  return { view, failure, refresh }
}

function justFinished(take: string): TakeView | null {
  const view = finishedView.get()
  return view?.take.id === take ? view : null
}

async function finished(view: TakeView): Promise<TakeView> {
  const isOpen = view.status === 'interrupted' || view.status === 'recording'
  if (!isOpen || (await heldTakes()).has(view.take.id)) return view
  return await takes.finish(view.take.id)
}
