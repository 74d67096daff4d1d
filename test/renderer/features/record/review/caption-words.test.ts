import { describe, expect, it } from 'vitest'
import { writeWebVtt } from '../../../../../domain/captions/webvtt.ts'
import type { QuestionView } from '../../../../../domain/views/records.ts'
import { answerTo, newDraft, withAnswer } from '../../../../../renderer/features/record/publish/draft.ts'
import {
  captionLanguage,
  fillFromCaptions,
  withCaptionLanguage,
  withCaptions,
  withCaptionsAskedAnew,
  withCorrectedCaptions,
  withWrittenCaptions,
} from '../../../../../renderer/features/record/review/caption-words.ts'

const questions: QuestionView[] = ['moved', 'way'].map((id) => ({ id, text: id, hint: '', intent: 'plain' }))
const cues = [
  { startMs: 0, endMs: 2000, text: 'Refunds settle.' },
  { startMs: 3000, endMs: 5000, text: 'The job retries.' },
]
const empty = newDraft({ library: 'l', thread: 't', cycle: 'always' })

describe('captions as answers', () => {
  it('fill each question with what was said in its chapter', () => {
    const chapters = [
      { questionId: 'moved', startMs: 500 },
      { questionId: 'way', startMs: 2500 },
    ]
    const filled = fillFromCaptions(empty, { cues, chapters, questions })
    expect(answerTo(filled, 'moved').text).toBe('Refunds settle.')
    expect(answerTo(filled, 'way').text).toBe('The job retries.')
  })

  it('leave what was written as it is', () => {
    const chapters = [{ questionId: 'moved', startMs: 0 }]
    const filled = fillFromCaptions(withAnswer(empty, 'moved', { text: 'Mine' }), { cues, chapters, questions })
    expect(answerTo(filled, 'moved').text).toBe('Mine')
  })

  it('all go to the first question where there are no chapters', () => {
    const filled = fillFromCaptions(empty, { cues, chapters: [], questions })
    expect(answerTo(filled, 'moved').text).toBe('Refunds settle. The job retries.')
    expect(answerTo(filled, 'way').text).toBe('')
  })
})

describe('captions that this device writes anew', () => {
  const asked = { questions, chapters: [{ questionId: 'moved', startMs: 0 }] }
  const vttOf = (text: string): string => writeWebVtt([{ startMs: 0, endMs: 2000, text }])
  const heard = { language: 'en', madeBy: 'device' as const, vtt: vttOf('Goods and talk.') }
  const heardAnew = { language: 'de', madeBy: 'device' as const, vtt: vttOf('Guten Tag.') }
  const typed = { language: 'en', madeBy: 'person' as const, vtt: vttOf('Mine') }

  it('stand in the place of what was heard before, in the answers too', () => {
    const before = withWrittenCaptions(empty, { ...asked, captions: heard })
    const after = withWrittenCaptions(before, { ...asked, captions: heardAnew })
    expect(after.captions).toMatchObject({ language: 'de', vtt: heardAnew.vtt })
    expect(answerTo(after, 'moved').text).toBe('Guten Tag.')
    const answered = withWrittenCaptions(withAnswer(before, 'moved', { text: 'In my words.' }), {
      ...asked,
      captions: heardAnew,
    })
    expect(answerTo(answered, 'moved').text).toBe('In my words.')
  })

  it('stand in the place of what a person wrote only where they were asked for', () => {
    const written = withCaptions(empty, { ...asked, captions: typed })
    expect(withWrittenCaptions(written, { ...asked, captions: heard })).toBe(written)
    const anew = withCaptionsAskedAnew(written)
    expect(anew.captions?.vtt).toBe(typed.vtt)
    const after = withWrittenCaptions(anew, { ...asked, captions: heard })
    expect(after.captions).toMatchObject({ madeBy: 'device', vtt: heard.vtt })
    // The wish was fulfilled: the next ones stand behind a person's again.
    expect(after.captions?.isAskedAnew).toBeUndefined()
  })

  it('do not undo what a person wrote after they were asked for', () => {
    const anew = withCaptionsAskedAnew(withCaptions(empty, { ...asked, captions: heard }))
    const written = withCorrectedCaptions(anew, { ...asked, captions: typed })
    expect(withWrittenCaptions(written, { ...asked, captions: heardAnew })).toBe(written)
  })

  it('keep their words where only their language is put right', () => {
    const before = withWrittenCaptions(empty, { ...asked, captions: heard })
    const after = withCaptionLanguage(before, 'nl')
    expect(after.captions).toMatchObject({ language: 'nl', vtt: heard.vtt })
    expect(withWrittenCaptions(after, { ...asked, captions: heard })).toBe(after)
  })
})

describe('captions that are put right', () => {
  const chapters = [
    { questionId: 'moved', startMs: 500 },
    { questionId: 'way', startMs: 2500 },
  ]
  const heard = { language: 'en', madeBy: 'device' as const, vtt: writeWebVtt(cues) }
  const corrected = {
    language: 'en',
    madeBy: 'person' as const,
    vtt: writeWebVtt(cues.map((cue) => ({ ...cue, text: cue.text.replace('e', 'E') }))),
  }

  it('change the answers that nobody has touched since, and no others', () => {
    const filled = withCaptions(empty, { captions: heard, questions, chapters })
    const written = withAnswer(filled, 'way', { text: 'In my words.' })
    const after = withCorrectedCaptions(written, { captions: corrected, questions, chapters })
    expect(answerTo(after, 'moved').text).toBe('REfunds settle.')
    expect(answerTo(after, 'way').text).toBe('In my words.')
    expect(after.captions).toMatchObject({ madeBy: 'person', vtt: corrected.vtt })
  })

  it('fill no answer that was emptied on purpose', () => {
    const filled = withCaptions(empty, { captions: heard, questions, chapters })
    const emptied = withAnswer(filled, 'moved', { text: '' })
    expect(answerTo(withCorrectedCaptions(emptied, { captions: corrected, questions, chapters }), 'moved').text).toBe(
      '',
    )
  })
})

it('a caption file’s name tells its language', () => {
  expect(captionLanguage('talk.de.vtt')).toBe('de')
  expect(captionLanguage('captions-pt-br.srt')).toBe('pt-br')
  expect(captionLanguage('talk.vtt')).toBe('en')
})
