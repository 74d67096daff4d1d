/** The words of a line that is a heading of the first level, without the marks that may close it; null for any other line. */
export function headingIn(line: string): string | null {
  return isHeading(line) ? withoutClosing(line.slice(1).trim()) : null
}

/** A document's text without a first heading that only repeats its title, which stands above it already. */
export function withoutTitle(text: string, title: string): string {
  const start = text.length - text.trimStart().length
  const found = text.indexOf('\n', start)
  const end = found < 0 ? text.length : found
  const line = text.slice(start, end)
  if (!isHeading(line)) return text
  const words = line.slice(1).trim()
  // A title may itself end with the mark: "C#".
  return words === title.trim() || withoutClosing(words) === title.trim() ? text.slice(end + 1) : text
}

function isHeading(line: string): boolean {
  return /^#[ \t]/.test(line) && line.slice(1).trim() !== ''
}

/** By hand: a pattern for it goes through a long row of spaces or marks again and again. */
function withoutClosing(words: string): string {
  let end = words.length
  while (words[end - 1] === '#') end -= 1
  return words.slice(0, end).trimEnd()
}
