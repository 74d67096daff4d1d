import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packName, packPath, packText } from '../../../../domain/library/pack.ts'
import type { RecordView } from '../../../../domain/views/records.ts'
import type { LibraryIndex, PendingFile } from '../../../../electron/backend/library/index-port.ts'
import { sha256OfText } from '../../../../electron/backend/library/sha256.ts'
import { openLocalIndex } from '../../../../electron/backend/search/local-index.ts'
import { temporaryFolder, viewsOf } from '../../../support/indexed-library.ts'
import { foundLibrary, putFile, TestWriter, type WrittenBatch } from '../../../support/library-writer.ts'
import { newComment, newDocument, newThread, newUpdate, profileOf, updateBody } from '../../../support/test-records.ts'

/** Longer than any pause before a file is looked at again. */
const pauseMs = 20 * 60_000

/** Four devices of three people: corrections, concurrent versions, a withdrawal, a claim and its endorsement, wrong clocks. */
function writtenLibrary(): Written {
  const dir = temporaryFolder()
  const seedOf = (count: number): Uint8Array => new Uint8Array(32).fill(count)
  const { founder: aya, library } = foundLibrary(dir, { seed: seedOf(1) })
  const ben = new TestWriter({ library, nowMs: Date.UTC(2001, 3, 1), seed: seedOf(2) })
  const cleo = new TestWriter({ library, nowMs: Date.UTC(2040, 3, 1), seed: seedOf(3) })
  const ayaToo = new TestWriter({ library, seed: seedOf(4) })
  const batches: WrittenBatch[] = []
  const write = (writer: TestWriter, ...[operations]: Parameters<TestWriter['batch']>): WrittenBatch => {
    const batch = writer.batch(operations)
    batches.push(batch)
    return batch
  }
  for (const [writer, name] of [
    [aya, 'Aya'],
    [ben, 'Ben'],
    [cleo, 'Cleo'],
  ] as const) {
    write(writer, [profileOf(writer, name)])
  }
  write(ayaToo, [{ kind: 'writer.claim', subject: ayaToo.id, body: { person: aya.id } }])
  write(aya, [{ kind: 'writer.endorse', subject: ayaToo.id, body: { person: aya.id } }])
  const thread = newThread(aya, 'Payments')
  write(aya, thread.operations)
  const update = newUpdate(ben, { thread: thread.id, title: 'Refunds', done: 'All of them' })
  const published = write(ben, update.operations)
  const correction = updateBody(ben, { title: 'Refunds, counted', done: 'Most of them' })
  const supersedes = [published.ids[0] ?? '']
  write(ben, [{ kind: 'update.version', subject: update.id, body: correction, supersedes }])
  write(cleo, newComment(cleo, { on: update.id, text: 'How many?', answersAsk: 'ask-1' }).operations)
  const document = newDocument(aya, { title: 'Guide', text: 'One' })
  const first = write(aya, document.operations)
  for (const writer of [ben, cleo, ayaToo]) {
    const body = { ...document.body, title: writer.words('Guide'), text: writer.words(`By ${writer.id}`) }
    write(writer, [{ kind: 'document.version', subject: document.id, body, supersedes: [first.ids[0] ?? ''] }])
  }
  const secret = newComment(cleo, { on: thread.id, text: 'Never mind' })
  write(cleo, secret.operations)
  write(cleo, [{ kind: 'comment.withdrawn', subject: secret.id, body: {} }])
  // what nobody may: another's update
  write(cleo, [{ kind: 'update.place', subject: update.id, body: { thread: thread.id, cycle: 'x' } }])
  write(ayaToo, [{ kind: 'thread.archived', subject: thread.id, body: { archived: true } }])
  write(aya, [{ kind: 'future.thing', subject: thread.id, body: { any: 'thing' } }])
  const own = batches.filter(({ path }) => path.startsWith(`ops/${aya.id}/`)).slice(0, 4)
  const headLines = own.map(({ text }) => text.split('\n', 1)[0] ?? '')
  const name = packName({ first: 1, last: own.length, headLines, sha256: sha256OfText })
  return {
    library,
    founder: aya.id,
    marker: readFileSync(join(dir, 'ownpace.json')),
    files: batches.map(({ path, text }) => ({ path, bytes: Buffer.from(text) })),
    pack: { path: packPath(aya.id, name), bytes: Buffer.from(packText(own.map(({ text }) => text))) },
    packedPaths: new Set(own.map(({ path }) => path)),
  }
}

