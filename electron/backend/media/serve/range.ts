/** What a request's Range header asks of a file. `end` is inclusive, as in the header. */
export type RangeAnswer = { kind: 'whole' } | { kind: 'part'; start: number; end: number } | { kind: 'unsatisfiable' }

const whole: RangeAnswer = { kind: 'whole' }

/**
 * Reads a Range header (RFC 9110, section 14.2) for a file of so many bytes. `bytes=a-b`, `bytes=a-` and `bytes=-n` give a
 * part; what begins behind the end, and `bytes=-0`, is unsatisfiable. A header that is malformed, of another unit, or of
 * several ranges is ignored, which the RFC allows, so the whole file is served: no player asks for several.
 */
export function parseRange(header: string | null, sizeBytes: number): RangeAnswer {
  const match = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header ?? '')
  if (match === null) return whole
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return whole
  if (first === '') {
    const length = Number(last)
    if (length === 0) return { kind: 'unsatisfiable' }
    // The last bytes of nothing are nothing, and that no Content-Range can say.
    if (sizeBytes === 0) return whole
    return { kind: 'part', start: Math.max(0, sizeBytes - length), end: sizeBytes - 1 }
  }
  const start = Number(first)
  const end = last === '' ? Number.POSITIVE_INFINITY : Number(last)
  if (end < start) return whole
  if (start >= sizeBytes) return { kind: 'unsatisfiable' }
  return { kind: 'part', start, end: Math.min(end, sizeBytes - 1) }
}
