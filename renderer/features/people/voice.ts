import type { Voice } from '../../ui/voice-mark.tsx'

/** The colour of a person's mark: the same on every device, since it follows from the person's id alone. */
export function voiceOf(person: string): Voice {
  let sum = 0
  for (const letter of person) sum = (sum * 31 + letter.charCodeAt(0)) % 1_000_003
  return voices[sum % voices.length] ?? 1
}

const voices = [1, 2, 3, 4, 5] as const
