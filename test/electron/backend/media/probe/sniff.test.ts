import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Failure } from '../../../../../domain/failure.ts'
import { probe } from '../../../../../electron/backend/media/probe/probe.ts'
import { sniffContainer } from '../../../../../electron/backend/media/probe/sniff.ts'
import { scratchDir } from '../../../../support/media.ts'

const heads: [string, number[] | string][] = [
  ['mp4', '\0\0\0\x18ftypisom'],
  ['mp4', '\0\0\0\x08wide\0\0\0\0'],
  ['matroska', [0x1a, 0x45, 0xdf, 0xa3, 0, 0, 0, 0, 0, 0, 0, 0]],
  ['avi', 'RIFF\0\0\0\0AVI '],
  ['wav', 'RIFF\0\0\0\0WAVE'],
  ['ogg', 'OggS\0\0\0\0\0\0\0\0'],
  ['flac', 'fLaC\0\0\0\0\0\0\0\0'],
  ['mp3', 'ID3\x04\0\0\0\0\0\0\0\0'],
  ['mp3', [0xff, 0xfb, 0x90, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
  ['aac', [0xff, 0xf1, 0x50, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
]

function bytesOf(head: number[] | string): Buffer {
  return typeof head === 'string' ? Buffer.from(head, 'latin1') : Buffer.from(head)
}

describe('the first bytes of a file', () => {
  it.each(heads)('tell %s', (container, head) => {
    expect(sniffContainer(bytesOf(head))).toBe(container)
  })

  it.each([
    '',
    '#EXTM3U\n#EXTINF:1,\n',
    'ffconcat version 1.0',
    '%PDF-1.7 and more',
    '<html><body></body>',
    'v=0\r\no=- 0 0 IN',
  ])('tell nothing of %j', (head) => {
    expect(sniffContainer(bytesOf(head))).toBeNull()
  })
})

describe('a file that only pretends', () => {
  let scratch: Awaited<ReturnType<typeof scratchDir>>
  beforeAll(async () => {
    scratch = await scratchDir()
  })
  afterAll(() => scratch.remove())

  it('is refused with a Failure, whatever follows its first bytes', async () => {
    const path = join(scratch.dir, 'pretended.mp4')
    const head = fc.constantFrom(...heads.map(([, bytes]) => bytesOf(bytes)))
    await fc.assert(
      fc.asyncProperty(head, fc.uint8Array({ maxLength: 400 }), async (first, rest) => {
        await writeFile(path, Buffer.concat([first, rest]))
        const thrown = await probe({ path }).catch((error: unknown) => error)
        // Chance may write a sound of a few samples; it never throws anything else.
        if (thrown instanceof Error) expect(thrown).toBeInstanceOf(Failure)
      }),
      { numRuns: 300 },
    )
  })
})
