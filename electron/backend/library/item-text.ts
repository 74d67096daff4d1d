/** What stands in an item's `item.md`: Markdown that reads well as plain text, in any viewer, without the app. */
export interface ItemText {
  title: string
  author: string
  atMs: number
  /** IANA name, the author's. */
  timeZone: string
  /** Facts under the title: the thread's name, who decided. */
  facts: { name: string; value: string }[]
  /** Headed parts: a question with its answer, "Why" with the reasons. */
  parts: { heading: string; text: string }[]
  /** Everything that has no heading: a document's own text. */
  text: string | null
  /** Files beside it, in words. */
  files: string[]
}

/** The whole text of an `item.md`. Ends with a line feed. */
export function itemText(item: ItemText): string {
  const facts = [
    `By ${oneLine(item.author)}`,
    dateInWords(item),
    ...item.facts.map(({ name, value }) => `${name}: ${oneLine(value)}`),
  ]
  // two spaces at a line's end break it in Markdown and are not seen elsewhere
  const blocks = [`# ${oneLine(item.title)}`, facts.join('  \n')]
  if (item.text !== null && item.text.trim() !== '') blocks.push(item.text.trim())
  for (const { heading, text } of item.parts) {
    blocks.push(text.trim() === '' ? `## ${oneLine(heading)}` : `## ${oneLine(heading)}\n\n${text.trim()}`)
  }
  if (item.files.length > 0) blocks.push(['Beside this text:', ...item.files.map((file) => `- ${file}`)].join('\n'))
  blocks.push('---\n\nPublished with Ownpace. The files in this folder need no app to be read.')
  return `${blocks.join('\n\n')}\n`
}

/** "Sunday, 22 November 2026, 14:05 (Europe/Berlin)" */
function dateInWords({ atMs, timeZone }: { atMs: number; timeZone: string }): string {
  const zone = isKnownZone(timeZone) ? timeZone : 'UTC'
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const part = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, value]))
  return `${part.weekday}, ${part.day} ${part.month} ${part.year}, ${part.hour}:${part.minute} (${zone})`
}

/** "2 min 10 s" */
export function durationInWords(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000)
  const minutes = Math.floor(seconds / 60)
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function isKnownZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
