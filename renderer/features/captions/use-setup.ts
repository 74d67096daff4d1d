import { useCallback, useEffect, useState } from 'react'
import type { CaptionsSetup } from '../../../domain/captions/engine.ts'
import type { Settings } from '../../../electron/backend/settings/schema.ts'
import { fetchCaptionsSetup } from '../../api/captions-api.ts'
import { useLive } from '../../app/live.ts'
import { useSayFailure } from '../../app/use-perform.ts'

/** What is set up, asked for again with each change of settings and when a model was fetched. Undefined until it is known. */
export function useCaptionsSetup(settings: Settings): { setup: CaptionsSetup | undefined; refresh: () => void } {
  const sayFailure = useSayFailure()
  const [setup, setSetup] = useState<CaptionsSetup>()
  const [asked, setAsked] = useState(0)
  const states = useLive((live) =>
    live.jobs
      .filter(({ kind }) => kind === 'model')
      .map(({ id, state }) => `${id}${state}`)
      .join(),
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is not read is why it is asked again
  useEffect(() => {
    let isOver = false
    fetchCaptionsSetup().then((found) => {
      if (!isOver) setSetup(found)
    }, sayFailure)
    return () => {
      isOver = true
    }
  }, [sayFailure, settings, states, asked])
  return { setup, refresh: useCallback(() => setAsked((count) => count + 1), []) }
}
