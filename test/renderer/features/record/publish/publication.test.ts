import { describe, expect, it } from 'vitest'
import { requestSchema } from '../../../../../domain/requests/requests.ts'
import type { QuestionView, UpdateView } from '../../../../../domain/views/records.ts'
import { newDraft, type UpdateDraft, withAnswer } from '../../../../../renderer/features/record/publish/draft.ts'
import { requestOf } from '../../../../../renderer/features/record/publish/publication.ts'
import { withoutCaptions } from '../../../../../renderer/features/record/review/caption-words.ts'

const thread = 'a'.repeat(16)
const me = 'b'.repeat(26)
const questions: QuestionView[] = [
  { id: 'moved', text: 'What moved?', hint: '', intent: 'plain' },
  { id: 'way', text: 'What is in the way?', hint: '', intent: 'blocker' },
  { id: 'next', text: 'What is next?', hint: '', intent: 'plain' },
]
const facts = {
  ...{ questions, people: new Map(), otherwise: 'Payments, week 47', nowMs: 0, current: null },
  video: {
    id: 'c'.repeat(16),
    durationMs: 8000,
    parts: null,
    cuesOf: () => [],
    chapters: [
      { questionId: 'moved', startMs: 0 },
      { questionId: 'way', startMs: 4000 },
    ],
  },
}
const empty: UpdateDraft = newDraft({ library: 'd'.repeat(26), thread, cycle: '2026-W47' })

describe('publishing a draft', () => {
  it('answers every question that was written to or spoken to, with where it begins', () => {
    const draft = withAnswer(withAnswer(empty, 'way', { isBlocker: true }), 'next', { text: ' The queue. ' })
    const request = requestSchema.parse(requestOf(draft, facts))
    expect(request).toMatchObject({
      request: 'update.publish',
      title: 'The queue',
      video: { prepared: 'c'.repeat(16) },
      answers: [
        { question: 'moved', text: null, startMs: 0, isBlocker: false },
        { question: 'way', text: null, startMs: 4000, isBlocker: true },
        { question: 'next', text: 'The queue.', startMs: null, isBlocker: false },
      ],
    })
  })

  it('is valid for a recording without any words', () => {
    const request = requestSchema.parse(requestOf(empty, facts))
    expect(request).toMatchObject({ title: 'Payments, week 47', asks: [], intent: null })
  })

  it('cuts the captions with the recording', () => {
    const vtt = 'WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nsecret\n\n00:00:02.500 --> 00:00:04.000\nkept\n'
    const captions = { language: 'en', fileName: 'talk.vtt', vtt, madeBy: 'person' as const }
    const parts = [{ take: null, fromMs: 2000, toMs: 10_000 }]
    const request = requestOf({ ...empty, captions }, { ...facts, video: { ...facts.video, parts } })
    const [published] = 'captions' in request ? (request.captions ?? []) : []
    expect(published?.vtt).toContain('00:00:00.500 --> 00:00:02.000\nkept')
    expect(published?.vtt).not.toContain('secret')
  })

  it('takes the captions of what was recorded again from the new recording', () => {
    const parts = [{ take: 'a'.repeat(26), fromMs: 0, toMs: 2000, replaces: { fromMs: 0, toMs: 10_000 } }]
    const cuesOf = () => [{ startMs: 500, endMs: 1500, text: 'said anew' }]
    const request = requestOf(empty, { ...facts, video: { ...facts.video, parts, cuesOf } })
    const [published] = 'captions' in request ? (request.captions ?? []) : []
    expect(published?.vtt).toContain('00:00:00.500 --> 00:00:01.500\nsaid anew')
  })

  it('lets captions in other languages go on beside those that the draft brings', () => {
    const cuesOf = () => []
    const known = [
      { language: 'en', cues: [{ startMs: 0, endMs: 1000, text: 'as before' }] },
      { language: 'de', cues: [{ startMs: 2500, endMs: 3500, text: 'wie vorher' }] },
    ]
    const parts = [{ take: null, fromMs: 2000, toMs: 10_000 }]
    const vtt = 'WEBVTT\n\n00:00:02.500 --> 00:00:04.000\nput right\n'
    const captions = { language: 'en', fileName: '', vtt, madeBy: 'person' as const }
    const request = requestOf(
      { ...empty, captions },
      { ...facts, video: { ...facts.video, parts, cuesOf, captions: known } },
    )
    expect('captions' in request ? request.captions : null).toEqual([
      { language: 'de', vtt: expect.stringContaining('00:00:00.500 --> 00:00:01.500\nwie vorher') },
      { language: 'en', vtt: expect.stringContaining('put right') },
    ])
  })

  it('leaves out captions that were removed, and keeps those in other languages', () => {
    const cuesOf = () => []
    const known = ['en', 'de'].map((language) => ({ language, cues: [{ startMs: 0, endMs: 1000, text: language }] }))
    const captions = { language: 'en', fileName: '', vtt: 'WEBVTT\n', madeBy: 'device' as const }
    const publishedFrom = (draft: typeof empty, of: typeof known) => {
      const request = requestOf(draft, { ...facts, video: { ...facts.video, parts: null, cuesOf, captions: of } })
      return 'captions' in request ? request.captions?.map(({ language }) => language) : null
    }
    const draft = withoutCaptions({ ...empty, captions })
    expect(publishedFrom(draft, known)).toEqual(['de'])
    expect(publishedFrom(draft, known.slice(0, 1))).toEqual([])
    expect(publishedFrom({ ...draft, captions }, known)).toEqual(['de', 'en'])
  })

  it('publishes a video without a thread by itself', () => {
    const request = requestOf({ ...empty, thread: null, cycle: null, about: 'How we deploy' }, facts)
    expect(requestSchema.parse(request)).toMatchObject({
      request: 'video.publish',
      title: 'How we deploy',
      about: 'How we deploy',
    })
  })
})

