import { randomBytes as nodeRandomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LibraryRequest, RequestAnswer } from '../../../../domain/requests/requests.ts'
import type { LibraryView, OutboxEntryView, RecordDetail } from '../../../../domain/views/library.ts'
import { createBackend } from '../../../../electron/backend/app.ts'
import { findAppFiles } from '../../../../electron/backend/host/app-files.ts'
import type { Backend, RandomBytes } from '../../../../electron/backend/ports.ts'
import { openConfFile } from '../../../../electron/backend/settings/conf-file.ts'
import { openSettings } from '../../../../electron/backend/settings/store.ts'

/** A device: a profile with the whole backend, spoken to as the page does. */
export interface Device {
  profileDir: string
  backend: Backend
  log: string[]
  call<T>(method: string, path: string, body?: unknown): Promise<T>
  create(dir: string, name?: string): Promise<LibraryView>
  join(dir: string, name: string): Promise<LibraryView>
  ask(library: string, request: LibraryRequest): Promise<RequestAnswer>
  /** Asks, and waits until it is published whole. */
  say(library: string, request: LibraryRequest): Promise<string>
  record(library: string, id: string): Promise<RecordDetail>
  outbox(): Promise<OutboxEntryView[]>
  close(): Promise<void>
}

export function makeFolder(name: string): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `ownpace-${name}-`))
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) }
}

export async function startDevice({
  profileDir,
  undoSec = 0,
  nowMs = () => Date.now(),
  randomBytes = nodeRandomBytes,
}: {
  profileDir: string
  undoSec?: number
  nowMs?: () => number
  randomBytes?: RandomBytes
}): Promise<Device> {
  mkdirSync(profileDir, { recursive: true })
  const log: string[] = []
  const write = (line: string): void => void log.push(line)
  const clock = { nowMs }
  const settings = openSettings({ profileDir, clock, timeZone: 'Europe/Berlin', openFile: openConfFile, log: write })
  settings.set({ undoSec })
  const backend = await createBackend({
    profileDir,
    clock,
    randomBytes,
    host: 'terminal',
    desktop: null,
    settings,
    indexWorkerUrl: findAppFiles().indexWorkerUrl,
    log: write,
  })
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await backend.fetch(
      new Request(`http://device${path}`, {
        method,
        ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      }),
    )
    const answer = (await response.json()) as T
    if (!response.ok) throw Object.assign(new Error(JSON.stringify(answer)), { status: response.status, answer })
    return answer
  }
  const device: Device = {
    profileDir,
    backend,
    log,
    call,
    create: (dir, name = 'Payments team') =>
      call('POST', '/api/libraries', {
        dir,
        name,
        purpose: 'team',
        person: { name: 'Aya', timeZone: 'Europe/Berlin' },
      }),
    join: (dir, name) =>
      call('POST', '/api/libraries/join', { dir, as: { new: { name, timeZone: 'America/New_York' } } }),
    ask: (library, request) => call('POST', `/api/libraries/${library}/requests`, request),
    async say(library, request) {
      const { id, outboxId } = await device.ask(library, request)
      await until(async () => {
        const entry = (await device.outbox()).find((waiting) => waiting.id === outboxId)
        if (entry?.state === 'stuck') throw new Error(JSON.stringify(entry.failure))
        return entry === undefined
      })
      return id
    },
    record: (library, id) => call('GET', `/api/libraries/${library}/records/${id}`),
    outbox: () => call('GET', '/api/outbox'),
    close: () => backend.close(),
  }
  return device
}

/** Asks until the answer is yes; each question has an end, and so has the test. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20))
}

/** Every file below a folder, as relative paths with forward slashes. */
export function filesIn(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(dir.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort()
}

/** The files below a folder whose bytes hold a text. */
export function filesWith(dir: string, text: string): string[] {
  return filesIn(dir).filter((path) => readFileSync(join(dir, path)).includes(text))
}

export const thread: Extract<LibraryRequest, { request: 'thread.make' }> = {
  request: 'thread.make',
  name: 'Payments',
  purpose: 'status',
  cadence: { every: 'week', weekday: 4, dueMinutes: 17 * 60 },
  questions: [
    { id: 'shipped', text: 'What moved?', hint: '', intent: 'plain' },
    { id: 'blocked', text: 'What is in the way?', hint: '', intent: 'blocker' },
  ],
  people: [],
  replacesMinutes: 30,
  suggestedSec: 180,
}

export function update(threadId: string, text: string): Extract<LibraryRequest, { request: 'update.publish' }> {
  return {
    request: 'update.publish',
    thread: threadId,
    cycle: '2026-W47',
    isNothing: false,
    video: null,
    title: 'Refunds settle again',
    answers: [
      { question: 'shipped', text, startMs: null, isBlocker: false },
      { question: 'blocked', text: 'The audit.', startMs: null, isBlocker: true },
    ],
    asks: [],
    intent: null,
    captions: [],
  }
}

export const preparedId = 'abcdefghijklmnop'

/** Puts a prepared video where composing would; its bytes are never decoded when it is published. */
export function prepareVideo(
  { profileDir }: Pick<Device, 'profileDir'>,
  id = preparedId,
  sizeBytes = 2_500_000,
): Buffer {
  const dir = join(profileDir, 'prepared', id)
  const bytes = nodeRandomBytes(sizeBytes)
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, 'video.mp4'), bytes)
  writeFileSync(join(dir, 'poster.webp'), 'poster')
  writeFileSync(join(dir, 'storyboard.webp'), 'stills')
  const facts = {
    durationMs: 61_000,
    width: 1280,
    height: 720,
    sizeBytes: bytes.length,
    hasSound: true,
    storyboard: true,
  }
  writeFileSync(
    join(dir, 'prepared.json'),
    JSON.stringify({ id, source: { fileName: 'a.mov' }, ...facts, chapters: [] }),
  )
  return bytes
}
