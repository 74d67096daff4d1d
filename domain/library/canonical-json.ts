import type { JsonValue } from '../json.ts'

/**
 * One text for one value: sorted keys, no white space, strings in NFC, whole numbers only.
 * Throws a RangeError on a number that is no safe integer, since two languages may print a fraction differently.
 */
export function canonicalJson(value: JsonValue): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number: ${value}`)
    return String(value)
  }
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  let text = ''
  for (const key of sortedKeys(value)) {
    const member = value[key]
    if (member !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(member)}`
  }
  return `{${text}}`
}

/** What is written as it stands: printable ASCII but quotes and backslashes. */
const plainPattern = /^[ !#-[\]-~]*$/

function quoted(text: string): string {
  return plainPattern.test(text) ? `"${text}"` : JSON.stringify(text.normalize('NFC').toWellFormed())
}

/** What was read from canonical text has its keys in order. */
function sortedKeys(value: object): string[] {
  const keys = Object.keys(value)
  for (let place = 1; place < keys.length; place += 1) {
    if ((keys[place - 1] ?? '') > (keys[place] ?? '')) return keys.sort()
  }
  return keys
}
