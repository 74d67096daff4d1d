import type { Voice } from '../../ui/voice-mark.tsx'

const voices = [1, 2, 3, 4, 5] as const
const kept = new Map<string, Voice>()

/**
 * Gives the people of each library their colours, in the order in which they came, so that the first five differ. Who
 * came when is the same on every device, and so are the colours.
 */
export function keepVoices(people: readonly { library: string; view: { id: string; atMs: number } }[]): void {
  const order = people.toSorted((a, b) => a.view.atMs - b.view.atMs || (a.view.id < b.view.id ? -1 : 1))
  const counts = new Map<string, number>()
  for (const { library, view } of order) {
    const rank = counts.get(library) ?? 0
    counts.set(library, rank + 1)
    kept.set(view.id, voices[rank % voices.length] ?? 1)
  }
}

/** The colour of a person's mark. */
export function voiceOf(person: string): Voice {
  return kept.get(person) ?? 1
}
