import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { JsonValue } from '../../domain/json.ts'
import type { Reaction } from '../../domain/records/comment.ts'
import { createBackend } from '../../electron/backend/app.ts'
import { startBrowserHost } from '../../electron/browser/host.ts'
import { findChromium } from '../../electron/browser/launch.ts'
import { foundLibrary, placeOfVersion, sha256, type TestOperation, TestWriter } from '../support/library-writer.ts'
import { newComment, newThread, profileOf } from '../support/test-records.ts'
import { joinsAsNewcomer } from './steps.ts'

/** An update of someone else's, with files that were made elsewhere. */
export interface FilmedUpdate {
  title: string
  /** Their base names are those of the assets. */
  files: readonly string[]
  durationMs: number
  width: number
  height: number
  hasSound: boolean
  /** Where its two answers begin. */
  startsMs?: readonly [number, number]
  comments?: readonly { atMs: number; text: string; reaction?: Reaction | 'wave' }[]
}

/** A person who opens a folder in which others published before. */
export interface WatchWorld {
  dir: string
  library: string
  page: Page
  /** Puts an update into the folder; answers its id and where its files stand. */
  publishes(filmed: FilmedUpdate): { id: string; folder: string }
  /** Opens an update, and waits until its film is shown. */
  watches(id: string, query?: string): Promise<void>
  /** Opens the page anew, as far as `watches` does. */
  reloads(): Promise<void>
  close(): Promise<void>
}

export async function openWatchWorld({ width = 1280, height = 800 } = {}): Promise<WatchWorld> {
  const executablePath = findChromium({ env: process.env, platform: process.platform })
  if (executablePath === null) throw new Error('no browser built on Chromium was found')
  const dir = mkdtempSync(join(tmpdir(), 'ownpace-watch-'))
  const shared = join(dir, 'shared')
  const nowMs = Date.now() - 3_600_000
  const { founder, library } = foundLibrary(shared, { nowMs })
  const mara = new TestWriter({ library, nowMs })
  founder.write(shared, [
    profileOf(founder, 'Aya Lopes'),
    { kind: 'library.about', subject: library, body: { name: 'Northlight', purpose: 'team' } },
  ])
  mara.write(shared, [profileOf(mara, 'Mara Olsen')])
  const thread = newThread(founder, 'Payments')
  founder.write(shared, thread.operations)

  const host = await startBrowserHost({
    profileDir: join(dir, 'profile'),
    createBackend,
    open: false,
    json: true,
    print: () => undefined,
    log: () => undefined,
  })
  const browser: Browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
  })
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  await page.goto(host.url)
  await page.getByRole('main').waitFor()
  await joinsAsNewcomer(page, { dir: shared })

  /** Until the video knows its length, it has not gone to where one left off. */
  const opens = async (): Promise<void> => {
    await page.getByRole('region', { name: 'Player' }).waitFor()
    await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 1)
  }

  return {
    dir,
    library,
    page,
    publishes(filmed) {
      const { subject, nonce } = mara.newRecord()
      const body = bodyOf(mara, filmed)
      const operations: TestOperation[] = [
        { kind: 'update.version', subject, nonce, body },
        { kind: 'update.place', subject, body: { thread: thread.id, cycle: '2026-W45' } },
      ]
      const { version, folder } = placeOfVersion(subject, body)
      for (const file of filmed.files) {
        const path = join(shared, folder, basename(file))
        mkdirSync(dirname(path), { recursive: true })
        copyFileSync(file, path)
      }
      mara.write(shared, operations)
      for (const comment of filmed.comments ?? []) {
        founder.write(shared, commentOperations(founder, { item: subject, version, ...comment }))
      }
      return { id: subject, folder: join(shared, folder) }
    },
    async watches(id, query = '') {
      await page.evaluate((hash) => {
        location.hash = hash
      }, `#/watch/${library}/${id}${query}`)
      await opens()
    },
    async reloads() {
      await page.reload()
      await opens()
    },
    async close() {
      await browser.close()
      await host.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

function bodyOf(writer: TestWriter, filmed: FilmedUpdate): { [key: string]: JsonValue } {
  const { durationMs, width, height, hasSound, startsMs = [0, durationMs / 2] } = filmed
  const [moved, blocked] = startsMs
  return {
    slug: 'filmed',
    month: '2026/11',
    title: writer.words(filmed.title),
    answers: [
      { question: 'done', text: writer.words('Refunds settle the same day.'), startMs: moved, isBlocker: false },
      { question: 'blocked', text: writer.words('The ledger job retries.'), startMs: blocked, isBlocker: true },
    ],
    asks: [],
    intent: null,
    isNothing: false,
    video: { durationMs, width, height, hasSound },
    assets: filmed.files.map((path) => {
      // What plays a file does not check it, and hashing hundreds of megabytes takes a while.
      const isLarge = statSync(path).size > 10_000_000
      const hash = isLarge ? sha256(path) : sha256(readFileSync(path))
      return { name: basename(path), size: statSync(path).size, sha256: Buffer.from(hash).toString('hex') }
    }),
  }
}

function commentOperations(
  writer: TestWriter,
  on: { item: string; version: string; atMs: number; text: string; reaction?: string },
): TestOperation[] {
  const comment = newComment(writer, { on: on.item, text: on.text })
  const body = {
    ...comment.body,
    on: { item: on.item, version: on.version, ms: on.atMs },
    ...(on.reaction === undefined ? {} : { reaction: on.reaction }),
  }
  return comment.operations.map((each) => ({ ...each, body }))
}
