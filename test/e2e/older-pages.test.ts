import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cycleAt } from '../../domain/time/cadence.ts'
import { type Device, openWorld, type World } from '../support/app-in-browser.ts'
import { foundLibrary, type TestWriter } from '../support/library-writer.ts'
import { newThread, newUpdate, profileOf, type TestRecord } from '../support/test-records.ts'
import { opensHash } from './filled-library.ts'

const dayMs = 86_400_000
const perBatch = 100
/** More than a page keeps, of which the oldest are asked for as one scrolls. */
const batchCount = 56

let world: World
let device: Device
let founder: TestWriter
let library = ''
let thread: TestRecord
/** From the oldest to the newest. */
const updates: TestRecord[] = []

function titled(title: string, atMs: number): TestRecord {
  founder.nowMs = atMs
  const update = newUpdate(founder, { thread: thread.id, title, done: `${title} is through.` })
  const cadence = { every: 'week', weekday: 4, dueMinutes: 960 } as const
  const cycle = cycleAt({ cadence, nowMs: atMs, timeZone: 'Europe/Lisbon' }).id
  const [version, place] = update.operations
  if (version === undefined || place === undefined) throw new Error('an update has two operations')
  return { ...update, operations: [version, { ...place, body: { thread: thread.id, cycle } }] }
}

beforeAll(async () => {
  world = await openWorld()
  const found = foundLibrary(world.sharedDir)
  founder = found.founder
  library = found.library
  founder.nowMs = Date.now() - 500 * dayMs
  thread = newThread(founder, 'Payments')
  founder.write(world.sharedDir, [profileOf(founder, 'Mara Oliveira'), ...thread.operations])
  for (let batch = 0; batch < batchCount; batch += 1) {
    const atMs = Date.now() - (batchCount - batch) * 7 * dayMs
    const word = batch === 0 ? 'Quixotry' : 'Invoice'
    const made = Array.from({ length: perBatch }, (_each, place) => titled(`${word} ${batch * perBatch + place}`, atMs))
    founder.write(
      world.sharedDir,
      made.flatMap(({ operations }) => operations),
    )
    updates.push(...made)
  }
  device = await world.device({ name: 'Aya', timeZone: 'Europe/Lisbon' })
  const joined = await device.cli('library', 'join', world.sharedDir)
  expect(joined.exitCode, joined.stderr).toBe(0)
})

afterAll(() => world.close())

/** The ids of a library that the page keeps in its own store. */
function keptIds(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('ownpace')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const asking = opening.result.transaction('records').objectStore('records').getAllKeys()
          asking.onerror = () => reject(asking.error)
          asking.onsuccess = () => {
            opening.result.close()
            resolve(asking.result.map((key) => String(key).split('/')[1] ?? ''))
          }
        }
      }),
  )
}

/** Wheels down until something is in sight. */
async function scrollsTo(page: Page, text: RegExp): Promise<void> {
  const wanted = page.getByText(text)
  await page.mouse.move(800, 500)
  await expect
    .poll(
      async () => {
        await page.mouse.wheel(0, 40_000)
        return wanted.count()
      },
      { timeout: 90_000, interval: 50 },
    )
    .toBeGreaterThan(0)
}

describe('a library of more than a page keeps', () => {
  it('is kept by its newest, and the oldest are not unseen for who comes new', async () => {
    const { page } = device
    await opensHash(page, '#/')
    await expect.poll(async () => (await keptIds(page)).length, { timeout: 60_000 }).toBe(5003)
    const kept = new Set(await keptIds(page))
    expect(updates.slice(-5000).every(({ id }) => kept.has(id))).toBe(true)
    // One begins with the two weeks before one came.
    await page.getByRole('heading', { name: '100 updates.' }).waitFor()
  })

  it('shows its oldest updates to who scrolls down its thread, with only some of them drawn', async () => {
    const { page } = device
    await opensHash(page, `#/thread/${library}/${thread.id}`)
    await page.getByRole('heading', { name: 'Payments', level: 1 }).waitFor()
    await scrollsTo(page, /^Quixotry \d+ is through\.$/)
    expect(await page.locator('tbody tr').count()).toBeLessThan(600)
  })

  it('is where one left it when one comes back', async () => {
    const { page } = device
    const top = () => page.locator('#content').evaluate((content) => content.scrollTop)
    const link = page.getByRole('link', { name: /^Quixotry/ }).first()
    await link.scrollIntoViewIfNeeded()
    const left = await top()
    await link.click()
    await page.getByRole('heading', { name: /^Quixotry/ }).waitFor()
    await page.goBack()
    await page
      .getByRole('link', { name: /^Quixotry/ })
      .first()
      .waitFor()
    await expect.poll(async () => Math.abs((await top()) - left)).toBeLessThan(800)
  })

  it('opens what search finds outside of what is kept', async () => {
    const { page } = device
    await opensHash(page, '#/search?q=quixotry')
    await page.locator('[data-hit]').first().waitFor()
    await page.locator('[data-hit]').first().click()
    await page
      .getByText(/^Quixotry \d+ is through\.$/)
      .first()
      .waitFor()
  })

  it('loses what was withdrawn, from the screen and from the page’s own store', async () => {
    const { page } = device
    const gone = updates.at(-1)
    if (gone === undefined) throw new Error('there are updates')
    await opensHash(page, `#/watch/${library}/${gone.id}`)
    await page.getByText('Invoice 5599 is through.').first().waitFor()
    founder.nowMs = Date.now()
    founder.write(world.sharedDir, [{ kind: 'update.withdrawn', subject: gone.id, body: {} }])
    await page.getByText('This is not here.').waitFor()
    await expect.poll(async () => (await keptIds(page)).includes(gone.id)).toBe(false)
  })

  it('is filled again from an index that was made anew, and never looks empty meanwhile', async () => {
    const { page } = device
    await opensHash(page, '#/')
    const row = page.getByRole('article').first()
    await row.waitFor()
    await page.evaluate(() => {
      const looked = { wasEmpty: false }
      Object.assign(window, { looked })
      new MutationObserver(() => {
        if (document.querySelector('main article') === null) looked.wasEmpty = true
      }).observe(document.body, { childList: true, subtree: true })
    })
    await device.killBackend()
    for (const name of ['index.sqlite', 'index.sqlite-wal', 'index.sqlite-shm']) {
      await rm(join(device.profileDir, 'libraries', library, name), { force: true })
    }
    const fresh = titled('Fresh words', Date.now())
    founder.write(world.sharedDir, fresh.operations)
    await device.startBackend()
    await page.getByText('Fresh words is through.').first().waitFor({ timeout: 90_000 })
    expect(await page.evaluate(() => (window as unknown as { looked: { wasEmpty: boolean } }).looked.wasEmpty)).toBe(
      false,
    )
  })
})
