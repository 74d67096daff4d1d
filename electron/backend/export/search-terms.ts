/** Scripts that put no space between words: each pair of neighbours is a term. */
const spaceless = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}'
const runs = new RegExp(
  `[${spaceless}]\\p{M}*(?:[${spaceless}ー]\\p{M}*)*|(?:(?![${spaceless}])[\\p{L}\\p{N}]\\p{M}*)+`,
  'gu',
)
const isSpaceless = new RegExp(`^[${spaceless}]`, 'u')
const termLengthMax = 40
const letters: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ı: 'i', þ: 'th' }

/** Text as it is compared: without case and accents. The search page of an export folds what is typed in the same way. */
function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[ßæœøđðłıþ]/g, (letter) => letters[letter] ?? letter)
    .normalize('NFC')
}

/**
 * The terms of a text, in order and as often as they stand there. Words are cut at 40 characters. Where words have no
 * spaces between them, the terms are pairs of characters, and the last one alone, so that any stretch is found.
 */
export function termsOf(text: string): string[] {
  const terms: string[] = []
  for (const [run] of foldText(text).matchAll(runs)) {
    if (!isSpaceless.test(run)) {
      terms.push(run.slice(0, termLengthMax))
      continue
    }
    const characters = Array.from(run)
    for (const [place, character] of characters.entries()) terms.push(character + (characters[place + 1] ?? ''))
  }
  return terms
}
