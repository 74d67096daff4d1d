import { describe, expect, it } from 'vitest'
import {
  chordOf,
  defaultHotkeys,
  heldKeys,
  hotkeysSchema,
  type Pressed,
  readChord,
  sharersOf,
} from '../../domain/hotkeys.ts'

const plain: Pressed = { code: 'KeyN', key: 'n', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }

describe('keys that are pressed to be set', () => {
  it('are named by their place, so that Alt makes no other letter of them', () => {
    const pressed = { ...plain, key: 'Ñ', altKey: true, shiftKey: true }
    expect(chordOf(pressed, { isApple: false })).toEqual({ text: 'Alt+Shift+N', isWhole: true })
  })

  it('are the same on a Mac, with its own key for commands', () => {
    expect(chordOf({ ...plain, metaKey: true }, { isApple: true }).text).toBe('CommandOrControl+N')
    expect(chordOf({ ...plain, ctrlKey: true }, { isApple: true }).text).toBe('Control+N')
    expect(chordOf({ ...plain, ctrlKey: true }, { isApple: false }).text).toBe('CommandOrControl+N')
  })

  it('are not whole while only Shift or nothing is held, or no key yet', () => {
    expect(chordOf(plain, { isApple: false })).toEqual({ text: 'N', isWhole: false })
    expect(chordOf({ ...plain, shiftKey: true }, { isApple: false }).isWhole).toBe(false)
    const onlyAlt = { ...plain, code: 'AltLeft', key: 'Alt', altKey: true }
    expect(chordOf(onlyAlt, { isApple: false })).toEqual({ text: 'Alt', isWhole: false })
    const functionKey = { ...plain, code: 'F9', key: 'F9' }
    expect(chordOf(functionKey, { isApple: false })).toEqual({ text: 'F9', isWhole: true })
  })
})

describe('keys that are kept', () => {
  it('are refused where they are no chord', () => {
    for (const text of ['N', 'Shift+N', 'Alt+', 'Alt+Alt+N', 'Shift+Alt+N', 'Alt+Foo', 'alt+n', '+']) {
      expect(readChord(text), text).toBeNull()
    }
    const keys = { ...defaultHotkeys.keys, mark: 'M' }
    expect(hotkeysSchema.safeParse({ ...defaultHotkeys, keys }).success).toBe(false)
    expect(hotkeysSchema.safeParse({ ...defaultHotkeys, keys: { ...keys, mark: '' } }).success).toBe(true)
  })

  it('are told where two actions share them; the first has them', () => {
    const hotkeys = { ...defaultHotkeys, keys: { ...defaultHotkeys.keys, mark: 'Alt+Shift+N' } }
    expect(sharersOf('mark', hotkeys)).toEqual(['next-question'])
    expect(heldKeys(hotkeys, { isRecording: true }).get('Alt+Shift+N')).toBe('next-question')
  })
})

describe('keys that other programs cannot have meanwhile', () => {
  it('are all four while one records, and otherwise none but the one to start with, where that is wanted', () => {
    expect([...heldKeys(defaultHotkeys, { isRecording: true }).values()]).toHaveLength(4)
    expect(heldKeys(defaultHotkeys, { isRecording: false }).size).toBe(0)
    const anywhere = { ...defaultHotkeys, startsAnywhere: true }
    expect([...heldKeys(anywhere, { isRecording: false })]).toEqual([['Alt+Shift+R', 'start-stop']])
    expect(heldKeys({ ...anywhere, isOn: false }, { isRecording: true }).size).toBe(0)
  })
})
