import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonValue } from '../../../domain/json.ts'
import { putFile, sha256, type TestWriter, toBase32, type WrittenBatch, workingTime } from '../library-writer.ts'
import {
  assetsOf,
  at,
  captions,
  type GoldenWorld,
  introductionOf,
  itemMd,
  mediaFile,
  publishVersion,
  updateBody,
} from './world.ts'

/** What the summer goes on from. */
export interface Spring {
  thread: string
  /** The operation that gave the thread its first name. */
  threadAbout: string
  firstUpdate: string
  firstVersion: string
  firstVersionOperation: string
  firstBody: { [key: string]: JsonValue }
  /** A remark in the founder's third batch, which is packed. */
  regretted: string
  /** The founder's batches of May, in order. */
  may: WrittenBatch[]
}

export const video = { durationMs: 1200, width: 160, height: 90, hasSound: true }

/** May 2026: Aya founds the library, Ben joins and becomes its second owner. */
export function writeSpring({ dir, aya, ben, library }: GoldenWorld): Spring {
  const founding = aya.write(dir, [
    { kind: 'library.about', subject: library, body: { name: 'Harbour', purpose: 'team' } },
    { kind: `library.owner:${aya.id}`, subject: library, body: { present: true } },
    // a member that no version knows yet: kept, and no reason to refuse the rest
    { kind: 'person.profile', subject: aya.id, body: { name: 'Aya Lopes', ...workingTime, pronouns: 'she' } },
    { kind: 'writer.label', subject: aya.id, body: { deviceName: 'Aya’s laptop' } },
  ])

  const { subject: thread, nonce } = aya.newRecord()
  const questions = [
    { id: 'done', text: aya.words('What got done?'), hint: null, intent: 'plain' },
    {
      id: 'blocked',
      text: aya.words('What is in the way?'),
      hint: aya.words('Say who could help.'),
      intent: 'blocker',
    },
  ]
  const about = { name: aya.words('Payments'), purpose: 'status', replaces: { minutes: 30 }, suggestedSec: 180 }
  const threadBatch = aya.write(dir, [
    { kind: 'thread.about', subject: thread, nonce, body: about },
    { kind: 'thread.cadence', subject: thread, body: { every: 'week', weekday: 4, dueMinutes: 960 } },
    { kind: 'thread.questions', subject: thread, body: { questions } },
    { kind: `thread.person:${aya.id}`, subject: thread, body: { present: true } },
    { kind: `thread.person:${ben.id}`, subject: thread, body: { present: true } },
  ])

  aya.nowMs = at('2026-05-07')
  const regretted = aya.newRecord()
  const files = [mediaFile('poster.webp', 'second.webp'), captions('Refunds settle the same day.')]
  const film = mediaFile('video.mp4', 'second.mp4')
  const update = aya.newRecord()
  const firstBody = updateBody(aya, {
    ...{ slug: '2026-05-07-payments-aya-lopes', month: '2026/05', title: 'Refunds settle the same day' },
    ...{ done: 'The new path is live for every bank.', blocked: 'The sandbox of one bank is down.' },
    ...{ video, assets: assetsOf([film, ...files]) },
  })
  const updateBatch = aya.write(dir, [
    { kind: 'update.version', subject: update.subject, nonce: update.nonce, body: firstBody },
    { kind: 'update.place', subject: update.subject, body: { thread, cycle: '2026-W19' } },
    {
      kind: 'comment.version',
      ...regretted,
      body: {
        on: { item: update.subject, version: null, ms: 600 },
        text: aya.words('A remark that was taken back later.'),
        answersAsk: null,
      },
    },
  ])
  const firstVersion = publishVersion(dir, {
    ...{ subject: update.subject, body: firstBody, files: [...files, film] },
    text: itemMd({
      ...{ title: 'Refunds settle the same day', by: 'Aya Lopes', on: 'Thursday, 7 May 2026' },
      words: '## What got done?\n\nThe new path is live for every bank.\n\nvideo.mp4: the video, 1 s',
    }),
  })

  ben.nowMs = at('2026-05-11')
  ben.write(dir, introductionOf(ben, 'Ben Okafor', 'Ben’s computer'))
  aya.nowMs = at('2026-05-12')
  const owner = { kind: `library.owner:${ben.id}`, subject: library, body: { present: true } }
  const ownerBatch = aya.write(dir, [owner])
  return {
    ...{ thread, threadAbout: threadBatch.ids[0] ?? '', firstUpdate: update.subject, firstVersion, firstBody },
    firstVersionOperation: updateBatch.ids[0] ?? '',
    regretted: regretted.subject,
    may: [founding, threadBatch, updateBatch, ownerBatch],
  }
}

/** Folds batches of one writer into a pack, as they stand in the folder, and removes the loose files of the first ones. */
export function packMonth(dir: string, { writer, batches }: { writer: TestWriter; batches: WrittenBatch[] }): void {
  const texts = batches.map(({ path }) => readFileSync(join(dir, path), 'utf8'))
  const heads = texts.map((text) => `${text.split('\n')[0]}\n`).join('')
  const [first, last] = [batches[0], batches.at(-1)].map((batch) => String(batch?.seq).padStart(8, '0'))
  const name = `${first}-${last}-${toBase32(sha256(heads)).slice(0, 26)}.jsonl`
  putFile(join(dir, 'ops', writer.id, 'packs', name), texts.join(''))
  for (const { path } of batches.slice(0, 2)) rmSync(join(dir, path))
}
