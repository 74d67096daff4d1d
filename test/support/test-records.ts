import { createHash } from 'node:crypto'
import type { JsonValue } from '../../domain/json.ts'
import type { TestOperation, TestWriter } from './library-writer.ts'
import { workingTime } from './library-writer.ts'

/** Operations of whole records as an app would write them, for tests that read. */
export interface TestRecord {
  id: string
  operations: TestOperation[]
  /** Of the first operation, for those that have versions. */
  body: { [key: string]: JsonValue }
}

export function profileOf(writer: TestWriter, name: string): TestOperation {
  return { kind: 'person.profile', subject: writer.id, body: { name, ...workingTime } }
}

export function newThread(writer: TestWriter, name: string): TestRecord {
  const { subject, nonce } = writer.newRecord()
  const body = { name: writer.words(name), purpose: 'status', replaces: { minutes: 30 }, suggestedSec: 180 }
  const questions = [
    { id: 'done', text: writer.words('What got done?'), hint: null, intent: 'plain' },
    { id: 'blocked', text: writer.words('What is in the way?'), hint: null, intent: 'blocker' },
  ]
  return {
    id: subject,
    body,
    operations: [
      { kind: 'thread.about', subject, nonce, body },
      { kind: 'thread.cadence', subject, body: { every: 'week', weekday: 4, dueMinutes: 960 } },
      { kind: 'thread.questions', subject, body: { questions } },
      { kind: `thread.person:${writer.id}`, subject, body: { present: true } },
    ],
  }
}

export interface TestFile {
  name: string
  bytes: Uint8Array
}

function assetOf({ name, bytes }: TestFile): { name: string; size: number; sha256: string } {
  return { name, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
}

export function updateBody(
  writer: TestWriter,
  {
    title,
    done,
    blocked = null,
    files = [],
  }: { title: string; done: string; blocked?: string | null; files?: TestFile[] },
): { [key: string]: JsonValue } {
  const hasVideo = files.some(({ name }) => name === 'video.mp4')
  return {
    slug: 'monday',
    month: '2026/11',
    title: writer.words(title),
    answers: [
      { question: 'done', text: writer.words(done), startMs: 0, isBlocker: false },
      {
        question: 'blocked',
        text: blocked === null ? null : writer.words(blocked),
        startMs: 9000,
        isBlocker: blocked !== null,
      },
    ],
    asks: [{ id: 'ask-1', to: [writer.id], text: writer.words('Please look at the invoice'), byWhen: '2026-11-05' }],
    intent: null,
    isNothing: false,
    video: hasVideo ? { durationMs: 60_000, width: 1280, height: 720, hasSound: true } : null,
    assets: files.map(assetOf),
  }
}

export function newUpdate(
  writer: TestWriter,
  { thread, ...words }: { thread: string; title: string; done: string; blocked?: string | null; files?: TestFile[] },
): TestRecord {
  const { subject, nonce } = writer.newRecord()
  const body = updateBody(writer, words)
  return {
    id: subject,
    body,
    operations: [
      { kind: 'update.version', subject, nonce, body },
      { kind: 'update.place', subject, body: { thread, cycle: '2026-W45' } },
    ],
  }
}

export function newComment(
  writer: TestWriter,
  { on, text, answersAsk = null }: { on: string; text: string; answersAsk?: string | null },
): TestRecord {
  const { subject, nonce } = writer.newRecord()
  const body = { on: { item: on, version: null, ms: null }, text: writer.words(text), answersAsk }
  return { id: subject, body, operations: [{ kind: 'comment.version', subject, nonce, body }] }
}

export function newDocument(writer: TestWriter, { title, text }: { title: string; text: string }): TestRecord {
  const { subject, nonce } = writer.newRecord()
  const body = { slug: 'guide', month: '2026/11', title: writer.words(title), text: writer.words(text) }
  return { id: subject, body, operations: [{ kind: 'document.version', subject, nonce, body }] }
}

export function newDecision(
  writer: TestWriter,
  { title, why, replaces = null }: { title: string; why: string; replaces?: string | null },
): TestRecord {
  const { subject, nonce } = writer.newRecord()
  const body = {
    slug: 'decision',
    month: '2026/11',
    title: writer.words(title),
    why: writer.words(why),
    thread: null,
    evidence: [],
    decidedBy: [writer.id],
    replaces,
  }
  return { id: subject, body, operations: [{ kind: 'decision.version', subject, nonce, body }] }
}
