import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { CreateLibrary, LibraryRequest, RequestAnswer } from '../../domain/requests/requests.ts'
import type { LibraryView } from '../../domain/views/library.ts'
import type { RecordView } from '../../domain/views/records.ts'
import { hrefOf } from '../../renderer/app/route.ts'

/** An empty folder to share. */
export function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'ownpace-folder-'))
}

/** A request of the page itself, under the rules of its origin; resolves to the answer's JSON. */
export async function ask<T>(
  page: Page,
  { method, path, body }: { method: string; path: string; body?: object },
): Promise<T> {
  return await page.evaluate(
    async (asked) => {
      const response = await fetch(asked.path, {
        method: asked.method,
        headers: { 'content-type': 'application/json' },
        body: asked.body === undefined ? null : JSON.stringify(asked.body),
      })
      const answer = await response.text()
      if (!response.ok) throw new Error(`${asked.path}: ${answer}`)
      return answer === '' ? null : JSON.parse(answer)
    },
    { method, path, body },
  )
}

/** Makes a library for one person who counts down for a second only; resolves to its id. */
export async function foundLibrary(page: Page, dir: string): Promise<string> {
  const person = { name: 'Aya Lopes', timeZone: 'Europe/Lisbon' }
  await ask(page, { method: 'PATCH', path: '/api/settings', body: { ...person, countdownSec: 1 } })
  const body: CreateLibrary = { dir, name: 'Payments', purpose: 'team', person }
  return (await ask<LibraryView>(page, { method: 'POST', path: '/api/libraries', body })).id
}

/** Makes a thread with two questions and waits until it is in the library; resolves to its id. */
export async function makeThread(page: Page, library: string): Promise<string> {
  const body: LibraryRequest = {
    request: 'thread.make',
    name: 'Payments weekly',
    purpose: 'status',
    cadence: { every: 'week', weekday: 5, dueMinutes: 960 },
    questions: [
      { id: 'done', text: 'What is done?', hint: '', intent: 'plain' },
      { id: 'next', text: 'What is next?', hint: '', intent: 'plain' },
    ],
    people: [],
    replacesMinutes: 60,
    suggestedSec: 240,
  }
  const path = `/api/libraries/${library}/requests`
  const { id } = await ask<RequestAnswer>(page, { method: 'POST', path, body })
  await expect.poll(() => records(page, { library, kind: 'thread' }), { timeout: 20_000 }).toMatchObject([{ id }])
  return id
}

export function records(
  page: Page,
  { library, kind }: { library: string; kind: RecordView['kind'] },
): Promise<RecordView[]> {
  return ask(page, { method: 'GET', path: `/api/libraries/${library}/records?kind=${kind}` })
}

/** Goes to where one records for a thread. */
export async function opensRecord(page: Page, to: { library: string; thread: string }): Promise<void> {
  await page.evaluate(
    (hash) => {
      location.hash = hash
    },
    hrefOf({ screen: 'record', ...to, replaces: null }),
  )
}
