/** A person's initials: of the first and the last word of the name, or its first two letters where it is one word. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u)
  const first = words[0] ?? ''
  const last = words.length > 1 ? (words.at(-1) ?? '') : ''
  const letters = last === '' ? Array.from(first).slice(0, 2) : [Array.from(first)[0] ?? '', Array.from(last)[0] ?? '']
  return letters.join('').toLocaleUpperCase()
}
