/** A model reads some 220 tokens of what it is told beforehand, which are about this many characters. */
const longestPrompt = 600
const longestWord = 60

/**
 * What a model is told before it listens, so that it writes names as the team does: the words that the team wrote down
 * first, then the names of people and threads. '' where there is none.
 */
export function glossaryPrompt({ words, names }: { words: readonly string[]; names: readonly string[] }): string {
  const told: string[] = []
  let length = 0
  for (const word of [...words, ...names]) {
    const plain = glossaryWord(word)
    if (plain === '' || told.includes(plain)) continue
    length += plain.length + 2
    if (length > longestPrompt) break
    told.push(plain)
  }
  return told.length === 0 ? '' : `${told.join(', ')}.`
}

/** A word as a glossary holds it: one line, no control characters, at most 60 characters. */
export function glossaryWord(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longestWord)
}
