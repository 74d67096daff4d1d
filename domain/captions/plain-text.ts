// A tag begins like one and ends: "a < b" and "<3" are words someone typed. A time has a bound, since without one a long row
// of digits and colons is gone through once for every colon.
const tag = /<\/?[a-z][^<>]*>|<\d[\d:.]{0,15}:[\d:.]{0,15}>/gi
// SubStation's, which wandered into .srt files: {\an8}
const subStationTag = /\{\\[^{}]*\}/g
const entity = /&(?:amp|lt|gt|quot|nbsp|lrm|rlm|#\d{1,7}|#x[\da-f]{1,6});/gi
const named: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&nbsp;': ' ',
  '&lrm;': '\u200e',
  '&rlm;': '\u200f',
}
// Control characters, halves of surrogate pairs, byte order marks, and what would turn the direction of all text after it.
const unwanted = /(?!\n)[\p{Cc}\p{Cs}\ufeff\u202a-\u202e\u2066-\u2069]/gu

/** The plain words of a cue's lines: no tags, no entities, no control characters, no empty lines. */
export function plainCueText(markup: string): string {
  return tidyCueText(markup.replace(tag, '').replace(entity, decodeEntity))
}

/** The same of SubRip's lines, whose tags are of two kinds. */
export function plainSubRipText(markup: string): string {
  return plainCueText(markup.replace(subStationTag, ''))
}

/** Text as a cue can hold it: lines trimmed, none empty, no control characters. What was typed as a tag stays as it is. */
export function tidyCueText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(unwanted, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
}

/** The text as WebVTT writes it, so that no word becomes a tag, an entity or a cue's timing. */
export function escapeCueText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}

function decodeEntity(written: string): string {
  const known = named[written.toLowerCase()]
  if (known !== undefined) return known
  const digits = written.slice(2, -1)
  const codePoint = /^x/i.test(digits) ? Number.parseInt(digits.slice(1), 16) : Number(digits)
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : ''
}
