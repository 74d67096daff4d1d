import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonValue } from '../../../domain/json.ts'
import { batchHeadSchema } from '../../../domain/library/batch.ts'
import type { SignedOperation } from '../../../domain/library/operation.ts'
import type { Marker } from '../../../domain/library/paths.ts'
import { filesBelow } from '../../support/files-below.ts'
import { goldenLibraryDir } from '../../support/golden-library/state.ts'
import { sha256, toBase32 } from '../../support/library-writer.ts'

const paths = filesBelow(goldenLibraryDir)
const textOf = (path: string): string => readFileSync(join(goldenLibraryDir, path), 'utf8')

export const marker = JSON.parse(textOf('ownpace.json')) as Marker

/** Whole batches of the golden library, as their files stand. */
export const batchTexts = paths.filter((path) => /\/[0-9]{8}-[a-z2-7]{26}\.json$/.test(path)).map(textOf)
export const packTexts = paths.filter((path) => path.endsWith('.jsonl')).map(textOf)
export const itemTexts = paths.filter((path) => path.endsWith('item.md')).map(textOf)
export const captionTexts = [
  ...paths.filter((path) => path.endsWith('.vtt')).map(textOf),
  'WEBVTT - a title\n\nNOTE nothing\n\nSTYLE\n::cue { color: red }\n\n1\n01:02:03.004 --> 01:02:05.000 align:start\n<v Aya>One <b>two</b>\nthree &amp; four\n',
  '1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>Hello</i>\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nWorld\r\n',
]

/** Every operation of the golden library, and the words that they name. */
export const { operations, words } = readAll()

function readAll(): { operations: SignedOperation[]; words: Map<string, string> } {
  const operations: SignedOperation[] = []
  const words = new Map<string, string>()
  const lines = packTexts.flatMap((text) => text.match(/(?:[^\n]*\n){3}/g) ?? [])
  for (const text of [...batchTexts, ...lines]) {
    const [headLine = '', , wordsLine] = text.split('\n')
    // one of them is torn
    if (wordsLine === undefined) continue
    const head = batchHeadSchema.parse(JSON.parse(headLine))
    const hash = toBase32(sha256(headLine)).slice(0, 26)
    for (const [place, operation] of head.ops.entries()) {
      const { writer, seq, hlc } = head
      operations.push({ ...operation, id: `${hash}.${place}`, writer, seq, time: hlc })
    }
    for (const [digest, entry] of Object.entries(JSON.parse(wordsLine) as Record<string, { text: string }>)) {
      words.set(digest, entry.text)
    }
  }
  return { operations: [...new Map(operations.map((operation) => [operation.id, operation])).values()], words }
}

export const subjects = [...new Set(operations.map(({ subject }) => subject))]

/** Requests of a page, one of most kinds. */
export const requests: JsonValue[] = [
  {
    ...{ request: 'thread.make', name: 'Payments', purpose: 'status', people: ['a'.repeat(26)], replacesMinutes: 30 },
    ...{ cadence: { every: 'week', weekday: 4, dueMinutes: 960 }, suggestedSec: 180 },
    questions: [{ id: 'done', text: 'What got done?', hint: '', intent: 'plain' }],
  },
  {
    ...{ request: 'update.publish', thread: 'a'.repeat(16), cycle: '2026-W47', isNothing: false, video: null },
    ...{ title: 'Week 47', intent: null, captions: [{ language: 'en', vtt: 'WEBVTT\n' }] },
    answers: [{ question: 'done', text: 'All', startMs: 0, isBlocker: false }],
    asks: [{ id: 'a', to: ['b'.repeat(26)], text: 'Please', byWhen: '2026-11-24' }],
  },
  {
    ...{ request: 'comment.write', text: 'Well done', answersAsk: null },
    on: { item: 'a'.repeat(16), version: null, ms: 5 },
  },
  { request: 'document.change', id: 'a'.repeat(16), basedOn: ['b'.repeat(10)], title: 'Guide', text: '# Guide' },
  { request: 'withdraw', id: 'a'.repeat(16) },
  {
    ...{ request: 'path.make', title: 'Path', about: '' },
    sections: [
      { id: 'one', title: 'One', steps: [{ id: 's', item: 'a'.repeat(16), title: null, asksToConfirm: true }] },
    ],
  },
]
