import type { JsonValue } from '../../../domain/json.ts'
import type { TestWriter } from '../library-writer.ts'
import { type Spring, video } from './spring.ts'
import {
  assetsOf,
  at,
  captions,
  type GoldenWorld,
  hashOf,
  introductionOf,
  itemMd,
  mediaFile,
  publishVersion,
  updateBody,
} from './world.ts'

/** June to August 2026: more people, a second device, corrections, documents, a decision, a path, a problem. */
export function writeSummer(world: GoldenWorld, spring: Spring): void {
  const { dir, library, aya, ayaPhone, ben, mara, chen } = world
  const { thread } = spring

  // a second device of one person: it claims her, and she confirms it
  ayaPhone.nowMs = at('2026-06-01')
  ayaPhone.write(dir, [
    { kind: 'writer.claim', subject: ayaPhone.id, body: { person: aya.id } },
    { kind: 'writer.label', subject: ayaPhone.id, body: { deviceName: 'Aya’s phone' } },
  ])
  aya.nowMs = at('2026-06-02')
  aya.write(dir, [{ kind: 'writer.endorse', subject: ayaPhone.id, body: { person: aya.id } }])

  mara.nowMs = at('2026-06-03')
  mara.write(dir, introductionOf(mara, 'Mara Silva', 'Mara’s lost laptop'))
  writtenUpdate(dir, mara, { thread, title: 'The audit is planned', done: 'Two days in July.', day: '2026-06-04' })

  // two people rename the thread, neither having seen the other
  chen.nowMs = at('2026-06-05')
  chen.write(dir, introductionOf(chen, 'Chen Wei', 'Chen’s computer'))
  const renamed = (writer: TestWriter, name: string) => ({
    kind: 'thread.about',
    subject: thread,
    body: { name: writer.words(name), purpose: 'status', replaces: { minutes: 30 }, suggestedSec: 120 },
    supersedes: [spring.threadAbout],
  })
  ben.nowMs = at('2026-06-08')
  ben.write(dir, [renamed(ben, 'Payments and refunds')])
  // the batch between is on its way: it never arrives
  chen.batch([{ kind: 'person.away', subject: chen.id, body: { until: '2026-06-20' } }])
  chen.nowMs = at('2026-06-08', '10:30')
  chen.write(dir, [renamed(chen, 'Payments, weekly')])

  correctedUpdate(world, spring)
  askedAndAnswered(world, thread)
  document(world, thread)
  onboarding(world)

  aya.nowMs = at('2026-06-30')
  aya.write(dir, [{ kind: 'comment.withdrawn', subject: spring.regretted, body: {} }])
  // the laptop was lost: what it says from here on does not count
  aya.write(dir, [{ kind: 'writer.close', subject: mara.id, body: { lastSeq: 2 } }])
  mara.nowMs = at('2026-07-02')
  comment(dir, mara, { on: spring.firstUpdate, text: 'Said by whoever found the laptop.' })

  decided(world, spring)
  ben.nowMs = at('2026-08-03')
  // every device reads libraries of format 1, and any may write this one
  ben.write(dir, [{ kind: 'library.needs', subject: library, body: { minReader: 1, minWriter: 1 } }])
}

/** Writes a comment and answers its id. */
export function comment(
  dir: string,
  writer: TestWriter,
  said: { on: string; text: string; answersAsk?: string },
): string {
  const body = {
    on: { item: said.on, version: null, ms: null },
    text: writer.words(said.text),
    answersAsk: said.answersAsk ?? null,
  }
  const made = writer.newRecord()
  writer.write(dir, [{ kind: 'comment.version', ...made, body }])
  return made.subject
}

