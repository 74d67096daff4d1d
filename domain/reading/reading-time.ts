/**
 * How fast adults read. Words: silent reading of English non-fiction, M. Brysbaert, "How many words do we read per minute?",
 * Journal of Memory and Language 109 (2019). Characters: S. Trauzettel-Klosinski and K. Dietz, "Standardized assessment of
 * reading performance: the new International Reading Speed Texts IReST", Investigative Ophthalmology & Visual Science 53
 * (2012), Chinese and Japanese, read aloud and so on the slow side.
 */
const wordsPerMinute = 238
const chineseCharactersPerMinute = 255
const japaneseCharactersPerMinute = 357

/** What of a text has to be read: words, and the characters of scripts that put no space between words. */
export interface Readable {
  wordCount: number
  characterCount: number
}

// U+30FC lengthens a kana and belongs to no script of its own.
const ideograph = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30FC]/gu
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u
const spaceless = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu
// Nobody reads an address: of a Markdown link only its words count, and a bare address not at all.
const linkTarget = /\]\([^()\s]*\)/g
const address = /\bhttps?:\/\/\S+/g
const word = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’._-]*/gu

/** Counts the words and characters of a text that a reader goes through; marks and addresses are none. */
export function countReadable(text: string): Readable {
  const prose = text.replace(linkTarget, ']').replace(address, ' ')
  const characterCount = prose.match(ideograph)?.length ?? 0
  let wordCount = 0
  const spaced = prose.replace(ideograph, ' ').replace(spaceless, (run) => {
    wordCount += countSpacelessWords(run)
    return ' '
  })
  wordCount += spaced.match(word)?.length ?? 0
  return { wordCount, characterCount }
}

/** How long a text takes to read, in seconds, not rounded; 0 where there is nothing to read. */
export function readingSec(text: string): number {
  const { wordCount, characterCount } = countReadable(text)
  const charactersPerMinute = kana.test(text) ? japaneseCharactersPerMinute : chineseCharactersPerMinute
  return (wordCount / wordsPerMinute + characterCount / charactersPerMinute) * 60
}

/** Seconds as a person says them: whole minutes, at least one where there is anything, none where there is nothing. */
export function wholeMinutes(durationSec: number): number {
  return durationSec > 0 ? Math.max(1, Math.round(durationSec / 60)) : 0
}

/** How many whole minutes it takes to watch something at a speed. */
export function watchMinutes({ durationMs, speed = 1 }: { durationMs: number; speed?: number }): number {
  return wholeMinutes(durationMs / 1000 / speed)
}

/** How many whole minutes the words of all these texts take to read together: rounded once, for the sum. */
export function readMinutes(texts: readonly string[]): number {
  return wholeMinutes(texts.reduce((sum, text) => sum + readingSec(text), 0))
}

function countSpacelessWords(run: string): number {
  const segmenter = new Intl.Segmenter('en', { granularity: 'word' })
  return [...segmenter.segment(run)].filter((segment) => segment.isWordLike).length
}
