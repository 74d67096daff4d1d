import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { JsonValue } from '../../../domain/json.ts'
import { foundLibrary, placeOfVersion, putFile, sha256, TestWriter, workingTime } from '../library-writer.ts'

type Body = { [key: string]: JsonValue }

/** The folder that is made, and the devices that write into it, each with a key drawn from its name. */
export interface GoldenWorld {
  dir: string
  library: string
  aya: TestWriter
  ayaPhone: TestWriter
  ben: TestWriter
  mara: TestWriter
  chen: TestWriter
  dora: TestWriter
  /** Dora's profile, put back from an old copy: the same key, another story. */
  doraRestored: TestWriter
  /** What the restored profile writes as from then on. */
  doraAnew: TestWriter
  /** Says to be Ben, and nobody has confirmed it. */
  stranger: TestWriter
}

const mediaDir = fileURLToPath(new URL('../../fixtures/media/', import.meta.url))

const seedOf = (name: string): Uint8Array => sha256(`ownpace golden library: ${name}`)

export function openWorld(dir: string): GoldenWorld {
  const { founder: aya, library } = foundLibrary(dir, { seed: seedOf('aya'), nowMs: at('2026-05-04') })
  const device = (name: string): TestWriter => new TestWriter({ library, seed: seedOf(name) })
  const dora = device('dora')
  const doraRestored = device('dora')
  doraRestored.counter = 1000
  return {
    ...{ dir, library, aya, dora, doraRestored },
    ayaPhone: device('aya’s phone'),
    ben: device('ben'),
    mara: device('mara'),
    chen: device('chen'),
    doraAnew: device('dora, anew'),
    stranger: device('stranger'),
  }
}

/** Nine in the morning of a day, UTC, or another time of it. */
export function at(date: string, time = '09:00'): number {
  return Date.parse(`${date}T${time}:00Z`)
}

export function introductionOf(writer: TestWriter, name: string, deviceName: string) {
  return [
    { kind: 'person.profile', subject: writer.id, body: { name, ...workingTime } },
    { kind: 'writer.label', subject: writer.id, body: { deviceName } },
  ]
}

export interface GoldenFile {
  name: string
  bytes: Uint8Array
}

/** A file of the fixtures under the name that it has in a library. */
export function mediaFile(name: string, source: string): GoldenFile {
  return { name, bytes: readFileSync(join(mediaDir, source)) }
}

export function captions(text: string): GoldenFile {
  const vtt = `WEBVTT\n\n00:00:00.000 --> 00:00:00.600\n${text}\n\n00:00:00.600 --> 00:00:01.200\nThat is all.\n`
  return { name: 'captions-en.vtt', bytes: Buffer.from(vtt, 'utf8') }
}

/** As heads and manifests name bytes. */
export function hashOf(bytes: Uint8Array): string {
  return Buffer.from(sha256(bytes)).toString('hex')
}

export function assetsOf(files: GoldenFile[], from?: string): JsonValue[] {
  return files.map(({ name, bytes }) => {
    const asset = { name, size: bytes.length, sha256: hashOf(bytes) }
    return from === undefined ? asset : { ...asset, from }
  })
}

/** Writes the folder of one version: its text, its files, the manifest last. Answers the version's id. */
export function publishVersion(
  dir: string,
  { subject, body, text, files = [] }: { subject: string; body: Body; text: string; files?: GoldenFile[] },
): string {
  const { version, folder } = placeOfVersion(subject, body)
  const written = [{ name: 'item.md', bytes: Buffer.from(text, 'utf8') }, ...files]
  for (const { name, bytes } of written) putFile(join(dir, folder, name), bytes)
  const manifest = { item: subject, version, files: assetsOf(written) }
  putFile(join(dir, folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  return version
}

/** What one reads in a folder without any app. */
export function itemMd({ title, by, on, words }: { title: string; by: string; on: string; words: string }): string {
  const foot = 'Published with Ownpace. The files in this folder need no app to be read.'
  return `# ${title}\n\nBy ${by}  \n${on}\n\n${words}\n\n---\n\n${foot}\n`
}

export function updateBody(
  writer: TestWriter,
  {
    slug,
    month,
    title,
    done,
    blocked = null,
    asks = [],
    video = null,
    assets = [],
  }: {
    slug: string
    month: string
    title: string
    done: string
    blocked?: string | null
    asks?: JsonValue[]
    video?: JsonValue
    assets?: JsonValue[]
  },
): Body {
  const startMs = video === null ? null : 600
  const inTheWay = blocked === null ? null : writer.words(blocked)
  return {
    ...{ slug, month, title: writer.words(title) },
    answers: [
      { question: 'done', text: writer.words(done), startMs: video === null ? null : 0, isBlocker: false },
      { question: 'blocked', text: inTheWay, startMs: blocked === null ? null : startMs, isBlocker: blocked !== null },
    ],
    ...{ asks, intent: null, isNothing: false, video, assets },
  }
}
