import { useCallback } from 'react'
import type { SettingsPatch } from '../../../electron/backend/settings/schema.ts'
import { changeSettings } from '../../api/host-api.ts'
import { useSayFailure } from '../../app/use-perform.ts'

/** Changes settings of this device; what fails is shown. The new settings come back as an event. */
export function useChange(): (patch: SettingsPatch) => Promise<void> {
  const sayFailure = useSayFailure()
  return useCallback(
    async (patch) => {
      try {
        await changeSettings(patch)
      } catch (thrown) {
        sayFailure(thrown)
      }
    },
    [sayFailure],
  )
}
