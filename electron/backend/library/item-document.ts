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
  return { title, text: words.replace(/^---\s+Published with Ownpace\.[^\n]*\s*$/m, '').trim() }
}

/**
 * The file of a document as it was published, put together from its own words and from what the altered file still says
 * above and below them; only its hash tells whether that is the true text.
 */
export function publishedItem({ altered, title, text }: { altered: string; title: string; text: string }): string {
  const lines = altered.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  const facts = /(?:^|\n)(By [^\n]*(?:\n[^\n]+)*)/.exec(lines)?.[1] ?? ''
  const broken = facts.split('\n').map((line) => line.trimEnd())
  const words = text.trim() === '' ? [] : [text.trim()]
  const foot = '---\n\nPublished with Ownpace. The files in this folder need no app to be read.'
  return `${[`# ${title.replace(/\s+/g, ' ').trim()}`, broken.join('  \n'), ...words, foot].join('\n\n')}\n`
}