/** An update of words alone. Answers its id and what its batch wrote. */
export function writtenUpdate(
  dir: string,
  writer: TestWriter,
  said: { thread: string; title: string; done: string; day: string; asks?: JsonValue[] },
) {
  const { thread, title, done, day, asks = [] } = said
  writer.nowMs = at(day)
  const { subject, nonce } = writer.newRecord()
  const body = updateBody(writer, { slug: day, month: day.slice(0, 7).replace('-', '/'), title, done, asks })
  const batch = writer.write(dir, [
    { kind: 'update.version', subject, nonce, body },
    { kind: 'update.place', subject, body: { thread, cycle: `${day.slice(0, 7)}` } },
  ])
  publishVersion(dir, { subject, body, text: itemMd({ title, by: 'their author', on: day, words: done }) })
  return { id: subject, body, batch }
}

/** A new version whose video and poster stand in the folder of the version before. */
function correctedUpdate({ dir, aya }: GoldenWorld, spring: Spring): void {
  aya.nowMs = at('2026-06-09')
  const kept = [mediaFile('video.mp4', 'second.mp4'), mediaFile('poster.webp', 'second.webp')]
  const files = [captions('Refunds settle on the same day.')]
  const body = updateBody(aya, {
    ...{ slug: '2026-06-09-payments-aya-lopes', month: '2026/06', title: 'Refunds settle on the same day' },
    ...{ done: 'The new path is live for every bank but one.', blocked: 'The sandbox of one bank is down.', video },
    assets: [...assetsOf(kept, spring.firstVersion), ...assetsOf(files)],
  })
  const subject = spring.firstUpdate
  aya.write(dir, [
    { kind: 'update.version', subject, body, supersedes: [spring.firstVersionOperation] },
    { kind: 'update.cleared:blocked', subject, body: { cleared: true } },
  ])
  const text = itemMd({
    ...{ title: 'Refunds settle on the same day', by: 'Aya Lopes', on: 'Tuesday, 9 June 2026' },
    words: 'The new path is live for every bank but one.',
  })
  publishVersion(dir, { subject, body, text, files })
}

function askedAndAnswered({ dir, aya, ayaPhone, ben }: GoldenWorld, thread: string): void {
  const asks = [
    { id: 'limit', to: [aya.id], text: ben.words('Which retry limit do we promise?'), byWhen: '2026-06-15' },
  ]
  const said = { thread, title: 'The page of refunds', done: 'It shows every attempt.', day: '2026-06-11', asks }
  const { id } = writtenUpdate(dir, ben, said)
  ayaPhone.nowMs = at('2026-06-12')
  comment(dir, ayaPhone, { on: id, text: 'Three attempts, then a person looks.', answersAsk: 'limit' })
  // the phone's clock went wrong for a minute
  ayaPhone.nowMs = at('2040-01-01')
  comment(dir, ayaPhone, { on: id, text: 'Written with a clock in 2040.' })
}

/** Two people change a document, each from the same version. */
function document({ dir, aya, ben, chen }: GoldenWorld, thread: string): void {
  aya.nowMs = at('2026-06-15')
  const { subject, nonce } = aya.newRecord()
  const version = (writer: TestWriter, text: string) => {
    const published = itemMd({ title: 'How we refund', by: 'the team', on: '2026', words: text })
    const bytes = Buffer.from(published, 'utf8')
    const textFile = { size: bytes.length, sha256: hashOf(bytes) }
    const [title, words] = [writer.words('How we refund'), writer.words(text)]
    const body = { slug: 'guide', month: '2026/06', title, text: words, textFile }
    publishVersion(dir, { subject, body, text: published })
    return { kind: 'document.version', subject, body }
  }
  const first = { ...version(aya, '# How we refund\n\nWithin a week.\n'), nonce }
  const { ids } = aya.write(dir, [first, { kind: 'document.thread', subject, body: { thread } }])
  const supersedes = ids.slice(0, 1)
  ben.nowMs = at('2026-06-16')
  ben.write(dir, [{ ...version(ben, '# How we refund\n\nWithin a **day**.\n'), supersedes }])
  chen.nowMs = at('2026-06-16', '09:20')
  const other = '# How we refund\n\nWithin a week, and the [bank](https://example.org) says so.\n'
  chen.write(dir, [{ ...version(chen, other), supersedes }])
}

