import { describe, expect, it } from 'vitest'
import { editedCues, plainCues } from '../../../../domain/captions/edit-cues.ts'
import { cueActionOf } from '../../../../renderer/features/captions/cue-keys.ts'
import { outcomeOf } from '../../../../renderer/features/captions/cue-outcome.ts'

const cues = editedCues([
  { startMs: 0, endMs: 1000, text: 'one two' },
  { startMs: 1000, endMs: 2000, text: 'three' },
])
const at = { atMs: 1234.5, durationMs: 5000 }
const key = (name: string, held: Partial<Record<'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey', boolean>> = {}) => ({
  ...{ key: name, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false },
  ...held,
})

describe('keys in a caption', () => {
  const middle = { start: 3, end: 3, length: 7 }

  it('split, join, move and go', () => {
    expect(cueActionOf(key('Enter', { ctrlKey: true }), middle)).toEqual({ do: 'split', atCharacter: 3 })
    expect(cueActionOf(key('Enter', { metaKey: true }), middle)).toEqual({ do: 'split', atCharacter: 3 })
    expect(cueActionOf(key('Enter'), middle)).toEqual({ do: 'go', isBack: false })
    expect(cueActionOf(key('ArrowUp', { altKey: true }), middle)).toEqual({ do: 'go', isBack: true })
    expect(cueActionOf(key('ArrowLeft', { altKey: true }), middle)).toEqual({ do: 'shift', byMs: -100, isAll: false })
    const all = cueActionOf(key('ArrowRight', { altKey: true, shiftKey: true }), middle)
    expect(all).toEqual({ do: 'shift', byMs: 100, isAll: true })
    expect(cueActionOf(key('z', { ctrlKey: true }), middle)).toEqual({ do: 'undo' })
    expect(cueActionOf(key('Z', { metaKey: true, shiftKey: true }), middle)).toEqual({ do: 'redo' })
    expect(cueActionOf(key('Backspace'), { start: 0, end: 0, length: 7 })).toEqual({ do: 'join-before' })
    expect(cueActionOf(key('Delete'), { start: 7, end: 7, length: 7 })).toEqual({ do: 'join-next' })
  })

  it('that belong to the text stay with it', () => {
    for (const pressed of [
      key('a'),
      key('Backspace'),
      key('Enter', { shiftKey: true }),
      key('ArrowLeft'),
      key('c', { ctrlKey: true }),
    ]) {
      expect(cueActionOf(pressed, middle)).toBeNull()
    }
    // All of it is chosen: the key removes what is chosen.
    expect(cueActionOf(key('Backspace'), { start: 0, end: 7, length: 7 })).toBeNull()
  })
})

describe('what is done with a caption', () => {
  it('leads the caret on: behind a split, to where two were joined, to the neighbour of one removed', () => {
    const split = outcomeOf(cues, { id: 0, action: { do: 'split', atCharacter: 3 }, ...at })
    expect(split.focus).toEqual({ id: 2, caret: 0 })
    expect(outcomeOf(cues, { id: 1, action: { do: 'join-before' }, ...at }).focus).toEqual({ id: 0, caret: 8 })
    expect(outcomeOf(cues, { id: 1, action: { do: 'remove' }, ...at }).focus).toEqual({ id: 0, caret: 0 })
    expect(outcomeOf(cues, { id: 0, action: { do: 'go', isBack: false }, ...at })).toEqual({
      seekMs: 1000,
      focus: { id: 1, caret: 0 },
    })
  })

  it('sets a time to where the video is', () => {
    const begun = outcomeOf(cues, { id: 1, action: { do: 'begin-here' }, ...at })
    expect(plainCues(begun.cues ?? [])[1]).toMatchObject({ startMs: 1235, endMs: 2000 })
  })

  it('is nothing at the ends, and of one that is gone', () => {
    expect(outcomeOf(cues, { id: 1, action: { do: 'join-next' }, ...at })).toEqual({})
    expect(outcomeOf(cues, { id: 0, action: { do: 'join-before' }, ...at })).toEqual({})
    expect(outcomeOf(cues, { id: 7, action: { do: 'remove' }, ...at })).toEqual({})
  })
  it('moves one line in time, or all of them', () => {
    const one = outcomeOf(cues, { id: 0, action: { do: 'shift', byMs: 100, isAll: false }, ...at })
    expect(plainCues(one.cues ?? []).map(({ startMs }) => startMs)).toEqual([100, 1000])
    const all = outcomeOf(cues, { id: 0, action: { do: 'shift', byMs: 100, isAll: true }, ...at })
    expect(plainCues(all.cues ?? []).map(({ startMs }) => startMs)).toEqual([100, 1100])
  })
})
