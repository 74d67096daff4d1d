import type { Failure } from '../../../domain/failure.ts'

/** What is tried, in this order: the screen first, because a browser asks for one only just after a click. */
export const stepNames = ['screen', 'sound', 'camera', 'microphone', 'recorder', 'disk', 'recording'] as const
export type StepName = (typeof stepNames)[number]

/** What a step found: it works, it works with something to know, or it does not, and what can be done. */
export interface Finding {
  outcome: 'good' | 'notice' | 'bad'
  words: string
  remedy?: string | undefined
}

export type StepState = { status: 'waiting' } | { status: 'running' } | ({ status: 'done' } & Finding)

export function failed({ message, body }: Failure): Finding {
  return { outcome: 'bad', words: message, remedy: body.remedy }
}

/** The most that was heard while one spoke, as a meter shows it: below this a listener has to strain. */
const quietBelow = 0.35

/** Whether a voice can be heard, by the highest reading of a meter between 0 and 1. */
export function loudnessOf(highest: number): 'silent' | 'quiet' | 'heard' {
  if (highest <= 0) return 'silent'
  return highest < quietBelow ? 'quiet' : 'heard'
}

/** A disk is fast enough with room to spare: other programs write to it too. */
export function isFastEnough({ bytesPerSecond, neededPerSecond }: { bytesPerSecond: number; neededPerSecond: number }) {
  return bytesPerSecond > 4 * neededPerSecond
}
