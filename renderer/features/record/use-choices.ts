import { useCallback } from 'react'
import { z } from 'zod'
import { cornerSchema } from '../../../domain/takes/take.ts'
import { setPrivate, usePrivate } from '../../cache/private.ts'

const key = 'capture'

const deviceSchema = z.string().max(200).nullable()

const choicesSchema = z.object({
  /** Null is the system's own choice, "off" leaves it out. */
  camera: deviceSchema,
  microphone: deviceSchema,
  systemSound: z.boolean(),
  corner: cornerSchema,
  isBubbleShown: z.boolean(),
})
export type CaptureChoices = z.infer<typeof choicesSchema>

const first: CaptureChoices = {
  camera: null,
  microphone: null,
  systemSound: false,
  corner: 'bottom-right',
  isBubbleShown: true,
}

/** What one records with, as it was the last time on this device; undefined until it is known. */
export function useChoices(): [CaptureChoices | undefined, (change: Partial<CaptureChoices>) => void] {
  const stored = usePrivate(key)
  const parsed = choicesSchema.safeParse(stored)
  const choices = stored === undefined ? undefined : parsed.success ? parsed.data : first
  const change = useCallback(
    (patch: Partial<CaptureChoices>) => void setPrivate({ [key]: { ...(choices ?? first), ...patch } }),
    [choices],
  )
  return [choices, change]
}
