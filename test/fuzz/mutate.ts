import type { JsonValue } from '../../domain/json.ts'
import type { Random } from './random.ts'

/** Pieces that have made readers of text stumble before. */
const pieces = [
  ...[
    '',
    ' ',
    '\n',
    '\r\n',
    '\t',
    '\0',
    '\ufeff',
    '\u202e',
    '\u2028',
    '\ud800',
    'e\u0301',
    '支払い',
    '🙂',
    '\ue000',
    '\u200b',
  ],
  ...[
    '"',
    "'",
    '\\',
    '`',
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    '<',
    '>',
    '&',
    '*',
    '_',
    '~',
    '#',
    '|',
    '-',
    '--',
    '-->',
    '---',
    '/',
    '..',
  ],
  ...[
    '../',
    '<script>',
    '&lt;',
    '&#x0;',
    '![',
    '](',
    'javascript:',
    'NOTE ',
    'STYLE',
    'WEBVTT',
    '00:00:01.000',
    '99:99',
    'OR',
    'NEAR(',
    '*',
  ],
  ...[
    'null',
    'true',
    '0',
    '-1',
    '1e999',
    '-0',
    '1.5',
    '9007199254740993',
    'NaN',
    '__proto__',
    'constructor',
    'toString',
  ],
  ...['{"words":', '"supersedes":[', 'bytes=', ',', ':', ';', '=', '%2e', '\\u0000', '[['],
]

/** A text changed in a few places: cut, doubled, blown up, exchanged, or with a piece put in. */
export function mutatedText(random: Random, text: string): string {
  let changed = text
  for (let edits = 1 + random.below(5); edits > 0; edits -= 1) {
    const at = random.below(changed.length + 1)
    const end = Math.min(changed.length, at + random.below(random.oneIn(4) ? changed.length + 1 : 12))
    switch (random.below(7)) {
      case 0:
        changed = changed.slice(0, at) + changed.slice(end)
        break
      case 1:
        changed = changed.slice(0, at)
        break
      case 2:
        changed = changed.slice(0, at) + random.pick(pieces) + changed.slice(end)
        break
      case 3:
        changed = changed.slice(0, end) + changed.slice(at, end) + changed.slice(end)
        break
      case 4:
        changed = changed.slice(0, at) + blownUp(random) + changed.slice(at)
        break
      case 5:
        changed = changed.slice(0, at) + String.fromCharCode(random.below(0x1_0000)) + changed.slice(at + 1)
        break
      default:
        changed = changed.slice(0, at) + random.pick(pieces) + changed.slice(at)
    }
  }
  return changed
}

/** One piece, or two by turns, many times over: what a quadratic reader is slow at. */
function blownUp(random: Random): string {
  const piece = random.pick(pieces) + (random.oneIn(3) ? random.pick(pieces) : '')
  const times = random.oneIn(12) ? 30_000 : random.oneIn(4) ? 1000 : 12
  return piece.repeat(times)
}

export function mutatedBytes(random: Random, bytes: Uint8Array): Uint8Array {
  if (random.oneIn(2)) return Buffer.from(mutatedText(random, Buffer.from(bytes).toString('utf8')), 'utf8')
  const changed = Uint8Array.from(bytes)
  for (let edits = 1 + random.below(8); edits > 0 && changed.length > 0; edits -= 1) {
    changed[random.below(changed.length)] = random.below(256)
  }
  return random.oneIn(3) ? changed.subarray(0, random.below(changed.length + 1)) : changed
}

/** A value changed somewhere inside: a member dropped, renamed, exchanged for another, or of another type. */
export function mutatedJson(random: Random, value: JsonValue): JsonValue {
  if (random.oneIn(6)) return anyJson(random, 0)
  if (Array.isArray(value)) {
    if (value.length === 0 || random.oneIn(5)) return [...value, anyJson(random, 1)]
    const at = random.below(value.length)
    return value.map((member, place) => (place === at ? mutatedJson(random, member) : member))
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
    if (entries.length === 0 || random.oneIn(6)) entries.push([random.pick(pieces), anyJson(random, 1)])
    const at = random.below(entries.length)
    const [key = '', member = null] = entries[at] ?? []
    if (random.oneIn(6)) entries.splice(at, 1)
    else if (random.oneIn(8)) entries[at] = [random.pick(pieces), member]
    else entries[at] = [key, mutatedJson(random, member)]
    // as JSON.parse does it: a member named __proto__ is one like any other
    return JSON.parse(`{${entries.map(([name, one]) => `${JSON.stringify(name)}:${JSON.stringify(one)}`).join(',')}}`)
  }
  return typeof value === 'string' ? mutatedText(random, value) : anyJson(random, 1)
}

function anyJson(random: Random, depth: number): JsonValue {
  const isDeep = depth > 3
  switch (random.below(isDeep ? 5 : 8)) {
    case 0:
      return null
    case 1:
      return random.oneIn(2)
    case 2:
      return random.pick([0, -1, 1.5, 2 ** 53, -(2 ** 31), 1e300, 1, 1440, 99_999_999])
    case 3:
    case 4:
      return random.pick(pieces)
    case 5:
      return Array.from({ length: random.below(5) }, () => anyJson(random, depth + 1))
    case 6:
      return nested(random.below(40))
    default:
      return Object.fromEntries(
        Array.from({ length: random.below(5) }, () => [random.pick(pieces), anyJson(random, depth + 1)]),
      )
  }
}

function nested(depth: number): JsonValue {
  let value: JsonValue = 1
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { n: value }
  return value
}
