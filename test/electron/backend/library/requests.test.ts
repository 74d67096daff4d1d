import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseBatch } from '../../../../domain/library/batch.ts'
import type { SearchAnswer } from '../../../../domain/views/library.ts'
import type {
  CommentView,
  DecisionView,
  DocumentView,
  LearningPathView,
  PersonView,
  ThreadView,
  UpdateView,
} from '../../../../domain/views/records.ts'
import { type Device, filesIn, preparedId, prepareVideo, thread, update } from './devices.ts'
import { setUpDevices } from './setup.ts'

const devices = setUpDevices('requests')

async function oneDevice() {
  const { aya, folder } = await devices.two()
  const library = await aya.create(folder)
  const view = async <View>(id: string): Promise<View> => (await aya.record(library.id, id)).view as View
  return { aya, folder, library, view }
}

function operationsIn(folder: string) {
  return filesIn(folder)
    .filter((path) => path.startsWith('ops/'))
    .flatMap((path) => {
      const batch = parseBatch(readFileSync(join(folder, path), 'utf8'))
      return 'reason' in batch ? [] : [{ seq: batch.head.seq, ops: batch.head.ops }]
    })
    .sort((a, b) => a.seq - b.seq)
    .map(({ ops }) => ops)
}

describe('an update with a video', () => {
  it('is published with all its files, and served from the folder by range', async () => {
    const { aya, folder, library, view } = await oneDevice()
    const bytes = prepareVideo(aya)
    const threadId = await aya.say(library.id, thread)
    const id = await aya.say(library.id, {
      ...update(threadId, 'Said and written.'),
      video: { prepared: preparedId },
      captions: [{ language: 'en', vtt: 'WEBVTT\n' }],
    })
    const published = await view<UpdateView>(id)
    expect(published.video).toMatchObject({ durationMs: 61_000, sizeBytes: bytes.length, isHere: true })
    const names = filesIn(folder).flatMap((path) => (path.includes(id) ? [path.split('/').at(-1)] : []))
    expect(names).toEqual([
      ...['captions-en.vtt', 'item.md', 'manifest.json', 'poster.webp', 'storyboard.webp', 'video.mp4'],
    ])
    expect(published.video?.storyboard).toBe(published.video?.version)
    expect(existsSync(join(aya.profileDir, 'prepared', preparedId))).toBe(false)

    const url = `http://device/media/libraries/${library.id}/${id}/${published.video?.version}/video.mp4`
    const part = await aya.backend.fetch(new Request(url, { headers: { range: 'bytes=100-199' } }))
    expect(part.status).toBe(206)
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(100, 200))).toBe(true)
    const missing = await aya.backend.fetch(new Request(url.replace('video.mp4', 'captions-de.vtt')))
    expect(missing.status).toBe(404)
    expect(await missing.json()).toMatchObject({ error: { code: 'media-not-here' } })
  })

  it('keeps its video when only its words are corrected', async () => {
    const { aya, folder, library, view } = await oneDevice()
    const bytes = prepareVideo(aya)
    const threadId = await aya.say(library.id, thread)
    const { request: _, thread: __, cycle: ___, isNothing: ____, ...words } = update(threadId, 'Corrected.')
    const id = await aya.say(library.id, { ...update(threadId, 'Wrong.'), video: { prepared: preparedId } })
    const first = await view<UpdateView>(id)
    await aya.say(library.id, { request: 'update.correct', id, ...words, title: 'Second try', captions: null })
    const second = await view<UpdateView>(id)
    expect(second).toMatchObject({ title: 'Second try', thread: threadId, answers: [{ text: 'Corrected.' }, {}] })
    expect(second.version).not.toBe(first.version)
    expect(second.video).toEqual(first.video)
    const videos = filesIn(folder).filter((path) => path.endsWith('video.mp4'))
    expect(videos).toHaveLength(1)
    const inFolder = createHash('sha256')
      .update(readFileSync(join(folder, videos[0] ?? '')))
      .digest('hex')
    expect(inFolder).toBe(createHash('sha256').update(bytes).digest('hex'))
  })

  it('keeps the seconds of what was said about it when a part of its video is cut or recorded again', async () => {
    const { aya, library, view } = await oneDevice()
    prepareVideo(aya)
    const threadId = await aya.say(library.id, thread)
    const { request: _, thread: __, cycle: ___, isNothing: ____, ...words } = update(threadId, 'Said.')
    const id = await aya.say(library.id, { ...update(threadId, 'Said.'), video: { prepared: preparedId } })
    const first = await view<UpdateView>(id)
    const version = first.video?.version ?? ''
    const on = { item: id, version, ms: 4000 }
    await aya.say(library.id, { request: 'comment.write', on, text: 'Marvellous', answersAsk: null })
    await aya.say(library.id, {
      request: 'update.correct',
      id,
      ...words,
      title: 'Renamed',
      captions: null,
      video: null,
    })
    const renamed = await view<UpdateView>(id)
    prepareVideo(aya)
    const spans = [{ fromMs: 3000, toMs: 61_000, atMs: 500 }]
    await aya.say(library.id, {
      ...{ request: 'update.correct', id, ...words, captions: [], retime: spans },
      marks: [{ startMs: 2000, title: 'The demo' }],
      video: { prepared: preparedId },
    })
    const cut = await view<UpdateView>(id)
    expect(cut.video?.retimes).toEqual([{ versions: [version, renamed.version], spans }])
    expect(cut.video?.marks).toEqual([{ startMs: 2000, title: 'The demo' }])
    const { hits } = await aya.call<SearchAnswer>('GET', '/api/search?q=marvellous')
    expect(hits.map(({ startSec }) => startSec)).toEqual([1.5])
  })
})

