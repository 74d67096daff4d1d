import { describe, expect, it } from 'vitest'
import { parseJournal } from '../../../domain/takes/journal.ts'
import { trackFileName, trackOfFile } from '../../../domain/takes/take.ts'
import { ended, question, started } from './fixtures.ts'

const lines = [started(1), question(1, 0, 'q1'), ended(1, 9_000)].map((event) => JSON.stringify(event))

describe('a journal read from its text', () => {
  it('gives its events in order', () => {
    expect(parseJournal(`${lines.join('\n')}\n`).map(({ type }) => type)).toEqual([
      'segment-started',
      'question',
      'segment-ended',
    ])
  })

  it('leaves out a last line that a crash tore, wherever it was torn', () => {
    const whole = `${lines.join('\n')}\n`
    const lastLineStart = whole.lastIndexOf('{"type":"segment-ended"')
    for (let end = lastLineStart; end < whole.length - 1; end += 1) {
      expect(parseJournal(whole.slice(0, end)).length).toBe(end === whole.length - 1 ? 3 : 2)
    }
  })

  it('goes on after a line that it does not understand', () => {
    const text = [lines[0], '{"type":"of-a-newer-version"}', 'not json', lines[2]].join('\n')
    expect(parseJournal(text)).toHaveLength(2)
  })

  it('is empty for no text', () => {
    expect(parseJournal('')).toEqual([])
  })
})

describe('the name of a track’s file', () => {
  it('is read back as what it was made of', () => {
    expect(trackFileName({ segment: 7, track: 'camera' })).toBe('segment-007-camera.webm')
    expect(trackOfFile('segment-007-camera.webm')).toEqual({ segment: 7, track: 'camera' })
  })

  it.each(['take.json', 'segment-000-screen.webm', '../segment-001-screen.webm', 'segment-001-screen.webm/..', ''])(
    'is not %j',
    (name) => {
      expect(trackOfFile(name)).toBeNull()
    },
  )
})
