import { copyFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { canonical, placeOfVersion, putFile } from '../library-writer.ts'
import type { Spring } from './spring.ts'
import { comment, writtenUpdate } from './summer.ts'
import { assetsOf, at, captions, type GoldenWorld, introductionOf, itemMd, mediaFile, updateBody } from './world.ts'

/** August and September 2026: all that a folder has to bear. */
export function writeTrouble(world: GoldenWorld, spring: Spring): void {
  const { dir } = world
  withdrawnUpdate(world, spring.thread)
  videoOnItsWay(world, spring.thread)
  letGo(world)
  somethingNewer(world, spring.thread)
  forkedDevice(world, spring.thread)
  whatToolsLeave(world, spring)
  // the remark that was taken back stands in a batch of May: its words go, head and signature stay
  stripWords(join(dir, spring.may[2]?.path ?? ''), spring.regretted)
}

/** Removes from a batch's third line what its head says about one record. */
function stripWords(path: string, subject: string): void {
  const [headLine = '', signature, wordsLine = '{}'] = readFileSync(path, 'utf8').split('\n')
  const head = JSON.parse(headLine) as { ops: { subject: string }[] }
  const withdrawn = JSON.stringify(head.ops.filter((operation) => operation.subject === subject))
  const kept = Object.entries(JSON.parse(wordsLine) as Record<string, { salt: string; text: string }>).filter(
    ([digest]) => !withdrawn.includes(digest),
  )
  writeFileSync(path, `${headLine}\n${signature}\n${canonical(Object.fromEntries(kept))}\n`)
}

function withdrawnUpdate({ dir, ben }: GoldenWorld, thread: string): void {
  const said = { thread, title: 'Taken back the same day', done: 'This was not for everyone.', day: '2026-08-04' }
  const { id, body, batch } = writtenUpdate(dir, ben, said)
  ben.write(dir, [{ kind: 'update.withdrawn', subject: id, body: {} }])
  stripWords(join(dir, batch.path), id)
  rmSync(join(dir, placeOfVersion(id, body).folder), { recursive: true })
}

/** The words are here, the video is not, and a note of what this device holds stands beside them. */
function videoOnItsWay({ dir, ben, aya, chen }: GoldenWorld, thread: string): void {
  ben.nowMs = at('2026-08-06')
  const record = ben.newRecord()
  const poster = mediaFile('poster.webp', 'second.webp')
  const words = captions('The export runs every night.')
  const film = { name: 'video.mp4', size: 31_457_280, sha256: 'ab'.repeat(32) }
  const body = updateBody(ben, {
    ...{ slug: '2026-08-06-payments-ben-okafor', month: '2026/08', title: 'The export runs every night' },
    ...{ done: 'It takes two minutes.', video: { durationMs: 93_000, width: 1280, height: 720, hasSound: true } },
    assets: [film, ...assetsOf([poster, words])],
  })
  ben.write(dir, [
    { kind: 'update.version', ...record, body },
    { kind: 'update.place', subject: record.subject, body: { thread, cycle: '2026-W32' } },
    { kind: 'writer.holds', subject: ben.id, body: { holds: { [aya.id]: 4, [ben.id]: 10, [chen.id]: 1 } } },
  ])
  const { folder } = placeOfVersion(record.subject, body)
  const text = itemMd({
    title: 'The export runs',
    by: 'Ben Okafor',
    on: '6 August 2026',
    words: 'It takes two minutes.',
  })
  for (const { name, bytes } of [{ name: 'item.md', bytes: Buffer.from(text) }, poster, words]) {
    putFile(join(dir, folder, name), bytes)
  }
}

/** A thread whose videos go after three months, and one of them that has gone; its words and captions stay. */
function letGo({ dir, aya }: GoldenWorld): void {
  aya.nowMs = at('2026-08-10')
  const thread = aya.newRecord()
  const about = { name: aya.words('Demos'), purpose: 'open', replaces: null, suggestedSec: 300 }
  aya.write(dir, [
    { kind: 'thread.about', ...thread, body: about },
    { kind: 'thread.keepvideos', subject: thread.subject, body: { months: 3 } },
  ])
  const { subject, nonce } = aya.newRecord()
  const film = { name: 'video.mp4', size: 5_242_880, sha256: 'cd'.repeat(32) }
  const words = captions('The demo of the week.')
  const body = updateBody(aya, {
    ...{ slug: '2026-08-10-demos-aya-lopes', month: '2026/08', title: 'The demo of the week', done: 'A demo.' },
    ...{
      video: { durationMs: 45_000, width: 1280, height: 720, hasSound: false },
      assets: [film, ...assetsOf([words])],
    },
  })
  aya.write(dir, [
    { kind: 'update.version', subject, nonce, body },
    { kind: 'update.place', subject, body: { thread: thread.subject, cycle: 'always' } },
  ])
  const { folder } = placeOfVersion(subject, body)
  const text = itemMd({ title: 'The demo of the week', by: 'Aya Lopes', on: '10 August 2026', words: 'A demo.' })
  for (const { name, bytes } of [{ name: 'item.md', bytes: Buffer.from(text) }, words])
    putFile(join(dir, folder, name), bytes)
}

/** A kind of record and a field that this version does not know: both are kept, and nothing is made of them. */
function somethingNewer({ dir, ben }: GoldenWorld, thread: string): void {
  ben.nowMs = at('2026-08-12')
  ben.write(dir, [
    {
      kind: 'poll.question',
      ...ben.newRecord(),
      body: { text: ben.words('Tea or coffee?'), choices: ['tea', 'coffee'] },
    },
    { kind: 'thread.colour', subject: thread, body: { colour: 'green' } },
  ])
}

/** A profile put back from a backup goes on where the copy stood, notices it, and takes a new key. */
function forkedDevice({ dir, dora, doraRestored, doraAnew }: GoldenWorld, thread: string): void {
  dora.nowMs = at('2026-08-17')
  dora.write(dir, introductionOf(dora, 'Dora Novak', 'Dora’s computer'))
  doraRestored.seq = dora.seq
  doraRestored.prev = dora.prev
  writtenUpdate(dir, dora, { thread, title: 'Before the disk failed', done: 'Ledgers are closed.', day: '2026-08-18' })
  const after = { thread, title: 'After the backup', done: 'Ledgers are open again.', day: '2026-08-20' }
  writtenUpdate(dir, doraRestored, after)
  doraRestored.write(dir, [{ kind: 'writer.endorse', subject: doraAnew.id, body: { person: dora.id } }])
  doraAnew.nowMs = at('2026-08-21')
  doraAnew.write(dir, [
    { kind: 'writer.claim', subject: doraAnew.id, body: { person: dora.id } },
    { kind: 'writer.label', subject: doraAnew.id, body: { deviceName: 'Dora’s computer, restored' } },
  ])
  writtenUpdate(dir, doraAnew, { thread, title: 'All is well again', done: 'Nothing was lost.', day: '2026-08-24' })
}

/** A conflict copy, a file that is not whole yet, a temporary, and somebody who says to be someone else. */
function whatToolsLeave({ dir, chen, stranger, ben }: GoldenWorld, { thread, firstUpdate, may }: Spring): void {
  stranger.nowMs = at('2026-09-01')
  stranger.write(dir, [
    { kind: 'writer.claim', subject: stranger.id, body: { person: ben.id } },
    { kind: 'writer.label', subject: stranger.id, body: { deviceName: 'Another computer' } },
  ])
  comment(dir, stranger, { on: firstUpdate, text: 'Said by a device that nobody confirmed.' })
  const rude = comment(dir, stranger, { on: firstUpdate, text: 'Something that an owner hides.' })
  ben.nowMs = at('2026-09-02')
  ben.write(dir, [{ kind: 'comment.hidden', subject: rude, body: { hidden: true } }])

  const torn = { thread, title: 'Half of it arrived', done: 'The rest is on its way.', day: '2026-09-03' }
  const { batch } = writtenUpdate(dir, chen, torn)
  truncateSync(join(dir, batch.path), Math.floor(batch.text.length / 2))

  const last = may.at(-1)?.path ?? ''
  copyFileSync(join(dir, last), join(dir, last.replace('.json', '.sync-conflict-20260512-101500-ABCDEFG.json')))
  putFile(join(dir, dirname(batch.path), `.~${chen.id}-0011223344556677.tmp`), 'half a ba')
}
