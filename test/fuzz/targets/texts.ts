import { DatabaseSync } from 'node:sqlite'
import { maxCaptionBytes, parseCaptions } from '../../../domain/captions/parse.ts'
import { writeWebVtt } from '../../../domain/captions/webvtt.ts'
import type { JsonValue } from '../../../domain/json.ts'
import { partsOfPackName } from '../../../domain/library/pack.ts'
import { isAssetName, isMonth, isSlug, nameLengthMax, slugOf, versionFolder } from '../../../domain/library/paths.ts'
import { requestSchema } from '../../../domain/requests/requests.ts'
import { pairsOf } from '../../../domain/search/pairs.ts'
import { markdown } from '../../../electron/backend/export/markdown.ts'
import { humanName } from '../../../electron/backend/export/names.ts'
import { partsOf } from '../../../electron/backend/folder/write/inside.ts'
import { documentInItem } from '../../../electron/backend/library/item-document.ts'
import { parseRange } from '../../../electron/backend/media/serve/range.ts'
import { matchOf, parseSearch } from '../../../electron/backend/search/search-query.ts'
import { snippetOf } from '../../../electron/backend/search/snippet.ts'
import { mutatedJson, mutatedText } from '../mutate.ts'
import { must, mustEqual, target } from '../target.ts'
import { captionTexts, itemTexts, requests } from './corpus.ts'

/** WebVTT and SubRip: never a throw, cues in order, and what was understood is the same when written and read again. */
export const captions = target({
  name: 'captions',
  make: (random) => mutatedText(random, random.pick(captionTexts)),
  check(text) {
    const { cues } = parseCaptions(text)
    for (const [place, cue] of cues.entries()) {
      must(cue.endMs > cue.startMs && cue.startMs >= 0 && cue.text !== '', 'a cue has a length and words')
      must(place === 0 || (cues[place - 1]?.startMs ?? 0) <= cue.startMs, 'cues stand in order')
    }
    const written = writeWebVtt(cues)
    if (written.length > maxCaptionBytes) return
    mustEqual(parseCaptions(written).cues, cues, 'what was understood is the same when it is written and read again')
  },
})

export const ranges = target({
  name: 'ranges',
  make: (random) => ({
    header: mutatedText(random, random.pick(['bytes=0-', 'bytes=-500', 'bytes=100-200', 'bytes=0-0,-1', 'bytes=9-1'])),
    sizeBytes: random.pick([0, 1, 150, 500, 2 ** 40]),
  }),
  check({ header, sizeBytes }) {
    const range = parseRange(header, sizeBytes)
    if (range.kind !== 'part') return
    const { start, end } = range
    must(Number.isSafeInteger(start) && Number.isSafeInteger(end), 'a part is whole numbers')
    must(start >= 0 && start <= end && end < sizeBytes, 'a part lies within the file')
  },
})

/** Names: whatever a title says, a slug is one; and no name leads anywhere. */
export const names = target({
  name: 'names',
  make: (random) =>
    mutatedText(random, random.pick(['Refunds settle', 'São Paulo', '支払い', 'CON', '../../etc/passwd', '2026/11'])),
  check(text) {
    const slug = slugOf(text)
    must(isSlug(slug), 'a slug is made of letters, digits and single hyphens')
    const folder = versionFolder({ month: '2026/11', slug, item: 'a'.repeat(16), version: 'b'.repeat(10) })
    must(
      folder.split('/').every((name) => name.length <= nameLengthMax && /^[a-z0-9-]+$/.test(name)),
      'a name is short and plain',
    )
    if (isMonth(text)) must(/^[0-9]{4}\/[0-9]{2}$/.test(text), 'a month is one')
    if (isAssetName(text))
      must(/^[a-z0-9-]+\.[a-z0-9]+$/.test(text) && text.length <= nameLengthMax, 'a file’s name is plain')
    if (partsOfPackName(text)) must(!/[^a-z0-9.-]/.test(text), 'a pack’s name is plain')
    const human = humanName(text, { fallback: 'thread' })
    must(human !== '' && !/[/\\\0]/.test(human) && human !== '.' && human !== '..', 'a name for people is one name')
    try {
      must(
        partsOf(text).every((part) => part !== '..' && part !== '.' && !/[/\\\0]/.test(part)),
        'no part leads out',
      )
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
    }
  },
})

