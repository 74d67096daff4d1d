/** As much as can be written in the app. */
const lengthMax = 400_000
/**
 * What a parser of Markdown is slow at grows with the square of the marks in one block: 24,000 characters of `_a*` take it
 * 20 s, while a text that somebody wrote to be read takes milliseconds.
 */
const costMax = 4_000_000
const nestingMax = 60
/** A bracket costs a parser about a sixteenth of what a mark of emphasis does, where both stand by the thousand. */
const bracketsPerMark = 4
/** A reference and an escape by turns, 35,000 times, take 15 s. */
const escapesPerMark = 8

const blockEnd = /\n[ \t]*(?=\n)|\n(?= {0,3}[-*+] +\S)/
const emphasis = /\*+|_+|~+/g
const brackets = /[[\]()!<]/g
const escapes = /[&\\]/g
const markers = /^(?:[ \t]*(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s)))+/gm

/** Whether Markdown can be taken apart at once, however it is meant; what cannot is shown as it was typed. */
export function isQuickMarkdown(markdown: string): boolean {
  if (markdown.length > lengthMax) return false
  const costs = markdown
    .replace(/\r\n?/g, '\n')
    .split(blockEnd)
    .map(
      (block) =>
        countOf(block, emphasis) ** 2 +
        (countOf(block, brackets) / bracketsPerMark) ** 2 +
        (countOf(block, escapes) / escapesPerMark) ** 2,
    )
  if (costs.reduce((sum, cost) => sum + cost, 0) > costMax) return false
  return [...markdown.matchAll(markers)].every(([found]) => found.replace(/[\s\d]/g, '').length <= nestingMax)
}

function countOf(text: string, pattern: RegExp): number {
  let count = 0
  for (const _ of text.matchAll(pattern)) count += 1
  return count
}
