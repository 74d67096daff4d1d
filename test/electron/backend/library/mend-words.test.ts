import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packText } from '../../../../domain/library/pack.ts'
import type { WordsEntry } from '../../../../domain/library/words.ts'
import { lackingDigests, type Mending, mendedFile } from '../../../../electron/backend/library/mend-words.ts'
import { TestWriter, type WrittenBatch } from '../../../support/library-writer.ts'

const library = 'a'.repeat(26)
const loose = 'ops/w/202611/00000001-x.json'
const pack = 'ops/w/packs/00000001-00000003-x.jsonl'

/** Three batches of a writer, each about a record of its own, each with two texts. */
function written() {
  const writer = new TestWriter({ library })
  const subjects: string[] = []
  const batches: WrittenBatch[] = []
  for (const name of ['first', 'second', 'third']) {
    const { subject, nonce } = writer.newRecord()
    const body = { title: writer.words(`Title of the ${name}.`), text: writer.words(`Text of the ${name}.`) }
    batches.push(writer.batch([{ kind: 'comment.version', subject, nonce, body }]))
    subjects.push(subject)
  }
  return { writer: writer.id, subjects, batches }
}

function mending({ withdrawn = [], own = true, known = {} }: MendingOptions): Mending {
  return {
    isWithdrawn: (subject) => withdrawn.includes(subject),
    strips: ({ subject }) => own && withdrawn.includes(subject),
    known: (digest) => known[digest],
  }
}

interface MendingOptions {
  withdrawn?: string[]
  own?: boolean
  known?: Record<string, WordsEntry>
}

const bytesOf = (text: string): Buffer => Buffer.from(text, 'utf8')

function wordsOf(text: string): Record<string, WordsEntry> {
  const all: Record<string, WordsEntry> = {}
  for (const line of text.split('\n')) {
    if (line.startsWith('{"') && line.includes('"salt"')) Object.assign(all, JSON.parse(line))
  }
  return all
}

/** The same file with some of its words taken out. */
function without(text: string, digests: string[]): string {
  return text
    .split('\n')
    .map((line, place) => {
      if (place % 3 !== 2 || line === '') return line
      const entries = Object.entries(JSON.parse(line) as object).filter(([digest]) => !digests.includes(digest))
      return JSON.stringify(Object.fromEntries(entries))
    })
    .join('\n')
}

describe('taking withdrawn words out of a file', () => {
  it('leaves heads, signatures and the words of all else as they are, in a batch and in a pack', () => {
    const { subjects, batches } = written()
    const [, withdrawn = ''] = subjects
    const texts = batches.map(({ text }) => text)
    const stripped =
      mendedFile(pack, bytesOf(packText(texts)), mending({ withdrawn: [withdrawn] }))?.toString('utf8') ?? ''
    const lines = stripped.split('\n')
    const before = packText(texts).split('\n')
    expect(lines[5]).toBe('{}')
    expect(lines.filter((_, place) => place !== 5)).toEqual(before.filter((_, place) => place !== 5))
    const second = bytesOf(texts[1] ?? '')
    const alone = mendedFile(loose, second, mending({ withdrawn: [withdrawn] }))?.toString('utf8')
    expect(alone).toBe(`${lines.slice(3, 6).join('\n')}\n`)
    expect(mendedFile(pack, bytesOf(stripped), mending({ withdrawn: [withdrawn] }))).toBeNull()
  })

  it('changes nothing where nothing was withdrawn, or where it is not this person’s to take out', () => {
    const { subjects, batches } = written()
    const bytes = bytesOf(packText(batches.map(({ text }) => text)))
    expect(mendedFile(pack, bytes, mending({}))).toBeNull()
    expect(mendedFile(pack, bytes, mending({ withdrawn: subjects, own: false }))).toBeNull()
  })

  it('takes them out of the whole parts of a torn pack, and leaves torn lines to whoever brings the rest', () => {
    const { subjects, batches } = written()
    const [first = '', second = '', third = ''] = batches.map(({ text }) => text)
    const torn = `${first}half a line\n${second}${third.slice(0, 100)}`
    const stripped = mendedFile(pack, bytesOf(torn), mending({ withdrawn: subjects }))?.toString('utf8') ?? ''
    expect(stripped).toContain('half a line\n')
    expect(stripped.endsWith(third.slice(0, 100))).toBe(true)
    expect(stripped).not.toContain('of the first')
    expect(stripped).not.toContain('of the second')
  })
})

describe('putting back words that are missing', () => {
  it('makes every copy the same, whatever each of two copies lacks', () => {
    const { subjects, batches } = written()
    const whole = packText(batches.map(({ text }) => text))
    const words = wordsOf(whole)
    const digests = Object.keys(words)
    fc.assert(
      fc.property(fc.subarray(digests), fc.subarray(digests), fc.subarray(subjects), (one, other, withdrawn) => {
        const [left, right] = [without(whole, one), without(whole, other)]
        const mendedWith = (text: string, known: Record<string, WordsEntry>): string =>
          (mendedFile(pack, bytesOf(text), mending({ withdrawn, known })) ?? bytesOf(text)).toString('utf8')
        const [a, b] = [mendedWith(left, wordsOf(right)), mendedWith(right, wordsOf(left))]
        expect(a).toBe(b)
        expect(mendedWith(a, words)).toBe(mendedWith(whole, {}))
      }),
    )
  })

  it('names what is lacking, withdrawn words and forged ones left out', () => {
    const { subjects, batches } = written()
    const whole = packText(batches.map(({ text }) => text))
    const digests = Object.keys(wordsOf(whole))
    const isWithdrawn = (subject: string): boolean => subject === subjects[0]
    expect(lackingDigests(pack, bytesOf(whole), isWithdrawn)).toEqual([])
    expect(lackingDigests(pack, bytesOf(without(whole, digests)), isWithdrawn).sort()).toEqual(digests.slice(2).sort())
    const forged = without(whole, digests).replace(
      '{}',
      JSON.stringify({ [digests[0] ?? '']: { salt: 'a'.repeat(26), text: 'No.' } }),
    )
    expect(lackingDigests(pack, bytesOf(forged), () => false).sort()).toEqual([...digests].sort())
    const known = Object.fromEntries(digests.map((digest) => [digest, { salt: 'a'.repeat(26), text: 'No.' }]))
    expect(mendedFile(pack, bytesOf(forged), mending({ known }))).toBeNull()
  })
})
