import { z } from 'zod'

/** What a key that works in every program can ask for. */
export const hotkeyActions = ['start-stop', 'toggle-pause', 'next-question', 'mark'] as const
export type HotkeyAction = (typeof hotkeyActions)[number]

const keyNames = [
  ...['Space', 'Tab', 'Enter', 'Backspace', 'Delete', 'Insert', 'Home', 'End', 'PageUp', 'PageDown'],
  ...['Up', 'Down', 'Left', 'Right', 'Plus', ',', '-', '.', '/', ';', '=', '[', '\\', ']', '`', "'"],
]
const modifiers = ['CommandOrControl', 'Super', 'Control', 'Alt', 'Shift'] as const
type Modifier = (typeof modifiers)[number]

/** A chord as it is kept: modifiers in one order, then one key: `Alt+Shift+N`. */
export interface Chord {
  modifiers: Modifier[]
  key: string
}

/** A kept chord taken apart; null where it is none that may be taken from other programs. */
export function readChord(text: string): Chord | null {
  const parts = text.split('+')
  const key = parts.pop() ?? ''
  const held = modifiers.filter((modifier) => parts.includes(modifier))
  if (held.length !== parts.length || held.join('+') !== parts.join('+') || !isKey(key)) return null
  return isTakeable({ modifiers: held, key }) ? { modifiers: held, key } : null
}

/** What a person pressed, as a page's keyboard event tells it. */
export interface Pressed {
  /** The key by its place on the keyboard: `KeyN`. */
  code: string
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

/**
 * The chord that was pressed; `isWhole` is false while only modifiers are held, or where the chord is too plain to be
 * taken from every other program.
 */
export function chordOf(pressed: Pressed, { isApple }: { isApple: boolean }): { text: string; isWhole: boolean } {
  const held: Modifier[] = []
  if (isApple ? pressed.metaKey : pressed.ctrlKey) held.push('CommandOrControl')
  if (!isApple && pressed.metaKey) held.push('Super')
  if (isApple && pressed.ctrlKey) held.push('Control')
  if (pressed.altKey) held.push('Alt')
  if (pressed.shiftKey) held.push('Shift')
  const key = keyOf(pressed)
  const text = [...held, ...(key === null ? [] : [key])].join('+')
  return { text, isWhole: readChord(text) !== null }
}

/** Letters and digits by their place, so that Alt does not turn N into a dead key; others by what they say. */
function keyOf({ code, key }: Pressed): string | null {
  const placed = /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1]
  if (placed !== undefined) return placed
  const said: Record<string, string> = { ' ': 'Space', '+': 'Plus' }
  const name = said[key] ?? key.replace(/^Arrow/, '')
  return isKey(name) ? name : null
}

function isKey(key: string): boolean {
  return /^[A-Z0-9]$/.test(key) || /^F([1-9]|1\d|2[0-4])$/.test(key) || keyNames.includes(key)
}

/** A letter with Shift alone is typed in every program; a function key is free enough by itself. */
function isTakeable({ modifiers: held, key }: Chord): boolean {
  return /^F\d/.test(key) || held.some((modifier) => modifier !== 'Shift')
}

/** A chord, or nothing for an action without keys. */
const chordSchema = z
  .string()
  .max(60)
  .refine((text) => text === '' || readChord(text) !== null)

export const hotkeysSchema = z.object({
  /** While one records, the keys work in every program. */
  isOn: z.boolean(),
  /** The keys for starting work while nothing is recorded, too. */
  startsAnywhere: z.boolean(),
  keys: z.object({
    'start-stop': chordSchema,
    'toggle-pause': chordSchema,
    'next-question': chordSchema,
    mark: chordSchema,
  }),
})
export type Hotkeys = z.infer<typeof hotkeysSchema>

/** Alt and Shift together are rarely anyone's own; Ctrl with Shift is taken by most editors and browsers. */
export const defaultHotkeys: Hotkeys = {
  isOn: true,
  startsAnywhere: false,
  keys: {
    'start-stop': 'Alt+Shift+R',
    'toggle-pause': 'Alt+Shift+P',
    'next-question': 'Alt+Shift+N',
    mark: 'Alt+Shift+M',
  },
}

/** The other actions that have the same chord. */
export function sharersOf(action: HotkeyAction, { keys }: Hotkeys): HotkeyAction[] {
  return hotkeyActions.filter((other) => other !== action && keys[action] !== '' && keys[other] === keys[action])
}

/** Which chords are to be held now; of two actions with one chord only the first. Without any they stay others'. */
export function heldKeys(hotkeys: Hotkeys, { isRecording }: { isRecording: boolean }): Map<string, HotkeyAction> {
  const held = new Map<string, HotkeyAction>()
  if (!hotkeys.isOn) return held
  const actions = isRecording ? hotkeyActions : hotkeys.startsAnywhere ? (['start-stop'] as const) : []
  for (const action of actions) {
    const chord = hotkeys.keys[action]
    if (chord !== '' && !held.has(chord)) held.set(chord, action)
  }
  return held
}