describe('a document', () => {
  it('keeps what two people wrote at once beside each other until somebody who read both replaces them', async () => {
    const { aya, library, view } = await oneDevice()
    const id = await aya.say(library.id, { request: 'document.write', title: 'Access', text: 'One.', thread: null })
    const { version } = await view<DocumentView>(id)
    const change = (text: string, basedOn: string[]) =>
      aya.say(library.id, { request: 'document.change', id, basedOn, title: 'Access', text })
    await change('Two.', [version])
    await change('Three, written without having read two.', [version])
    const split = await view<DocumentView>(id)
    expect(split.concurrentVersions).toHaveLength(1)
    await change('Four.', [split.version, ...split.concurrentVersions])
    expect(await view<DocumentView>(id)).toMatchObject({ excerpt: 'Four.', concurrentVersions: [] })
    expect((await aya.record(library.id, id)).text).toBe('Four.')
  })
})

describe('a path', () => {
  it('says only what changed in it', async () => {
    const { aya, folder, library, view } = await oneDevice()
    const item = await aya.say(library.id, {
      request: 'document.write',
      title: 'Access',
      text: 'Ask Ben.',
      thread: null,
    })
    const step = (id: string) => ({ id, item, title: null, asksToConfirm: false })
    const shape = { title: 'First week', about: 'Welcome.' }
    const sections = [
      { id: 'day-1', title: 'Day one', steps: [step('a'), step('b'), step('c')] },
      { id: 'day-2', title: 'Day two', steps: [step('d')] },
    ]
    const id = await aya.say(library.id, { request: 'path.make', ...shape, sections })
    const order = async () =>
      (await view<LearningPathView>(id)).sections.map(({ id, steps }) => [id, steps.map((s) => s.id)])
    expect(await order()).toEqual([
      ['day-1', ['a', 'b', 'c']],
      ['day-2', ['d']],
    ])

    const moved = [
      { ...sections[0], id: 'day-1', title: 'Day one', steps: [step('c'), step('a'), step('b')] },
      ...sections.slice(1),
    ]
    await aya.say(library.id, { request: 'path.change', id, ...shape, sections: moved })
    expect(
      operationsIn(folder)
        .at(-1)
        ?.map(({ kind }) => kind),
    ).toEqual(['path.step:c'])
    expect(await order()).toEqual([
      ['day-1', ['c', 'a', 'b']],
      ['day-2', ['d']],
    ])

    await aya.say(library.id, { request: 'path.change', id, ...shape, sections: moved.slice(0, 1) })
    expect(
      operationsIn(folder)
        .at(-1)
        ?.map(({ kind }) => kind),
    ).toEqual(['path.section:day-2', 'path.step:d'])
    expect(await order()).toEqual([['day-1', ['c', 'a', 'b']]])

    const before = operationsIn(folder).length
    await aya.say(library.id, { request: 'path.change', id, ...shape, sections: moved.slice(0, 1) })
    expect(operationsIn(folder)).toHaveLength(before)
  })
})

