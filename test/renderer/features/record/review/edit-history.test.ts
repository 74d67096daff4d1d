import { expect, it } from 'vitest'
import {
  changed,
  type History,
  noHistory,
  redone,
  undone,
} from '../../../../../renderer/features/record/review/edit-history.ts'

/** Makes changes one after the other, each with its gesture; what is present is the last. */
function after(changes: [string, string | null][]): { history: History<string>; present: string } {
  let history: History<string> = noHistory
  let present = 'start'
  for (const [next, gesture] of changes) {
    history = changed(history, present, gesture)
    present = next
  }
  return { history, present }
}

it('what was done is undone step by step, and done again', () => {
  const { history, present } = after([
    ['one', null],
    ['two', null],
  ])
  const first = undone(history, present)
  expect(first?.present).toBe('one')
  const second = first && undone(first.history, first.present)
  expect(second?.present).toBe('start')
  expect(second && undone(second.history, second.present)).toBeNull()
  const again = second && redone(second.history, second.present)
  expect(again?.present).toBe('one')
  expect(again && redone(again.history, again.present)?.present).toBe('two')
})

it('one drag is one step, however many moves it was made of', () => {
  const { history, present } = after([
    ['a', 'drag-1'],
    ['b', 'drag-1'],
    ['c', 'drag-1'],
    ['d', 'drag-2'],
  ])
  const first = undone(history, present)
  expect(first?.present).toBe('c')
  expect(first && undone(first.history, first.present)?.present).toBe('start')
})

it('a change after an undo leaves nothing to do again', () => {
  const { history, present } = after([['one', null]])
  const back = undone(history, present)
  if (back === null) throw new Error('there was a change')
  expect(redone(changed(back.history, back.present, null), 'other')).toBeNull()
})

it('so many steps are kept as fit, the last ones, and the last one always', () => {
  const small = after(Array.from({ length: 300 }, (_, step) => [String(step), null]))
  expect(small.history.past).toHaveLength(100)
  expect(small.history.past.at(-1)).toBe('298')
  const large = after(Array.from({ length: 10 }, (_, step) => [`${step}${'x'.repeat(20_000)}`, null]))
  expect(large.history.past.map((step) => step[0])).toEqual(['7', '8'])
  const [only] = after([
    ['x'.repeat(100_000), null],
    ['end', null],
  ]).history.past.slice(-1)
  expect(only).toHaveLength(100_000)
})
