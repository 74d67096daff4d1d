/** The title and the words of a document in its `item.md`, without what `itemText` sets around them; altered or not. */
export function documentInItem(markdown: string): { title: string | null; text: string } {
  const lines = markdown
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .trim()
  const heading = /^#[ \t]+([^\n]*)(?:\n|$)/.exec(lines)
  const title = heading?.[1]?.trim() || null
  const below = (heading === null ? lines : lines.slice(heading[0].length)).trimStart()
  const facts = /^By [^\n]*(?:\n[^\n]+)*(?:\n|$)/.exec(below)
  const words = facts === null ? below : below.slice(facts[0].length)
  return { title, text: words.replace(/\n*^---\s+Published with Ownpace\.[^\n]*\s*$/m, '').trim() }
}