describe('the other requests', () => {
  it('each change what they name', async () => {
    const { aya, library, view } = await oneDevice()
    const say: Device['say'] = (id, request) => aya.say(id, request)
    const threadId = await say(library.id, thread)
    const { request: _, ...shape } = thread
    await say(library.id, { request: 'thread.change', id: threadId, ...shape, people: [library.me], suggestedSec: 60 })
    expect(await view<ThreadView>(threadId)).toMatchObject({ people: [library.me], suggestedSec: 60, name: 'Payments' })
    await say(library.id, { request: 'thread.archive', id: threadId, isArchived: true })
    expect(await view<ThreadView>(threadId)).toMatchObject({ isArchived: true })

    const id = await say(library.id, update(threadId, 'Moved things.'))
    const other = await say(library.id, { ...thread, name: 'Design' })
    await say(library.id, { request: 'update.move', id, thread: other, cycle: '2026-W48' })
    await say(library.id, { request: 'blocker.clear', id, question: 'blocked', cleared: true })
    const moved = await view<UpdateView>(id)
    expect(moved).toMatchObject({ thread: other, cycle: '2026-W48' })
    expect(moved.answers[1]?.clearedAtMs).toBeGreaterThan(0)

    const on = { item: id, version: moved.version, ms: null }
    const comment = await say(library.id, { request: 'comment.write', on, text: 'Good', answersAsk: null })
    const thanks = { request: 'comment.write', on, text: 'Thank you', answersAsk: null, reaction: 'thanks' } as const
    expect(await view<CommentView>(await say(library.id, thanks))).toMatchObject({
      text: 'Thank you',
      reaction: 'thanks',
    })
    expect(await view<CommentView>(comment)).not.toHaveProperty('reaction')
    await say(library.id, { request: 'comment.correct', id: comment, text: 'Very good' })
    expect(await view(comment)).toMatchObject({ text: 'Very good', on })

    const decided = { title: 'One ledger', why: 'Two drift.', thread: other, evidence: [on], decidedBy: [library.me] }
    const first = await say(library.id, { request: 'decision.write', ...decided, replaces: null })
    const second = await say(library.id, {
      request: 'decision.write',
      ...decided,
      title: 'Two after all',
      replaces: first,
    })
    expect(await view<DecisionView>(first)).toMatchObject({ title: 'One ledger', replacedBy: second })
    await say(library.id, {
      request: 'decision.correct',
      id: first,
      ...decided,
      why: 'Two always drift.',
      replaces: null,
    })
    expect(await view<DecisionView>(first)).toMatchObject({ why: 'Two always drift.' })

    const away = {
      timeZone: 'Asia/Tokyo',
      workingDays: [1, 2, 3],
      fromMinutes: 600,
      toMinutes: 900,
      awayUntil: '2026-12-01',
    }
    await say(library.id, { request: 'person.change', name: 'Aya K', ...away })
    await say(library.id, { request: 'device.name', name: 'Aya’s laptop' })
    expect(await view<PersonView>(library.me)).toMatchObject({
      name: 'Aya K',
      ...away,
      devices: [{ name: 'Aya’s laptop' }],
    })
  })

  it('let a person confirm that another device is theirs', async () => {
    const { aya, ben, folder } = await devices.two()
    const library = await aya.create(folder)
    const joined = await ben.call<{ isUnconfirmed: boolean; me: string }>('POST', '/api/libraries/join', {
      dir: folder,
      as: { claim: library.me },
    })
    expect(joined.isUnconfirmed).toBe(true)
    await aya.call('DELETE', `/api/libraries/${library.id}`)
    await aya.join(folder, 'Aya')
    await aya.say(library.id, { request: 'device.endorse', writer: joined.me, person: library.me })
    await ben.say(library.id, { request: 'device.name', name: 'Aya’s second' })
    const [view] = await ben.call<{ isUnconfirmed: boolean; me: string }[]>('GET', '/api/libraries')
    expect(view).toMatchObject({ isUnconfirmed: false, me: library.me })
  })

  it('are told what a folder is before they join it', async () => {
    const { aya, ben, folder } = await devices.two()
    expect(await ben.call('POST', '/api/libraries/inspect', { dir: folder })).toMatchObject({ kind: 'empty-folder' })
    mkdirSync(folder)
    writeFileSync(join(folder, 'notes.txt'), 'Ours.')
    expect(await ben.call('POST', '/api/libraries/inspect', { dir: folder })).toMatchObject({
      kind: 'folder-with-files',
    })
    const joining = ben.join(folder, 'Ben')
    await expect(joining).rejects.toMatchObject({ answer: { error: { code: 'not-a-library' } } })
    const library = await aya.create(folder)
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('Ours.')
    await expect(aya.create(folder)).rejects.toMatchObject({ answer: { error: { code: 'library-exists' } } })
    expect(await ben.call('POST', '/api/libraries/inspect', { dir: folder })).toEqual({
      kind: 'library',
      id: library.id,
      name: 'Payments team',
      people: [{ id: library.me, name: 'Aya' }],
      isJoined: false,
    })
  })
})
