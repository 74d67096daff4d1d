import type { VirtualItem } from '@tanstack/react-virtual'

const kept = new Map<string, VirtualItem[]>()
const mostKept = 30

/** How high the rows of a list were, by address and list, so that coming back leads to the same place. */
export const measuresKept = {
  read: (name: string): VirtualItem[] => kept.get(name) ?? [],
  keep(name: string, measures: VirtualItem[]): void {
    kept.delete(name)
    kept.set(name, measures)
    const [oldest] = kept.keys()
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
  },
}

/** A list by its name at the present address. */
export const nameHere = (name: string): string => `${location.hash} ${name}`
