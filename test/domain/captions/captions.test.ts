import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Cue, cueAt, retime, retimeMs, wordsBetween } from '../../../domain/captions/cues.ts'
import { maxCaptionBytes, parseCaptions } from '../../../domain/captions/parse.ts'
import { writeWebVtt } from '../../../domain/captions/webvtt.ts'

const cue = (startMs: number, endMs: number, text: string): Cue => ({ startMs, endMs, text })

const anyWord = fc.oneof(
  fc.stringMatching(/^[a-zA-Zäß'’.,?-]{1,12}$/),
  fc.constantFrom('<b>', '&amp;', '-->', '{\\an8}', '1', 'NOTE', 'a<b', '字', '👍🏽', '<00:01>', '&', '00:01.000'),
)
const anyText = fc
  .array(fc.array(anyWord, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 })
  .map((lines) => lines.map((words) => words.join(' ')).join('\n'))
const anyCues = fc
  .array(fc.record({ gapMs: fc.nat(5000), lengthMs: fc.integer({ min: 1, max: 9000 }), text: anyText }), {
    maxLength: 30,
  })
  .map((parts) => {
    let atMs = 0
    return parts.map(({ gapMs, lengthMs, text }): Cue => {
      const startMs = atMs + gapMs
      atMs = startMs + lengthMs
      return { startMs, endMs: atMs, text }
    })
  })

describe('captions that are read', () => {
  it('are the plain words of a WebVTT file with everything in it', () => {
    const parsed = parseCaptions(
      `\ufeffWEBVTT - of a talk\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE nobody reads this\n\nintro\n` +
        `00:01.500 --> 00:00:04.000 align:start position:10%\n<v Mara>Hello &amp; <i>welcome</i>,\r\n<00:00:02.000>all &lt;of&gt; you&#33;\n\n` +
        `01:00:00.000 --> 01:00:01.000\nan hour later\n`,
    )
    expect(parsed).toEqual({
      cues: [cue(1500, 4000, 'Hello & welcome,\nall <of> you!'), cue(3_600_000, 3_601_000, 'an hour later')],
      skippedCount: 0,
      isCut: false,
    })
  })

  it('are the plain words of a SubRip file, with or without empty lines between', () => {
    const parsed = parseCaptions(
      '1\r\n00:00:01,000 --> 00:00:02,500\r\n{\\an8}<font color="#fff">First</font>\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nSecond\r\n\r\n3\r\n00:00:05,0 --> 00:00:06,0\r\n42\r\n',
    )
    expect(parsed.cues).toEqual([cue(1000, 2500, 'First'), cue(3000, 4000, 'Second'), cue(5000, 6000, '42')])
  })

  it('keep what only looks like a tag', () => {
    const parsed = parseCaptions('WEBVTT\n\n00:01.000 --> 00:02.000\n1 < 2, I <3 it {\\o/}, a <b')
    expect(parsed.cues[0]?.text).toBe('1 < 2, I <3 it {\\o/}, a <b')
  })

  it('leave out and count times that cannot be', () => {
    const blocks = ['00:02.000 --> 00:01.000', '00:61.000 --> 00:62.000', 'x --> y', '-->', '00:03.000 --> 00:03.000']
    const parsed = parseCaptions(
      `WEBVTT\n\n${blocks.map((times) => `${times}\nwords\n`).join('\n')}\n00:09.000 --> 00:10.000\nkept`,
    )
    expect(parsed).toEqual({ cues: [cue(9000, 10_000, 'kept')], skippedCount: 5, isCut: false })
  })

  it('hold no control characters, no broken characters and nothing that turns text around', () => {
    const parsed = parseCaptions(
      'WEBVTT\n\n00:01.000 --> 00:02.000\na\u0000b\u001b[31mc\ud800d\u202ee&#0;&#xd800;\u0085f\tg',
    )
    expect(parsed.cues[0]?.text).toBe('ab[31mcdef g')
  })

  it('are put in order', () => {
    const parsed = parseCaptions('WEBVTT\n\n00:05.000 --> 00:06.000\nb\n\n00:01.000 --> 00:02.000\na')
    expect(parsed.cues.map(({ text }) => text)).toEqual(['a', 'b'])
  })

  it('end at 20,000 cues and at 2 MiB, and say so', () => {
    const many = `WEBVTT\n\n${'00:01.000 --> 00:02.000\na\n\n'.repeat(20_001)}`
    expect(parseCaptions(many)).toMatchObject({ isCut: true, cues: { length: 20_000 } })
    const long = `WEBVTT\n\n00:01.000 --> 00:02.000\na\n\n${'x'.repeat(maxCaptionBytes)}\n\n00:03.000 --> 00:04.000\nb`
    expect(parseCaptions(long)).toMatchObject({ isCut: true, cues: { length: 1 } })
  })

  it('never throw and never take long, whatever the text', () => {
    const scraps = fc.constantFrom(
      '-->',
      '\n',
      '\n\n',
      '00:00:01.000',
      ' ',
      '<',
      '>',
      '&#',
      ';',
      'WEBVTT',
      '{\\',
      '\u0000',
      '999',
      'x',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(scraps, { maxLength: 200 }).map((parts) => parts.join('')),
        ),
        (text) => {
          for (const { startMs, endMs, text: words } of parseCaptions(text).cues) {
            expect(endMs).toBeGreaterThan(startMs)
            expect(words.trim()).not.toBe('')
          }
        },
      ),
    )
    for (const unit of ['<a', '&#', '{\\', '-->\n', '00:00:01.000 --> ', '0', '<0:', '\n']) {
      const startedMs = performance.now()
      parseCaptions(`WEBVTT\n\n00:01.000 --> 00:02.000\n${unit.repeat(Math.floor(1_900_000 / unit.length))}`)
      expect(performance.now() - startedMs, unit).toBeLessThan(5000)
    }
    // What opens once and never closes.
    for (const [opening, unit] of ['<0:', '<a ', '{\\a', '&#1', '</b'].map((row) => [row.slice(0, -1), row.slice(1)])) {
      const startedMs = performance.now()
      parseCaptions(`WEBVTT\n\n00:01.000 --> 00:02.000\n${opening}${unit?.repeat(200_000)}`)
      expect(performance.now() - startedMs, opening).toBeLessThan(3000)
    }
  })
})

