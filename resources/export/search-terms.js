// How a text becomes the terms of the index: the same as electron/backend/export/search-terms.ts, which a test compares.
globalThis.ownpaceTerms = (() => {
  const spaceless = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}'
  const runs = new RegExp(
    `[${spaceless}]\\p{M}*(?:[${spaceless}ー]\\p{M}*)*|(?:(?![${spaceless}])[\\p{L}\\p{N}]\\p{M}*)+`,
    'gu',
  )
  const isSpaceless = new RegExp(`^[${spaceless}]`, 'u')
  const termLengthMax = 40
  const letters = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ı: 'i', þ: 'th' }

  const fold = (text) =>
    text
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase()
      .replace(/[ßæœøđðłıþ]/g, (letter) => letters[letter] ?? letter)
      .normalize('NFC')

  /** Each run of a text: the whole of it, and its terms. */
  const runsOf = (text) =>
    [...fold(text).matchAll(runs)].map(([run]) => {
      if (!isSpaceless.test(run)) return { run, isPairs: false, terms: [run.slice(0, termLengthMax)] }
      const characters = Array.from(run)
      return {
        run,
        isPairs: true,
        terms: characters.map((character, place) => character + (characters[place + 1] ?? '')),
      }
    })

  return { fold, runsOf, termsOf: (text) => runsOf(text).flatMap(({ terms }) => terms) }
})()
