import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonValue } from '../../domain/json.ts'
import { type ExportReport, exportLibrary } from '../../electron/backend/export/export-library.ts'
import type { Sharing } from '../../electron/backend/export/share-copy.ts'
import { findAppFiles } from '../../electron/backend/host/app-files.ts'
import type { JobContext } from '../../electron/backend/jobs/queue.ts'
import { type IndexedLibrary, indexedLibrary } from './indexed-library.ts'
import { placeOfVersion, putFile, type TestOperation, TestWriter } from './library-writer.ts'
import {
  newComment,
  newDecision,
  newDocument,
  newThread,
  newUpdate,
  profileOf,
  type TestRecord,
} from './test-records.ts'

/** A library with something of each kind in it, and every text in it changed by the test. */
export interface ToldLibrary extends IndexedLibrary {
  thread: string
  /** With a video, captions and a comment at a second. */
  filmed: string
  written: string
  decision: string
  document: string
  path: string
  /** Where the filmed update's files stand, absolute. */
  filmedDir: string
  exportTo(dir: string, options?: { hasMedia?: boolean; signal?: AbortSignal }): Promise<ExportReport>
  sharing(id: string): Sharing
}

export const captions = `WEBVTT

00:00.000 --> 00:04.000
Refunds used to wait for the nightly run.

00:04.000 --> 00:09.000
Since Friday they settle on a Straße in Łódź.

00:09.000 --> 00:12.000
退款现在当天结算
`

/** `told` changes each text before it is written; `video` is a file whose bytes become the update's video. */
export async function toldLibrary({
  told = (text) => text,
  video,
  vtt = captions,
}: {
  told?: (text: string) => string
  video?: string | undefined
  vtt?: string
} = {}): Promise<ToldLibrary> {
  const world = indexedLibrary()
  const { dir, founder, index, library } = world
  const mara = new TestWriter({ library })
  founder.write(dir, [
    profileOf(founder, told('Aya Lopes').slice(0, 120)),
    { kind: 'library.about', subject: library, body: { name: told('Northlight').slice(0, 120), purpose: 'team' } },
  ])
  mara.write(dir, [profileOf(mara, told('Mara Olsen').slice(0, 120))])
  const thread = newThread(founder, told('Payments'))
  put(world, founder, thread)

  const files = video
    ? [
        { name: 'captions-en.vtt', bytes: Buffer.from(vtt) },
        { name: 'video.mp4', bytes: readFileSync(video) },
      ]
    : []
  const filmed = newUpdate(mara, {
    thread: thread.id,
    title: told('Refunds settle the same day'),
    done: told('Since Friday refunds settle the same day.'),
    blocked: told('The ledger job retries under load.'),
    files,
  })
  put(world, mara, filmed)
  const { folder, version } = placeOfVersion(filmed.id, filmed.body)
  for (const { name, bytes } of files) putFile(join(dir, folder, name), bytes)
  const comment = newComment(founder, { on: filmed.id, text: told('Is that the retry we saw in March?') })
  const on = { item: filmed.id, version, ms: 4000 }
  comment.operations = comment.operations.map((each) => ({
    ...each,
    body: { ...(each.body as object), on } as JsonValue,
  }))
  put(world, founder, comment)

  const written = newUpdate(founder, { thread: thread.id, title: told('Payout limits'), done: told('Behind a flag.') })
  put(world, founder, written)
  const decision = newDecision(founder, {
    title: told('One queue for retries'),
    why: told('Because **two** wrote twice.'),
  })
  const evidence = [{ item: filmed.id, version, ms: 4000 }]
  decision.operations = decision.operations.map((each) => ({
    ...each,
    body: { ...(each.body as object), evidence } as JsonValue,
  }))
  put(world, founder, decision)
  const document = newDocument(mara, { title: told('How we refund'), text: told('# How we refund\n\nWithin *a day*.') })
  put(world, mara, document)
  const path = newPath(founder, {
    title: told('First week'),
    section: told('Read this'),
    steps: [document.id, filmed.id],
  })
  put(world, founder, path)
  await index.scan('all')

  const name = told('Northlight').slice(0, 120)
  const exporting = (signal = new AbortController().signal) => ({
    library: { id: library, dir, index: world.index },
    name,
    timeZone: 'Europe/Lisbon',
    nowMs: Date.UTC(2026, 10, 22, 12),
    appFiles: findAppFiles(),
    profileDir: join(dir, '..', 'profile'),
    job: { signal, report: () => undefined } satisfies JobContext,
  })
  return {
    ...world,
    thread: thread.id,
    filmed: filmed.id,
    written: written.id,
    decision: decision.id,
    document: document.id,
    path: path.id,
    filmedDir: join(dir, folder),
    exportTo: (to, { hasMedia = true, signal } = {}) => exportLibrary({ ...exporting(signal), dir: to, hasMedia }),
    sharing: (id) => ({ ...exporting(), id }),
  }
}

function put({ dir }: IndexedLibrary, writer: TestWriter, { operations }: TestRecord): void {
  writer.write(dir, operations)
}

function newPath(
  writer: TestWriter,
  { title, section, steps }: { title: string; section: string; steps: string[] },
): TestRecord {
  const { subject, nonce } = writer.newRecord()
  const body = { slug: 'path', month: '2026/11', title: writer.words(title), about: null }
  const stepOperations: TestOperation[] = steps.map((item, place) => ({
    kind: `path.step:t${place}`,
    subject,
    body: { section: 's1', position: `a${place}`, item, title: null, asksToConfirm: place === 0, present: true },
  }))
  return {
    id: subject,
    body,
    operations: [
      { kind: 'path.version', subject, nonce, body },
      { kind: 'path.section:s1', subject, body: { title: writer.words(section), position: 'a0', present: true } },
      ...stepOperations,
    ],
  }
}
