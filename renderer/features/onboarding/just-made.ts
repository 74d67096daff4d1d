const made = new Set<string>()

/** Remembers what was published from this window, so that its page waits for it instead of missing it. */
export function noteMade(id: string): void {
  made.add(id)
}

export function wasJustMade(id: string): boolean {
  return made.has(id)
}
