import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

type Theme = 'light' | 'dark'
type Tokens = ReadonlyMap<string, Record<Theme, string>>

const sheet = readFileSync(new URL('../../../renderer/ui/tokens.css', import.meta.url), 'utf8')
const usual = tokensOf(':root')
const more = new Map([...usual, ...tokensOf('[data-contrast="more"]')])

/** Everything that is written, with everything it may be written on. */
const texts: [ink: string, grounds: string[]][] = [
  ['--ink', ['--ground', '--surface', '--sunken', '--here', '--accent-soft', '--ask-soft', '--danger-soft']],
  ['--ink-2', ['--ground', '--surface', '--sunken', '--here', '--ask-soft']],
  ['--ink-3', ['--ground', '--surface', '--here']],
  ['--accent', ['--ground', '--surface', '--accent-soft']],
  ['--accent-ink', ['--accent', '--accent-strong']],
  ['--ask', ['--ground', '--surface', '--ask-soft']],
  ['--danger', ['--ground', '--surface', '--danger-soft']],
  ['--voice-ink', ['--voice-1', '--voice-2', '--voice-3', '--voice-4', '--voice-5']],
  ['--ground', ['--ink']],
]

const pairs = texts.flatMap(([ink, grounds]) => grounds.map((ground) => ({ ink, ground })))
const controlGrounds = ['--ground', '--surface'].map((ground) => ({ ground }))

describe.each([
  { contrast: 'usual', tokens: usual, textRatio: 4.5 },
  { contrast: 'more', tokens: more, textRatio: 4.5 },
])('with $contrast contrast', ({ tokens, textRatio }) => {
  describe.each<Theme>(['light', 'dark'])('in the %s theme', (theme) => {
    it.each(pairs)('$ink is read on $ground', ({ ink, ground }) => {
      expect(ratio(colour(tokens, ink, theme), colour(tokens, ground, theme))).toBeGreaterThanOrEqual(textRatio)
    })

    it.each(controlGrounds)('the line around a control is seen on $ground', ({ ground }) => {
      expect(ratio(colour(tokens, '--control-line', theme), colour(tokens, ground, theme))).toBeGreaterThanOrEqual(3)
    })

    it.each(controlGrounds)('the focus ring is seen on $ground', ({ ground }) => {
      expect(ratio(colour(tokens, '--focus', theme), colour(tokens, ground, theme))).toBeGreaterThanOrEqual(3)
    })
  })
})

describe.each<Theme>(['light', 'dark'])('more contrast in the %s theme', (theme) => {
  it.each(['--ink', '--ink-2', '--ink-3', '--accent', '--ask', '--danger'])('sets %s at 7 to 1 or more', (ink) => {
    expect(ratio(colour(more, ink, theme), colour(more, '--ground', theme))).toBeGreaterThanOrEqual(7)
  })
})

it('more contrast is the same whether the app or the system asks for it', () => {
  expect(tokensOf('@media (prefers-contrast: more) {\n  :root')).toEqual(tokensOf('[data-contrast="more"]'))
})

/** The colour tokens of one rule of the sheet. */
function tokensOf(selector: string): Tokens {
  const start = sheet.indexOf(`${selector} {`)
  const rule = sheet.slice(start, sheet.indexOf('}', start))
  const found = rule.matchAll(/(--[\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)
  return new Map(Array.from(found, ([, name = '', light = '', dark = '']) => [name, { light, dark }]))
}

function colour(tokens: Tokens, name: string, theme: Theme): string {
  const token = tokens.get(name)
  if (token === undefined) throw new Error(`${name} is no colour of tokens.css`)
  return token[theme]
}

/** The contrast ratio of WCAG 2.2, 1 to 21. */
function ratio(one: string, other: string): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05)
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