describe('correcting a video of its own', () => {
  it('puts another video in its place, and says what of the one before is in it', () => {
    const keeps = [{ fromMs: 1000, toMs: 3000, atMs: 0 }]
    const draft = { ...empty, thread: null, cycle: null, replaces: 'e'.repeat(16), title: 'How we deploy' }
    const request = requestOf(draft, { ...facts, video: { ...facts.video, keeps } })
    expect(requestSchema.parse(request)).toMatchObject({
      ...{ request: 'video.correct', id: 'e'.repeat(16), title: 'How we deploy', retime: keeps },
      video: { prepared: facts.video.id },
    })
  })
})

describe('correcting an update', () => {
  const current: UpdateView = {
    ...{ kind: 'update', id: 'e'.repeat(16), atMs: 0, author: me, version: 'f'.repeat(10), editedAtMs: null, thread },
    ...{ cycle: '2026-W47', title: 'Refunds', asks: [], intent: null, isNothing: false, video: null, readSec: 1 },
    answers: [{ question: 'moved', text: 'They settle.', startMs: 1234, isBlocker: false, clearedAtMs: null }],
  }
  const draft = withAnswer({ ...empty, replaces: current.id, title: 'Refunds' }, 'moved', {
    text: 'They settle daily.',
  })

  it('keeps the video, its captions and its chapters where only words change', () => {
    expect(requestSchema.parse(requestOf(draft, { ...facts, video: null, current }))).toMatchObject({
      ...{ request: 'update.correct', id: current.id, video: null, captions: null },
      answers: [{ question: 'moved', text: 'They settle daily.', startMs: 1234, isBlocker: false }],
    })
  })

  it('takes chapters and captions of the new video where that is replaced', () => {
    expect(requestOf(draft, { ...facts, current })).toMatchObject({
      ...{ request: 'update.correct', video: { prepared: 'c'.repeat(16) }, captions: [] },
      answers: [
        { question: 'moved', startMs: 0 },
        { question: 'way', startMs: 4000 },
      ],
    })
  })
})