interface File {
  path: string
  bytes: Buffer
}

interface Written {
  library: string
  founder: string
  marker: Buffer
  files: File[]
  /** The founder's first batches once more. */
  pack: File
  packedPaths: Set<string>
}

interface OpenFolder {
  dir: string
  index: LibraryIndex
  scan(): Promise<void>
  views(): Promise<RecordView[]>
  pending(): Promise<PendingFile[]>
}

/** An empty folder of a library and an index of it; whoever opens it ends it. */
async function inFolder<T>(
  { library, founder, marker }: Written,
  work: (opened: OpenFolder) => Promise<T>,
): Promise<T> {
  const base = temporaryFolder()
  const dir = join(base, 'shared')
  putFile(join(dir, 'ownpace.json'), marker)
  const clock = { ms: Date.UTC(2026, 10, 3) }
  const nowMs = (): number => clock.ms
  const index = openLocalIndex({ library, founder, dir, indexPath: join(base, 'index.sqlite'), clock: { nowMs } })
  try {
    return await work({
      dir,
      index,
      async scan() {
        clock.ms += pauseMs
        await index.scan('all')
      },
      views: () => viewsOf(index),
      pending: () => index.pending(),
    })
  } finally {
    await index.close()
    rmSync(base, { recursive: true, force: true })
  }
}

/** What a library's index shows once all of these files are there. */
function shownOf(library: Written, files: File[]): Promise<RecordView[]> {
  return inFolder(library, async ({ dir, scan, views }) => {
    for (const { path, bytes } of files) putFile(join(dir, path), bytes)
    await scan()
    return await views()
  })
}

const namings = ['its own', 'conflicted copy', 'sync-conflict', 'doubled writer', 'doubled month'] as const

function nameOf({ path }: File, naming: (typeof namings)[number]): string {
  const [ops, writer, month, name = ''] = path.split('/')
  const dot = name.lastIndexOf('.')
  const copy = (mark: string): string => `${ops}/${writer}/${month}/${name.slice(0, dot)}${mark}${name.slice(dot)}`
  if (naming === 'conflicted copy') return copy(' (Ben’s conflicted copy 2026-11-01)')
  if (naming === 'sync-conflict') return copy('.sync-conflict-20261101-120000-ABCDEFG')
  if (naming === 'doubled writer') return `${ops}/${writer} (1)/${month}/${name}`
  if (naming === 'doubled month') return `${ops}/${writer}/${month} (2)/${name}`
  return path
}

const arrival = fc.record({
  file: fc.nat(40),
  naming: fc.constantFrom(...namings),
  /** How much of it comes at first, in hundredths. */
  part: fc.oneof(fc.constant(100), fc.nat(99)),
  isScannedThen: fc.boolean(),
})