/** A lesson, a path with it, and someone who confirmed it. */
function onboarding({ dir, aya, ben }: GoldenWorld): void {
  aya.nowMs = at('2026-06-18')
  const lesson = aya.newRecord()
  const files = [mediaFile('video.mp4', 'second.mp4')]
  const lessonBody = {
    ...{ slug: 'lesson', month: '2026/06', title: aya.words('Where the money flows'), about: null, video },
    assets: assetsOf(files),
  }
  aya.write(dir, [{ kind: 'video.version', ...lesson, body: lessonBody }])
  const text = itemMd({ title: 'Where the money flows', by: 'Aya Lopes', on: '18 June 2026', words: 'A lesson.' })
  const version = publishVersion(dir, { subject: lesson.subject, body: lessonBody, text, files })

  const path = aya.newRecord()
  const pathBody = { slug: 'path', month: '2026/06', title: aya.words('Your first week'), about: aya.words('For all.') }
  const step = { section: 'one', position: 'a0', item: lesson.subject, title: null, asksToConfirm: true, present: true }
  aya.write(dir, [
    { kind: 'path.version', ...path, body: pathBody },
    {
      kind: 'path.section:one',
      subject: path.subject,
      body: { title: aya.words('Day one'), position: 'a0', present: true },
    },
    { kind: 'path.step:money', subject: path.subject, body: step },
    { kind: 'path.step:gone', subject: path.subject, body: { ...step, position: 'a1', present: false } },
  ])
  const pathText = itemMd({ title: 'Your first week', by: 'Aya Lopes', on: '18 June 2026', words: 'For all.' })
  publishVersion(dir, { subject: path.subject, body: pathBody, text: pathText })

  ben.nowMs = at('2026-06-22')
  const given = { path: path.subject, step: 'money', item: lesson.subject, version }
  ben.write(dir, [{ kind: 'acknowledgement.given', ...ben.newRecord(), body: given }])
}

/** A problem, the decision in which it ended, and a later decision in its place. */
function decided({ dir, aya, ben }: GoldenWorld, { thread, firstUpdate, firstVersion }: Spring): void {
  ben.nowMs = at('2026-07-06')
  const problem = ben.newRecord()
  const problemBody = {
    ...{ slug: 'problem', month: '2026/07', title: ben.words('How long do we keep refunds?'), thread },
    ...{ statement: ben.words('The slowest bank answers after eighty days.'), opensAtMs: at('2026-07-06') },
    ...{ workingDays: 5, isBlind: true },
  }
  ben.write(dir, [{ kind: 'problem.version', ...problem, body: problemBody }])
  const words = 'The slowest bank answers after eighty days.'
  const problemText = itemMd({ title: 'How long do we keep refunds?', by: 'Ben Okafor', on: '6 July 2026', words })
  publishVersion(dir, { subject: problem.subject, body: problemBody, text: problemText })
  const decide = (writer: TestWriter, { title, replaces }: { title: string; replaces: string | null }) => {
    const made = writer.newRecord()
    const body = {
      ...{ slug: 'decision', month: '2026/07', title: writer.words(title), why: writer.words('The slowest bank.') },
      ...{ thread, evidence: [{ item: firstUpdate, version: firstVersion, ms: 600 }], decidedBy: [aya.id, ben.id] },
      replaces,
    }
    writer.write(dir, [{ kind: 'decision.version', ...made, body }])
    const text = itemMd({ title, by: 'the team', on: 'July 2026', words: 'The slowest bank.' })
    publishVersion(dir, { subject: made.subject, body, text })
    return made.subject
  }
  aya.nowMs = at('2026-07-14')
  const replaces = decide(aya, { title: 'Refunds are kept for thirty days', replaces: null })
  ben.nowMs = at('2026-07-20')
  const decision = decide(ben, { title: 'Refunds are kept for ninety days', replaces })
  ben.write(dir, [{ kind: 'problem.closed', subject: problem.subject, body: { decision } }])
}
