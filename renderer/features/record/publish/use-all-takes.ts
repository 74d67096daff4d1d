import { useEffect, useState } from 'react'
import type { TakeView } from '../../../../domain/takes/view.ts'
import { useLive } from '../../../app/live.ts'
import { takesApi } from '../../../capture/takes-api.ts'
import { type Takes, useTakes } from '../../../capture/use-recording.ts'

/** The recordings on this device, asked for again whenever one of them changed. */
export function useAllTakes(): Takes & { takes: TakeView[] | null } {
  const [api] = useState(takesApi)
  const found = useTakes(api)
  const version = useLive((live) => live.takesVersion)
  const { refresh } = found
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` says when to ask again
  useEffect(() => {
    void refresh()
  }, [refresh, version])
  return found
}
