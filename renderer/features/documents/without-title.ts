/** A document's text without a first heading that only repeats its title, which stands above it already. */
export function withoutTitle(text: string, title: string): string {
  const first = /^\s*#[ \t]+([^\n]*?)[ \t]*#*[ \t]*(?:\r?\n|$)/.exec(text)
  return first?.[1]?.trim() === title.trim() ? text.slice(first[0].length) : text
}