let database: DatabaseSync | null = null

/** An index to ask, with something of every language in it. */
function searchTable(): DatabaseSync {
  if (database) return database
  database = new DatabaseSync(':memory:')
  database.exec(
    "CREATE VIRTUAL TABLE search USING fts5 (title, body, transcript, pairs, tokenize = 'unicode61 remove_diacritics 2')",
  )
  const insert = database.prepare('INSERT INTO search VALUES (?, ?, ?, ?)')
  for (const text of [...itemTexts, '支払いは毎週木曜日です', 'Überblick über Größe', "it's 100% done"]) {
    insert.run(text.slice(0, 20), text, '', pairsOf(text))
  }
  return database
}

/** What a person types into the search: always a question that the index can answer. */
export const searches = target({
  name: 'searches',
  weight: 5,
  make: (random) =>
    mutatedText(
      random,
      random.pick(['refund from:aya', '"the same day" before:2026-11', 'Größe', '支払い', 'kind:update x*']),
    ),
  check(text) {
    const query = parseSearch(text)
    const match = matchOf(query)
    if (match !== null) {
      const found = searchTable().prepare('SELECT body FROM search WHERE search MATCH ? LIMIT 5').all(match) as {
        body: string
      }[]
      for (const { body } of found) checkSnippet([body], query.terms)
    }
    checkSnippet([text], query.terms)
    for (const ms of [query.afterMs, query.beforeMs])
      must(ms === null || Number.isSafeInteger(ms), 'a date is an instant')
  },
  close: async () => {
    database?.close()
    database = null
  },
})

function checkSnippet(texts: string[], terms: Parameters<typeof snippetOf>[0]['terms']): void {
  const { snippet, marks } = snippetOf({ texts, terms })
  for (const [start, end] of marks)
    must(start >= 0 && start < end && end <= snippet.length, 'a mark lies within the snippet')
}

const plainTag =
  /^<\/?(p|h[2-6]|ul|ol|li|a|strong|em|del|code|pre|blockquote|table|thead|tbody|tr|th|td|div|span|br|hr|sup|section)[\s>/]/

/** Markdown of documents: nothing of it becomes anything but text, paragraphs and https links. */
export const documents = target({
  name: 'documents',
  weight: 25,
  // the parser of Markdown takes some 20 ms for a thousand short paragraphs
  capMs: 8000,
  make: (random) =>
    mutatedText(random, random.pick([...itemTexts, '| a | b |\n| - | - |\n| [x](javascript:1) | <b onclick=1> |\n'])),
  check(text) {
    for (const tag of markdown(text).markup.match(/<[^>]*>/g) ?? []) {
      must(plainTag.test(tag), `a page has no such tag: ${tag.slice(0, 80)}`)
      must(!/\shref="(?!https:|#)/.test(tag), `a page has no such address: ${tag.slice(0, 80)}`)
      must(!/\s(on\w+|style|src)=/.test(tag), `a page has no such attribute: ${tag.slice(0, 80)}`)
    }
    const { title, text: words } = documentInItem(text)
    must(title === null || !title.includes('\n'), 'a title is one line')
    must(words.length <= text.length, 'no words are added')
  },
})

/** What pages ask for: taken or refused, and what was taken is taken again as it stands. */
export const requested = target({
  name: 'requests',
  make: (random) => mutatedJson(random, random.pick(requests)),
  check(value: JsonValue) {
    const parsed = requestSchema.safeParse(value)
    if (!parsed.success) return
    mustEqual(requestSchema.parse(structuredClone(parsed.data)), parsed.data, 'a request that was taken is taken again')
  },
})
