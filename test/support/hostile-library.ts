import { lstatSync, mkdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { expect } from 'vitest'
import type { RecordView } from '../../domain/views/records.ts'
import { filesBelow } from './files-below.ts'
import { type IndexedLibrary, indexedLibrary, temporaryFolder } from './indexed-library.ts'
import { placeOfVersion, putFile, TestWriter, type WrittenBatch } from './library-writer.ts'
import { newThread, newUpdate, profileOf, type TestRecord } from './test-records.ts'

export const canaryWord = 'canarybird'

/** A library with an update of an honest person, and beside it a folder that nothing may look into. */
export interface HostileWorld extends IndexedLibrary {
  outside: string
  thread: TestRecord
  update: TestRecord
  /** Of the update: its captions are here. */
  updateFolder: string
  batches: WrittenBatch[]
  /** Somebody with a key of their own, and a folder to write into. */
  mallory: TestWriter
  /** Month's folder of the honest person, relative to the library. */
  month: string
}

const captionsOf = (text: string): Buffer => Buffer.from(`WEBVTT\n\n00:00.000 --> 00:02.000\n${text}\n`, 'utf8')

export function hostileWorld(): HostileWorld {
  const indexed = indexedLibrary()
  const { founder, dir, library } = indexed
  const outside = join(temporaryFolder(), 'outside')
  mkdirSync(outside)
  const profile = founder.write(dir, [profileOf(founder, 'Aya')])
  const thread = newThread(founder, 'Payments')
  const threadBatch = founder.write(dir, thread.operations)
  const words = captionsOf(canaryWord)
  const files = [
    { name: 'video.mp4', bytes: Buffer.alloc(64, 7) },
    { name: 'captions-en.vtt', bytes: words },
  ]
  const update = newUpdate(founder, { thread: thread.id, title: 'Invoices are out', done: 'Sent them all', files })
  const updateBatch = founder.write(dir, update.operations)
  const updateFolder = placeOfVersion(update.id, update.body).folder
  for (const { name, bytes } of files) putFile(join(outside, updateFolder, name), bytes)
  const mallory = new TestWriter({ library })
  const month = `ops/${founder.id}/202611`
  const batches = [profile, threadBatch, updateBatch]
  return { ...indexed, outside, thread, update, updateFolder, batches, mallory, month }
}

/** What the honest person said, which nothing may change. */
export async function expectUnharmed(world: HostileWorld): Promise<void> {
  expect(await world.view('update', world.update.id)).toMatchObject({ title: 'Invoices are out' })
  expect(await world.view('thread', world.thread.id)).toMatchObject({ name: 'Payments' })
  expect(await world.view('person', world.founder.id)).toMatchObject({ name: 'Aya', isOwner: true })
}

/** Nothing of a view says what only stands outside of the folder. */
export function expectNoCanary(views: RecordView[]): void {
  expect(JSON.stringify(views)).not.toContain(canaryWord)
}

/** Names, sizes, bytes and times of all files of a folder. */
export function snapshotOf(dir: string): string[] {
  return filesBelow(dir).map((path) => {
    const { size, mtimeMs, ctimeMs } = lstatSync(join(dir, path))
    return `${path} ${size} ${mtimeMs} ${ctimeMs} ${readFileSync(join(dir, path)).toString('base64')}`
  })
}

/** Whether a path is a folder or below it. */
export function isWithin(path: string, dir: string): boolean {
  return path === dir || path.startsWith(dir + sep)
}
