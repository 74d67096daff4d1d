import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import type { LibraryView } from '../../domain/views/library.ts'
import type { RecordView } from '../../domain/views/records.ts'
import { openWorld } from './app-in-browser.ts'

/** `npm run screenshots`: every screen, light and dark, at 1280×800, of the sample library, into `screenshots/`. */
const outDir = fileURLToPath(new URL('../../screenshots/', import.meta.url))

const world = await openWorld({ width: 1400, height: 1000 })
try {
  await mkdir(outDir, { recursive: true })
  const device = await world.device({ name: 'Aya Lopes', timeZone: 'Europe/Lisbon' })
  await shootBoth(device.page, 'first-run')
  await makeSample(device.page)
  for (const [name, hash] of await screensOf(device.page)) {
    await device.page.goto(new URL(hash, device.page.url()).href)
    await shootBoth(device.page, name)
  }
  await shootRecording(device.page)
} finally {
  await world.close()
}

async function shootBoth(page: Page, name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme })
    await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined)
    await page.screenshot({ path: join(outDir, `${name}-${theme}.png`) })
  }
}

/** From the record screen, where the last of the screens left off: what is shown, the recording, and what is made of it. */
async function shootRecording(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Choose a screen or window' }).click()
  await page.getByLabel('What is recorded').waitFor()
  await page.getByLabel('Your camera').first().waitFor()
  await shootBoth(page, 'record-screen')
  await page.getByRole('button', { name: /^Record, after/ }).click()
  await page.getByRole('timer', { name: 'Recorded so far' }).filter({ hasText: '0:04' }).waitFor()
  await shootBoth(page, 'recording')
  await page.getByRole('button', { name: 'Finish' }).click()
  await page.getByRole('heading', { name: 'Look it over, and put it into words' }).waitFor()
  await shootBoth(page, 'review')
}

/** The page's own requests, so that the session and its rules are those of the app. */
async function ask<T>(page: Page, path: string, method: 'GET' | 'POST' = 'GET'): Promise<T> {
  return page.evaluate(async ([address, how]) => (await fetch(address, { method: how })).json(), [
    path,
    method,
  ] as const)
}

async function makeSample(page: Page): Promise<void> {
  await ask(page, '/api/libraries/sample', 'POST')
  const state = await page.evaluate(async () => {
    const events = (await fetch('/api/events')).body?.getReader()
    for (;;) {
      const jobs: { kind: string; state: string }[] = await (await fetch('/api/jobs')).json()
      const made = jobs.find(({ kind, state }) => kind === 'sample' && state !== 'queued' && state !== 'running')
      if (made) return made.state
      await events?.read()
    }
  })
  if (state !== 'done') throw new Error(`the sample library could not be made: ${state}`)
}

async function screensOf(page: Page): Promise<[name: string, hash: string][]> {
  const [library] = await ask<LibraryView[]>(page, '/api/libraries')
  if (library === undefined) throw new Error('the sample library is not there')
  const first = async (kind: RecordView['kind']): Promise<string> => {
    const [record] = await ask<RecordView[]>(page, `/api/libraries/${library.id}/records?kind=${kind}&limit=1`)
    if (record === undefined) throw new Error(`the sample library has no ${kind}`)
    return `${library.id}/${record.id}`
  }
  const thread = await first('thread')
  const update = await first('update')
  const path = await first('path')
  const document = await first('document')
  const decision = await first('decision')
  return [
    ['catch-up', '#/'],
    ['thread', `#/thread/${thread}`],
    ['thread-by-question', `#/thread/${thread}?tab=by-question`],
    ['thread-edit', `#/thread-edit/${thread}`],
    ['watch', `#/watch/${update}`],
    ['read', `#/watch/${update}?read=1`],
    ['onboarding', '#/onboarding'],
    ['path', `#/path/${path}`],
    ['path-edit', `#/path-edit/${path}`],
    ['step', `#/step/${path}/t1`],
    ['document', `#/document/${document}`],
    ['document-edit', `#/document-edit/${document}`],
    ['decisions', '#/decisions'],
    ['decision', `#/decision/${decision}`],
    ['decision-edit', `#/decision-edit/${library.id}/new`],
    ['search', '#/search?q=retry'],
    ['people', '#/people'],
    ['invite', `#/invite/${library.id}`],
    ['settings', '#/settings'],
    ['health', '#/health'],
    ['join', '#/join'],
    ['write', `#/write/${thread}`],
    ['record', `#/record?library=${library.id}&thread=${thread.split('/')[1]}`],
  ]
}