describe('captions that are written', () => {
  it('are a WebVTT file', () => {
    expect(writeWebVtt([cue(3_723_004, 3_724_000, 'a --> b & <c>'), cue(0.4, 999.6, ' one \n\n two ')])).toBe(
      'WEBVTT\n\n00:00:00.000 --> 00:00:01.000\none\ntwo\n\n01:02:03.004 --> 01:02:04.000\na --&gt; b &amp; &lt;c&gt;\n',
    )
    expect(writeWebVtt([cue(5, 5, 'no length'), cue(1, 2, ' \n ')])).toBe('WEBVTT\n')
  })

  it('are read as they were', () => {
    fc.assert(
      fc.property(anyCues, (cues) => {
        expect(parseCaptions(writeWebVtt(cues))).toEqual({ cues, skippedCount: 0, isCut: false })
      }),
    )
  })
})

describe('captions of a video that was cut', () => {
  const cues = [cue(0, 1000, 'zero'), cue(1000, 3000, 'one two'), cue(4000, 5000, 'four')]

  it('move with what is kept, and lose the words that were cut away', () => {
    expect(retime(cues, [{ fromMs: 2000, toMs: 4400 }])).toEqual([cue(0, 1000, 'two')])
    expect(
      retime(cues, [
        { fromMs: 4000, toMs: 6000 },
        { fromMs: 0, toMs: 500 },
      ]),
    ).toEqual([cue(500, 1500, 'four')])
  })

  it('stay as they are where all is kept', () => {
    fc.assert(
      fc.property(anyCues, (all) => {
        expect(retime(all, [{ fromMs: 0, toMs: Number.MAX_SAFE_INTEGER }])).toEqual(all)
        expect(retime(all, [])).toEqual([])
      }),
    )
  })

  it('hold each word once, in the part where it is said, and lie within the part', () => {
    fc.assert(
      fc.property(anyCues, fc.nat(60_000), (all, cutMs) => {
        const [before, after] = [
          { fromMs: 0, toMs: cutMs },
          { fromMs: cutMs, toMs: 10_000_000 },
        ]
        const letters = (text: string): string => text.replace(/\s/g, '')
        expect(letters(wordsBetween(all, before) + wordsBetween(all, after))).toBe(
          letters(all.map(({ text }) => text).join('')),
        )
        for (const { startMs, endMs } of retime(all, [after])) {
          expect(startMs).toBeGreaterThanOrEqual(0)
          expect(endMs).toBeGreaterThan(startMs)
        }
        for (const { endMs } of retime(all, [before])) expect(endMs).toBeLessThanOrEqual(cutMs)
      }),
    )
  })

  it('are in step with single moments, such as the beginnings of chapters', () => {
    const keeps = [
      { fromMs: 1000, toMs: 2000 },
      { fromMs: 5000, toMs: 6000 },
    ]
    expect([0, 1000, 1999, 2000, 4000, 5000, 5500, 9000].map((atMs) => retimeMs(atMs, keeps))).toEqual([
      0, 0, 999, 1000, 1000, 1000, 1500, 2000,
    ])
  })
})

describe('the words of a moment or a chapter', () => {
  it('are those of the cue being said', () => {
    const cues = [cue(1000, 9000, 'long'), cue(2000, 3000, 'short'), cue(9500, 9900, 'last')]
    expect(
      [0, 1000, 1999, 2000, 2999, 3000, 8999, 9000, 9500, 9900].map((atMs) => cueAt(cues, atMs)?.text ?? null),
    ).toEqual([null, 'long', 'long', 'short', 'short', 'long', 'long', null, 'last', null])
    expect(cueAt([], 0)).toBeNull()
  })

  it('are found as by looking at every cue', () => {
    fc.assert(
      fc.property(anyCues, fc.nat(100_000), (cues, atMs) => {
        expect(cueAt(cues, atMs)).toEqual(cues.findLast((each) => each.startMs <= atMs && each.endMs > atMs) ?? null)
      }),
    )
  })

  it('are one line', () => {
    expect(wordsBetween([cue(0, 1000, 'one\ntwo'), cue(1000, 2000, 'three')], { fromMs: 0, toMs: 5000 })).toBe(
      'one two three',
    )
  })

  it('are shared out by character where a script has no spaces', () => {
    const cues = [cue(0, 4000, '今天很好')]
    expect(wordsBetween(cues, { fromMs: 0, toMs: 2000 })).toBe('今天')
    expect(wordsBetween(cues, { fromMs: 2000, toMs: 4000 })).toBe('很好')
  })
})
