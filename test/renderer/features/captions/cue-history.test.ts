import { describe, expect, it } from 'vitest'
import { editedCues, withText } from '../../../../domain/captions/edit-cues.ts'
import { beginHistory, changed, redone, undone } from '../../../../renderer/features/captions/cue-history.ts'

const cues = editedCues([{ startMs: 0, endMs: 1000, text: 'a' }])
const textOf = (history: ReturnType<typeof beginHistory>) => history.cues[0]?.text

describe('undoing changes of captions', () => {
  it('takes back what was typed into one of them at once, and brings it back', () => {
    let history = beginHistory(cues)
    for (const text of ['ab', 'abc']) history = changed(history, withText(history.cues, 0, text), 'text-0')
    history = changed(history, withText(history.cues, 0, 'x'), null)
    expect(textOf(undone(history))).toBe('abc')
    expect(textOf(undone(undone(history)))).toBe('a')
    expect(textOf(undone(undone(undone(history))))).toBe('a')
    expect(textOf(redone(undone(history)))).toBe('x')
    expect(textOf(redone(history))).toBe('x')
  })

  it('forgets what was undone once something else is changed', () => {
    const history = undone(changed(beginHistory(cues), withText(cues, 0, 'b'), null))
    const other = changed(history, withText(history.cues, 0, 'c'), null)
    expect(textOf(redone(other))).toBe('c')
  })
})
