import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { requestSchema } from '../../../../domain/requests/requests.ts'
import type { LearningPathView } from '../../../../domain/views/records.ts'
import {
  draftFrom,
  draftOf,
  draggedOnto,
  missingIn,
  movedSection,
  movedStep,
  newPartId,
  type PathDraft,
  placedStep,
  requestOf,
  standingOf,
  withoutSection,
  withStep,
} from '../../../../renderer/features/onboarding/path-draft.ts'

const item = (letter: string): string => letter.repeat(16)
const step = (id: string) => ({ id, item: item('i'), title: '', asksToConfirm: false, itemTitle: '' })
const draft = (over: Partial<PathDraft> = {}): PathDraft => ({
  title: 'Your first two weeks',
  about: '',
  sections: [
    { id: 'one', title: 'Day one', steps: [step('a'), step('b'), step('c')] },
    { id: 'two', title: 'The product', steps: [step('d')] },
  ],
  writingFor: null,
  ...over,
})
const order = (of: PathDraft): string => of.sections.map(({ steps }) => steps.map(({ id }) => id).join('')).join('|')

describe('arranging a path by keyboard', () => {
  it('moves a step within its section', () => {
    expect(order(movedStep(draft(), 'a', 1))).toBe('bac|d')
    expect(order(movedStep(draft(), 'c', -1))).toBe('acb|d')
  })

  it('moves a step over the end of its section into the next', () => {
    expect(order(movedStep(draft(), 'c', 1))).toBe('ab|cd')
    expect(order(movedStep(draft(), 'd', -1))).toBe('abcd|')
  })

  it('leaves the first and the last where they are', () => {
    expect(order(movedStep(draft(), 'a', -1))).toBe('abc|d')
    expect(order(movedStep(draft(), 'd', 1))).toBe('abc|d')
  })

  it('moves sections with their steps', () => {
    expect(order(movedSection(draft(), 'one', 1))).toBe('d|abc')
    expect(movedSection(draft(), 'one', -1)).toEqual(draft())
  })

  it('says where a step stands', () => {
    expect(standingOf(draft(), 'c')).toMatchObject({ section: { id: 'one' }, place: 3, count: 3 })
    expect(standingOf(draft(), 'unknown')).toBeNull()
  })
})

describe('arranging a path by drag', () => {
  it('takes the place of the step on which it is let go', () => {
    expect(order(draggedOnto(draft(), { step: 'a', over: { step: 'c' } }))).toBe('bca|d')
    expect(order(draggedOnto(draft(), { step: 'c', over: { step: 'a' } }))).toBe('cab|d')
    expect(order(draggedOnto(draft(), { step: 'a', over: { step: 'd' } }))).toBe('bc|ad')
  })

  it('goes to the end of a section on which it is let go', () => {
    expect(order(draggedOnto(draft(), { step: 'a', over: { section: 'two' } }))).toBe('bc|da')
  })

  it('changes nothing where it is let go on itself or nowhere known', () => {
    expect(draggedOnto(draft(), { step: 'a', over: { step: 'a' } })).toEqual(draft())
    expect(draggedOnto(draft(), { step: 'a', over: { section: 'unknown' } })).toEqual(draft())
  })

  it('never loses or doubles a step', () => {
    const ids = ['a', 'b', 'c', 'd']
    const move = fc.tuple(fc.constantFrom(...ids), fc.constantFrom('one', 'two', 'unknown'), fc.nat({ max: 6 }))
    fc.assert(
      fc.property(fc.array(move, { maxLength: 12 }), (moves) => {
        let arranged = draft()
        for (const [id, section, place] of moves) arranged = placedStep(arranged, { step: id, section, place })
        const kept = arranged.sections.flatMap(({ steps }) => steps.map(({ id }) => id))
        expect(kept.toSorted()).toEqual(ids)
      }),
    )
  })
})

describe('sections', () => {
  it('give their steps to a neighbour when they are removed', () => {
    expect(order(withoutSection(draft(), 'two'))).toBe('abcd')
    expect(order(withoutSection(draft(), 'one'))).toBe('abcd')
  })

  it('stay where there is only one', () => {
    const single = withoutSection(draft(), 'two')
    expect(withoutSection(single, 'one')).toEqual(single)
  })

  it('take a new step at their end, the last one where the one meant is gone', () => {
    expect(order(withStep(draft(), { section: 'one', step: step('e') }))).toBe('abce|d')
    expect(order(withStep(draft(), { section: 'unknown', step: step('e') }))).toBe('abc|de')
  })
})

describe('publishing a path', () => {
  it('is a request that the library takes', () => {
    const made = requestOf(draft(), null)
    expect(requestSchema.parse(made)).toEqual(made)
    const changed = requestOf(draft(), item('p'))
    expect(requestSchema.parse(changed)).toMatchObject({ request: 'path.change', id: item('p') })
    expect(newPartId('s')).toMatch(/^[a-z0-9-]{1,32}$/)
  })

  it('leaves out a section that nobody named or filled', () => {
    const sections = [...draft().sections, { id: 'three', title: ' ', steps: [] }]
    expect(requestOf(draft({ sections }), null)).toMatchObject({ sections: [{ id: 'one' }, { id: 'two' }] })
    expect(missingIn(draft({ sections })).sections).toEqual([])
  })

  it('names what is missing first', () => {
    const sections = [{ id: 'one', title: '', steps: [step('a')] }]
    expect(missingIn(draft({ title: ' ', sections }))).toEqual({ title: true, steps: false, sections: ['one'] })
    expect(missingIn(draft({ sections: [] }))).toMatchObject({ steps: true })
  })

  it('goes on from what was published, and from what was kept', () => {
    const view: LearningPathView = {
      kind: 'path',
      id: item('p'),
      atMs: 1,
      author: 'm',
      version: 'v',
      editedAtMs: null,
      title: 'Your first two weeks',
      about: null,
      sections: [
        { id: 'one', title: 'Day one', steps: [{ id: 'a', item: item('i'), title: null, asksToConfirm: true }] },
      ],
    }
    const begun = draftOf(view)
    expect(draftFrom(JSON.parse(JSON.stringify(begun)))).toEqual(begun)
    expect(draftFrom({ title: 'half' })).toBeNull()
    expect(requestOf(begun, view.id)).toMatchObject({ sections: view.sections })
  })
})
