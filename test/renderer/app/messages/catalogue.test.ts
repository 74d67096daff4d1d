import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import { en } from '../../../../renderer/app/messages/en.ts'

describe('the catalogue of messages', () => {
  it('holds only messages that can be read', () => {
    const broken = Object.entries(en).filter(([, message]) => {
      try {
        return !new IntlMessageFormat(message, 'en-GB', undefined, { ignoreTag: true })
      } catch {
        return true
      }
    })
    expect(broken).toEqual([])
  })

  it('speaks calmly, in the words of the screens', () => {
    const unwanted = /\b(writers?|tracks?|assets?|receipts?|batch(es)?|oops|late)\b|!/i
    expect(Object.entries(en).filter(([, message]) => unwanted.test(message))).toEqual([])
  })
})