describe('a library in a folder', () => {
  it('is the same in whatever order, how often, under which names and in what parts its files come', async () => {
    const library = writtenLibrary()
    const all = [...library.files, library.pack]
    const expected = await shownOf(library, library.files)
    expect(expected.map(({ kind }) => kind).sort()).toEqual(
      ['comment', 'document', 'person', 'person', 'person', 'thread', 'update'].sort(),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(arrival, { maxLength: 40 }),
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.array(fc.constantFrom(...namings), { minLength: all.length, maxLength: all.length }),
        fc.boolean(),
        async (arrivals, order, finalNames, isPackEnough) => {
          await inFolder(library, async ({ dir, scan, views, pending }) => {
            const torn = new Set<string>()
            for (const { file, naming, part, isScannedThen } of arrivals) {
              const one = all[file % all.length]
              if (!one) continue
              const path = nameOf(one, naming)
              putFile(join(dir, path), one.bytes.subarray(0, Math.floor((one.bytes.length * part) / 100)))
              if (part < 100) torn.add(path)
              else torn.delete(path)
              if (isScannedThen) await scan()
            }
            for (const [place, file] of order.entries()) {
              if (isPackEnough && library.packedPaths.has(file.path)) continue
              const path = nameOf(file, finalNames[place] ?? 'its own')
              putFile(join(dir, path), file.bytes)
              torn.delete(path)
            }
            await scan()
            expect(await views()).toEqual(expected)
            // what never became whole is listed, and nothing else is
            const listed = (await pending()).map(({ path }) => path)
            expect(listed.filter((path) => !torn.has(path))).toEqual([])
          })
        },
      ),
      { numRuns: 60 },
    )
  }, 120_000)

  it('stays as it is known whatever disappears from the folder', async () => {
    const library = writtenLibrary()
    const expected = await shownOf(library, library.files)
    await fc.assert(
      fc.asyncProperty(fc.subarray(library.files), async (gone) => {
        await inFolder(library, async ({ dir, scan, views }) => {
          for (const { path, bytes } of library.files) putFile(join(dir, path), bytes)
          await scan()
          for (const { path } of gone) rmSync(join(dir, path))
          await scan()
          expect(await views()).toEqual(expected)
        })
      }),
      { numRuns: 20 },
    )
  }, 120_000)

  it('takes a truncated or altered file for one that is not here yet, and lists it', async () => {
    const library = writtenLibrary()
    const expected = await shownOf(library, library.files)
    const damage = fc.record({
      file: fc.nat(library.files.length - 1),
      at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      how: fc.constantFrom('cut', 'flip', 'insert', 'zero the rest'),
    })
    await fc.assert(
      fc.asyncProperty(damage, fc.boolean(), async ({ file, at, how }, wasSeenBefore) => {
        const one = library.files[file]
        if (!one) return
        const place = Math.floor(one.bytes.length * at)
        const damaged = damagedAt(one.bytes, place, how)
        const without = await shownOf(
          library,
          library.files.filter((other) => other !== one),
        )
        await inFolder(library, async ({ dir, scan, views, pending }) => {
          for (const { path, bytes } of library.files) putFile(join(dir, path), bytes)
          if (wasSeenBefore) await scan()
          putFile(join(dir, one.path), damaged)
          await scan()
          const shown = await views()
          const isInWords = place >= startOfWords(one.bytes)
          if (wasSeenBefore) expect(shown).toEqual(expected)
          else if (!isInWords) expect([expected, without]).toContainEqual(shown)
          const listed = (await pending()).map(({ path }) => path)
          expect(listed.filter((path) => path !== one.path)).toEqual([])
          if (!wasSeenBefore && JSON.stringify(shown) !== JSON.stringify(expected)) expect(listed).toEqual([one.path])
          putFile(join(dir, one.path), one.bytes)
          await scan()
          expect(await views()).toEqual(expected)
          expect(await pending()).toEqual([])
        })
      }),
      { numRuns: 60 },
    )
  }, 120_000)
})

function damagedAt(bytes: Buffer, place: number, how: string): Buffer {
  if (how === 'cut') return bytes.subarray(0, place)
  const copy = Buffer.from(bytes)
  if (how === 'insert') return Buffer.concat([copy.subarray(0, place), Buffer.from('x'), copy.subarray(place)])
  if (how === 'zero the rest') return copy.fill(0, place)
  copy[place] = (copy[place] ?? 0) ^ 1
  return copy
}

/** Where the third line of a batch begins. */
function startOfWords(bytes: Buffer): number {
  return bytes.indexOf(0x0a, bytes.indexOf(0x0a) + 1) + 1
}
