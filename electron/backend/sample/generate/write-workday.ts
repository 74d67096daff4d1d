import { writeWebVtt } from '../../../../domain/captions/webvtt.ts'
import { type IsoDate, instantAt, wallTimeAt } from '../../../../domain/time/zoned.ts'
import { itemText } from '../../library/item-text.ts'
import type { GeneratedAuthor } from './author.ts'
import { type Prose, spoken } from './prose.ts'
import type { TinyVideo } from './tiny-video.ts'
import { assetOf, writeItem } from './write-item.ts'

export const timeZone = 'Europe/Lisbon'

export interface GenerateOptions {
  dir: string
  updateCount: number
  personCount: number
  seed: number
  /** The day of the newest updates; everything else follows backwards, one update a person and working day. */
  until: IsoDate
  /** How many words are said in each update's video. */
  wordCount: number
  video: TinyVideo
  /** Leaves every batch in a file of its own, as in a library whose months have not been packed yet. */
  isLoose: boolean
  onProgress: (doneCount: number) => void
}

export interface Person {
  author: GeneratedAuthor
  name: string
}

export interface Generating extends GenerateOptions {
  people: Person[]
  threads: { id: string; name: string }[]
  prose: Prose
  packBefore: string
}

/** One person's working day: an update with its files, now and then a comment on a colleague's or a decision. */
export function writeWorkday({
  generating,
  place,
  date,
}: {
  generating: Generating
  place: number
  date: IsoDate
}): void {
  const { dir, people, threads, prose, wordCount, video } = generating
  const person = people[place]
  const thread = threads[threadPlaceOf(generating, place)]
  if (!person || !thread) return
  const { author, name } = person
  const atMs = instantAt({ date, minutes: 10 * 60 + (place % 300), timeZone }) + author.random.below(30_000)
  const mayPack = isPacked(generating, atMs)

  const said = prose.sentences(author.random, wordCount)
  const { cues, durationMs } = spoken(said)
  const isBlocked = author.random.below(12) === 0
  const title = `${thread.name}: ${prose.sentence(author.random).slice(0, -1)}`
  const done = said.slice(0, 2).join(' ')
  const next = said.at(-1) ?? ''
  const blocked = isBlocked ? prose.sentence(author.random) : null
  const { subject, nonce } = author.newRecord()
  const captions = Buffer.from(writeWebVtt(cues), 'utf8')
  const assets = [assetOf('video.mp4', video.bytes), assetOf('captions-en.vtt', captions)]
  const body = {
    slug: thread.name.toLowerCase(),
    month: date.slice(0, 7).replace('-', '/'),
    title: author.say(title),
    answers: [
      { question: 'done', text: author.say(done), startMs: 0, isBlocker: false },
      { question: 'next', text: author.say(next), startMs: cues.at(-1)?.startMs ?? null, isBlocker: false },
      { question: 'blocked', text: blocked === null ? null : author.say(blocked), startMs: null, isBlocker: isBlocked },
    ],
    asks: [],
    intent: null,
    isNothing: false,
    video: { durationMs, width: video.width, height: video.height, hasSound: false },
    assets,
  }
  const operations = [
    { kind: 'update.version', subject, nonce, body },
    { kind: 'update.place', subject, body: { thread: thread.id, cycle: date } },
  ]
  const parts = [
    { heading: 'What got done?', text: done },
    { heading: 'What is next?', text: next },
    { heading: 'What is in the way?', text: blocked ?? '' },
  ]
  const facts = [{ name: 'Thread', value: thread.name }]
  const files = ['video.mp4: the video', 'captions-en.vtt: its words as captions']
  const text = itemText({ title, author: name, atMs, timeZone, facts, parts, text: null, files })
  writeItem({
    dir,
    subject,
    body,
    text,
    files: [
      { name: 'captions-en.vtt', bytes: captions },
      { name: 'video.mp4', bytes: video.bytes },
    ],
  })
  author.write(dir, { operations, atMs, mayPack })

  if (author.random.below(10) === 0) {
    const comment = author.newRecord()
    const on = { item: subject, version: null, ms: author.random.below(Math.max(1, durationMs)) }
    const commentBody = { on, text: author.say(prose.sentence(author.random)), answersAsk: null }
    const operation = { kind: 'comment.version', subject: comment.subject, nonce: comment.nonce, body: commentBody }
    author.write(dir, { operations: [operation], atMs: atMs + 3_600_000, mayPack })
  }
  if (author.random.below(50) === 0) {
    writeDecision({ generating, person, thread: thread.id, update: subject, atMs: atMs + 7_200_000 })
  }
}

/** What was decided because of an update, at a second of it. */
function writeDecision({
  generating,
  person: { author, name },
  thread,
  update,
  atMs,
}: {
  generating: Generating
  person: Person
  thread: string
  update: string
  atMs: number
}): void {
  const { dir, prose } = generating
  const { subject, nonce } = author.newRecord()
  const title = prose.sentence(author.random).slice(0, -1)
  const why = prose.sentences(author.random, 30).join(' ')
  const body = {
    slug: 'decision',
    month: new Date(atMs).toISOString().slice(0, 7).replace('-', '/'),
    title: author.say(title),
    why: author.say(why),
    thread,
    evidence: [{ item: update, version: null, ms: 1000 }],
    decidedBy: [author.id],
    replaces: null,
  }
  const parts = [{ heading: 'Why', text: why }]
  const text = itemText({ title, author: name, atMs, timeZone, facts: [], parts, text: null, files: [] })
  writeItem({ dir, subject, body, text, files: [] })
  const operation = { kind: 'decision.version', subject, nonce, body }
  author.write(dir, { operations: [operation], atMs, mayPack: isPacked(generating, atMs) })
}

/** Whether the month of an instant would have been packed by the day of the newest updates. */
export function isPacked({ isLoose, packBefore }: Generating, atMs: number): boolean {
  return !isLoose && wallTimeAt({ atMs, timeZone: 'UTC' }).date.slice(0, 7).replace('-', '') < packBefore
}

export function threadPlaceOf({ threads }: Generating, person: number): number {
  return person % threads.length
}
