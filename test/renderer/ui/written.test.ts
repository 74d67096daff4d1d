import { describe, expect, it } from 'vitest'
import { initialsOf } from '../../../renderer/ui/initials.ts'
import { writtenShortcut } from '../../../renderer/ui/shortcut.ts'

describe('the initials of a person', () => {
  it.each([
    ['Mara Oliveira', 'MO'],
    ['Inês', 'IN'],
    ['Jan van der Berg', 'JB'],
    ['  aya   lind ', 'AL'],
    ['Ö', 'Ö'],
    ['李 明', '李明'],
    ['🦊 Fox', '🦊F'],
    ['', ''],
  ])('of %j are %j', (name, initials) => {
    expect(initialsOf(name)).toBe(initials)
  })
})

describe('a chord', () => {
  it('is written with signs on a Mac', () => {
    expect(writtenShortcut(['mod', 'shift', 'R'], true)).toBe('⌘⇧R')
  })

  it('is written with words elsewhere', () => {
    expect(writtenShortcut(['mod', 'K'], false)).toBe('Ctrl K')
  })
})
