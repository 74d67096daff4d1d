import { useCallback, useMemo } from 'react'
import { setPrivate, usePrivate } from '../../../cache/private.ts'
import { type CaptureChoices, readChoices } from './choices.ts'

const key = 'capture'

/** What one records with, as it was the last time on this device; undefined until it is known. */
export function useChoices(): [CaptureChoices | undefined, (change: Partial<CaptureChoices>) => void] {
  const stored = usePrivate(key)
  const choices = useMemo(() => (stored === undefined ? undefined : readChoices(stored)), [stored])
  const change = useCallback(
    (patch: Partial<CaptureChoices>) => void setPrivate({ [key]: { ...(choices ?? readChoices(null)), ...patch } }),
    [choices],
  )
  return [choices, change]
}
