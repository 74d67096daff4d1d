import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import { en } from '../../../../renderer/app/messages/en.ts'
import { messagesLocale, text } from '../../../../renderer/app/messages/text.ts'

const messages = Object.entries(en)

describe('every message', () => {
  it.each(messages)('%s parses and formats', (_id, message) => {
    const format = new IntlMessageFormat(message, messagesLocale, undefined, { ignoreTag: true })
    // Every place of every kind takes a number.
    const values = Object.fromEntries(Array.from(message.matchAll(/\{\s*(\w+)/g), ([, name = '']) => [name, 2]))
    expect(String(format.format(values)).trim()).not.toBe('')
  })

  it.each(messages)('%s has no exclamation mark and no "oops"', (_id, message) => {
    expect(message).not.toMatch(/!|\boops\b/i)
  })

  it.each(messages)('%s keeps to the words of the screen', (_id, message) => {
    expect(message).not.toMatch(/\b(writer|asset|receipt|fold|batch)s?\b|\bsync(ed|ing)\b/i)
    // "it takes four minutes" is plain English; "this take" is a word of the code.
    expect(message).not.toMatch(/\b(a|the|this|your|each|one)\s+(take|track)s?\b/i)
  })
})

describe('a message on screen', () => {
  it('fills its places', () => {
    expect(text('errors.code', { code: 'disk-full' })).toBe('Code: disk-full')
  })

  it('counts', () => {
    expect(text('common.people-count', { count: 1 })).toBe('1 person')
    expect(text('common.people-count', { count: 6 })).toBe('6 people')
  })

  it('refuses a missing value rather than showing a gap', () => {
    expect(() => text('errors.code', {})).toThrow(/code/)
  })
})
