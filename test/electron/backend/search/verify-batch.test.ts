import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSignedByItsWriter, readBatch } from '../../../../electron/backend/search/verify-batch.ts'
import { TestWriter } from '../../../support/library-writer.ts'
import { newDocument } from '../../../support/test-records.ts'

const library = 'a'.repeat(26)

function someBatch() {
  const writer = new TestWriter({ library })
  const batch = writer.batch(newDocument(writer, { title: 'Guide', text: 'Größe und Maß' }).operations)
  return { writer, batch, bytes: Buffer.from(batch.text, 'utf8') }
}

function isProven(bytes: Uint8Array): boolean {
  const read = readBatch(bytes, library)
  return !('reason' in read) && isSignedByItsWriter(read)
}

describe('a batch’s bytes', () => {
  it('prove their writer and name themselves by the hash of their head', () => {
    const { batch, bytes } = someBatch()
    const read = readBatch(bytes, library)
    expect(read).toMatchObject({ hash: batch.hash, operations: [{ id: batch.ids[0] }] })
    expect(isProven(bytes)).toBe(true)
    expect('entries' in read && [...read.entries.values()].map(({ text }) => text).sort()).toEqual([
      'Größe und Maß',
      'Guide',
    ])
  })

  it('prove nothing once any byte of the head or the signature is another, and never make the reader throw', () => {
    const { bytes } = someBatch()
    const signedLength = bytes.indexOf(0x0a, bytes.indexOf(0x0a) + 1)
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const altered = Uint8Array.from(bytes)
        altered[at] = (altered[at] ?? 0) ^ change
        const proven = isProven(altered)
        if (at < signedLength) expect(proven).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  it('carry no words that do not match their digest', () => {
    const { batch } = someBatch()
    const read = readBatch(Buffer.from(batch.text.replace('Größe', 'Kleine')), library)
    expect('entries' in read && [...read.entries.values()].map(({ text }) => text)).toEqual(['Guide'])
  })

  it('are refused where they are no text, no whole file or another library’s', () => {
    const { bytes } = someBatch()
    const reasonOf = (any: Uint8Array, id = library) => {
      const read = readBatch(any, id)
      return 'reason' in read ? read.reason : null
    }
    expect(reasonOf(Uint8Array.of(0xff, 0xfe, 0x0a, 0x0a, 0x0a))).toBe('it holds bytes that are no text')
    expect(reasonOf(bytes.subarray(0, 40))).toBe('the file is not whole')
    expect(reasonOf(new Uint8Array(0))).toBe('the file is not whole')
    expect(reasonOf(bytes, 'b'.repeat(26))).toBe('it belongs to another library')
    const long = Buffer.concat([Buffer.alloc(2 * 1024 * 1024, 0x20), bytes])
    expect(reasonOf(long)).toBe('its head is larger than any can be')
  })
})
