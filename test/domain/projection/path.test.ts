import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldAuthority } from '../../../domain/library/authority.ts'
import { foldRecord } from '../../../domain/library/fold.ts'
import { projectRecord } from '../../../domain/projection/project.ts'

import { aya, context, type Draft, folder, operationsOf, otherItem, project, say, sha256, subject } from './drafts.ts'

describe('a path', () => {
  const version = { kind: 'path.version', body: { ...folder, title: say('First week'), about: null } }
  const section = (id: string, position: string, present = true): Draft => ({
    kind: `path.section:${id}`,
    body: { title: say(`Section ${id}`), position, present },
  })
  const step = (id: string, inSection: string, position: string, present = true): Draft => ({
    kind: `path.step:${id}`,
    body: { section: inSection, position, item: otherItem, title: null, asksToConfirm: true, present },
  })

  it('orders sections and steps by position, ties by id', () => {
    const drafts = [
      version,
      section('two', 'b'),
      section('one', 'a'),
      step('s3', 'one', 'c'),
      step('s2', 'one', 'B'),
      step('s1', 'one', 'B'),
      step('x', 'two', 'a'),
    ]
    const view = project('path', drafts)
    expect(view?.sections.map(({ id, steps }) => [id, steps.map((one) => one.id)])).toEqual([
      ['one', ['s1', 's2', 's3']],
      ['two', ['x']],
    ])
  })

  it('leaves out what was taken away, and keeps the steps of a section that is gone', () => {
    const drafts = [
      version,
      section('one', 'a'),
      section('two', 'b', false),
      step('kept', 'two', 'a'),
      step('gone', 'one', 'a', false),
    ]
    expect(project('path', drafts)?.sections).toMatchObject([{ id: 'one', steps: [{ id: 'kept' }] }])
    expect(project('path', [version, step('alone', 'two', 'a')])?.sections).toMatchObject([
      { title: '', steps: [{ id: 'alone' }] },
    ])
  })

  it('is the same whatever order its operations come in', () => {
    const drafts = [
      version,
      section('one', 'a'),
      section('two', 'a'),
      step('s1', 'one', 'a'),
      step('s2', 'two', 'a'),
      step('s3', 'one', 'a'),
    ]
    const operations = operationsOf(drafts)
    const expected = project('path', drafts)
    fc.assert(
      fc.property(fc.shuffledSubarray(operations, { minLength: operations.length }), (mixed) => {
        const state = foldRecord({ subject, operations: mixed, authority: foldAuthority([], aya), sha256 })
        expect(state && projectRecord(state, context)?.view).toEqual(expected)
      }),
    )
  })
})
