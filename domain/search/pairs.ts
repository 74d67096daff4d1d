/** Letters of scripts that write without spaces between words. */
const unspaced =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}ー]'
const unspacedPattern = new RegExp(unspaced, 'u')
const wordPattern = /[\p{L}\p{N}]+/gu
const runPattern = new RegExp(`${unspaced}+|(?:(?!${unspaced})[\\p{L}\\p{N}])+`, 'gu')

/** A phrase of pairs to look for; the last of them may begin a longer token where `isOpen`. */
export interface PairsToFind {
  tokens: string[]
  isOpen: boolean
}

/**
 * What makes languages without spaces findable: each run of their letters as overlapping pairs and its last letter alone
 * (会议记录 as 会议 议记 记录 录), with what the same word has in other letters, separated by spaces. Empty for a text
 * that has none. A part of a run is then a phrase of these tokens.
 */
export function pairsOf(text: string): string {
  // Most texts have no such letter, and one look is much cheaper than taking them apart.
  if (!unspacedPattern.test(text)) return ''
  return wordsOf(text)
    .filter((word) => unspacedPattern.test(word))
    .flatMap((word) =>
      runsOf(word).flatMap((run) => (unspacedPattern.test(run) ? [...pairsIn(run), lastOf(run)] : [run])),
    )
    .join(' ')
}

/** The phrase that finds a word wherever it stands in a run; null for a word without such letters. */
export function pairsToFind(word: string): PairsToFind | null {
  // These scripts have marks of their own between words, which are no letters.
  const runs = wordsOf(word).flatMap(runsOf)
  if (!runs.some((run) => unspacedPattern.test(run))) return null
  const tokens = runs.flatMap((run, place) => {
    if (!unspacedPattern.test(run)) return [run]
    const pairs = pairsIn(run)
    // The lone last letter stands at a run's end only, and where the word ends its run may go on.
    return place < runs.length - 1 || pairs.length === 0 ? [...pairs, lastOf(run)] : pairs
  })
  const last = runs.at(-1) ?? ''
  return { tokens, isOpen: !unspacedPattern.test(last) || pairsIn(last).length === 0 }
}

/** In one form for letters of full and half width, without marks and in lower case. */
function wordsOf(text: string): string[] {
  const letters = text
    .normalize('NFKC')
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
  return letters.match(wordPattern) ?? []
}

function runsOf(word: string): string[] {
  return word.match(runPattern) ?? []
}

function pairsIn(run: string): string[] {
  const all = [...run]
  return all.slice(1).map((letter, place) => `${all[place]}${letter}`)
}

function lastOf(run: string): string {
  return [...run].at(-1) ?? ''
}
