import { describe, expect, it } from 'vitest'
import { chapterAt, chaptersOf, cuesByChapter } from '../../../domain/captions/chapters.ts'

const titles = new Map([
  ['moved', 'What moved'],
  ['way', 'What is in the way'],
])
const answer = (question: string, startMs: number | null) => ({ question, startMs })

describe('the chapters of a video', () => {
  it('follow each other without gaps, named by the questions', () => {
    const chapters = chaptersOf({ answers: [answer('way', 38_000), answer('moved', 0)], titles, durationMs: 130_000 })
    expect(chapters).toEqual([
      { id: 'moved', title: 'What moved', startMs: 0, endMs: 38_000 },
      { id: 'way', title: 'What is in the way', startMs: 38_000, endMs: 130_000 },
    ])
  })

  it('begin at once where the first mark was set a moment late', () => {
    const [first] = chaptersOf({ answers: [answer('moved', 900)], titles, durationMs: 60_000 })
    expect(first).toMatchObject({ id: 'moved', startMs: 0, endMs: 60_000 })
  })

  it('keep what was said before the first question as a stretch without a name', () => {
    const chapters = chaptersOf({ answers: [answer('moved', 5000)], titles, durationMs: 60_000 })
    expect(chapters.map(({ title, startMs }) => [title, startMs])).toEqual([
      [null, 0],
      ['What moved', 5000],
    ])
  })

  it('are one without a name where nothing was marked', () => {
    expect(chaptersOf({ answers: [answer('moved', null)], titles, durationMs: 60_000 })).toEqual([
      { id: 'start', title: null, startMs: 0, endMs: 60_000 },
    ])
  })

  it('leave out marks behind the end, as after a trim', () => {
    const chapters = chaptersOf({ answers: [answer('moved', 0), answer('way', 60_000)], titles, durationMs: 60_000 })
    expect(chapters.map(({ id }) => id)).toEqual(['moved'])
  })

  it('have no name for a question that the thread no longer asks', () => {
    expect(chaptersOf({ answers: [answer('gone', 0)], titles, durationMs: 60_000 })[0]?.title).toBeNull()
  })
})

describe('a moment of a video', () => {
  const chapters = chaptersOf({ answers: [answer('moved', 0), answer('way', 10_000)], titles, durationMs: 20_000 })

  it('lies in the chapter that began last', () => {
    expect(chapterAt(chapters, 9999)?.id).toBe('moved')
    expect(chapterAt(chapters, 10_000)?.id).toBe('way')
    expect(chapterAt(chapters, 20_000)?.id).toBe('way')
  })
})

describe('what is said in a chapter', () => {
  const chapters = chaptersOf({ answers: [answer('moved', 0), answer('way', 10_000)], titles, durationMs: 20_000 })

  it('is every cue, each in the chapter that holds its middle', () => {
    const cues = [
      { startMs: 0, endMs: 4000, text: 'first' },
      { startMs: 9000, endMs: 12_000, text: 'over the edge' },
      { startMs: 12_000, endMs: 15_000, text: 'last' },
    ]
    const said = cuesByChapter(chapters, cues).map((group) => group.cues.map(({ text }) => text))
    expect(said).toEqual([['first'], ['over the edge', 'last']])
  })

  it('has marked places as chapters of their own, where no answer begins', () => {
    const answers = [{ question: 'moved', startMs: 0 }]
    const marks = [
      { startMs: 5000, title: 'The demo' },
      { startMs: 0, title: 'Hello' },
      { startMs: 99_000, title: 'Gone' },
    ]
    const chapters = chaptersOf({ answers, titles: new Map([['moved', 'What moved']]), marks, durationMs: 9000 })
    expect(chapters.map(({ title, startMs }) => [title, startMs])).toEqual([
      ['What moved', 0],
      ['The demo', 5000],
    ])
  })
})
