import { describe, expect, it } from 'vitest'
import { glossaryPrompt } from '../../../domain/captions/glossary.ts'
import { spokenCues } from '../../../domain/captions/spoken.ts'

const cue = (startMs: number, endMs: number, text: string) => ({ startMs, endMs, text })

describe('what a model heard', () => {
  it('keeps speech and leaves out what is none', () => {
    const heard = ['[BLANK_AUDIO]', ' (applause)', '♪ la la ♪', '*sighs*', '...', ' Hello. ', ' I (mostly) agree.']
    const cues = heard.map((text, place) => cue(place * 1000, (place + 1) * 1000, text))
    expect(spokenCues(cues, 60_000).map(({ text }) => text)).toEqual(['Hello.', 'I (mostly) agree.'])
  })

  it('is cut into pieces that fit under a picture, without losing a word', () => {
    const text =
      'First we moved the refunds, which took two days. Then the ledger followed, and nobody noticed. '.repeat(3)
    const cues = spokenCues([cue(1000, 21_000, text)], 60_000)
    expect(cues.every((each) => each.text.length <= 84 && each.endMs > each.startMs)).toBe(true)
    expect(cues.map((each) => each.text).join(' ')).toBe(text.trim())
    expect(cues[0]).toMatchObject({ startMs: 1000, text: 'First we moved the refunds, which took two days.' })
    expect(cues.at(-1)?.endMs).toBe(21_000)
  })

  it('lies within the recording, in order, and never loops', () => {
    const loop = Array.from({ length: 40 }, (_, place) => cue(place * 100, place * 100 + 90, 'Thank you.'))
    expect(spokenCues(loop, 60_000)).toHaveLength(3)
    const wild = [cue(5000, 9000, 'end'), cue(-500, 700, 'start'), cue(800, 800, 'nothing'), cue(Number.NaN, 1, 'no')]
    expect(spokenCues(wild, 6000)).toEqual([cue(0, 700, 'start'), cue(5000, 6000, 'end')])
  })

  it('bears text of any kind', () => {
    const said = spokenCues([cue(0, 1000, 'x'.repeat(100_000)), cue(1000, 2000, 'a\u0000b\ud800 \ufffd-->')], 5000)
    expect(said.at(-1)?.text).toBe('ab -->')
    expect(said.slice(0, -1).every(({ text }) => text.length <= 84)).toBe(true)
  })
})

describe('what a model is told beforehand', () => {
  it('begins with the team’s own words, then names, each once', () => {
    expect(glossaryPrompt({ words: ['SEPA', ' Kestrel\n'], names: ['Aya Lopes', 'SEPA', ''] })).toBe(
      'SEPA, Kestrel, Aya Lopes.',
    )
    expect(glossaryPrompt({ words: [], names: [] })).toBe('')
  })

  it('is no longer than a model reads', () => {
    const words = Array.from({ length: 500 }, (_, place) => `word${place}`)
    expect(glossaryPrompt({ words, names: [] }).length).toBeLessThan(620)
  })
})
