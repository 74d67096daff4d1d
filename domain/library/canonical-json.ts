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
  if (typeof value === 'string') return JSON.stringify(value.normalize('NFC').toWellFormed())
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const members = Object.keys(value)
    .sort()
    .flatMap((key) => {
      const member = value[key]
      return member === undefined ? [] : [`${JSON.stringify(key)}:${canonicalJson(member)}`]
    })
  return `{${members.join(',')}}`
}
