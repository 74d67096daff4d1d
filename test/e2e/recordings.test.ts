import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Device, openWorld, type World } from '../support/app-in-browser.ts'
import { probeVideo, publishedVideo, publishedVideos } from '../support/published-video.ts'
import { publishesNow, putsIntoWords, startsLibraryWithThread } from './record-steps.ts'
import { faultsOf } from './screen-checks.ts'
import { asks, bringsFile } from './steps.ts'

const media = join(import.meta.dirname, '../fixtures/media')
let world: World
let ada: Device
let folder: string

beforeAll(async () => {
  world = await openWorld()
  folder = join(world.dir, 'folder')
  ada = await world.device({ name: 'Ada', timeZone: 'Europe/Vienna' })
  await startsLibraryWithThread(ada.page, {
    dir: folder,
    thread: 'Payments',
    questions: ['What moved?', 'What is next?'],
  })
}, 180_000)

afterAll(async () => {
  await world?.close()
})

it('a file that was brought in is reviewed, published, cut again and listed like a recording, and may be let go', async () => {
  const { page } = ada
  await page.goto(page.url().replace(/#.*$/, '#/recordings'))
  await page.getByRole('heading', { name: 'No recording is on this device.' }).waitFor()
  expect(await faultsOf(page)).toEqual([])

  await page.goto(page.url().replace(/#.*$/, '#/record'))
  await bringsFile(page, join(media, 'cut-short.webm'))
  await page.getByText('cut-short.webm').first().waitFor()
  await page.getByText(/The end of this file is missing/).waitFor()
  await putsIntoWords(page, { title: 'What the camera saw', answers: { 'What moved?': 'The parcel.' } })
  await publishesNow(page)
  await vi.waitUntil(async () => (await publishedVideos(folder)).length > 0, { timeout: 60_000 })
  const first = await publishedVideo(folder)
  const { durationSec } = await probeVideo(first)
  expect(Math.abs(durationSec - 1.06)).toBeLessThan(0.15)

  await page.goto(page.url().replace(/#.*$/, '#/recordings'))
  await page.getByText('Published. Goes in 14 days.').waitFor()
  await page.getByRole('button', { name: /^More about/ }).click()
  await page.getByRole('menuitem', { name: 'See what was published' }).click()
  await page.getByRole('button', { name: 'More about this' }).click()
  await page.getByRole('menuitem', { name: 'Cut it, or record a part again' }).click()
  await page.getByRole('heading', { name: 'Look it over, and put it into words' }).waitFor()
  await expect.poll(() => page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('What the camera saw')
  await cutsBeginning(page, { frames: 12 })
  await page.getByRole('button', { name: 'Publish the correction' }).click()
  await page.getByRole('button', { name: 'Publish now' }).click({ timeout: 120_000 })
  const isNew = (path: string): boolean => path !== first
  await vi.waitUntil(async () => (await publishedVideos(folder)).some(isNew), { timeout: 60_000 })
  const shorter = await probeVideo((await publishedVideos(folder)).find(isNew) ?? '')
  expect(Math.abs(durationSec - shorter.durationSec - 12 / 30)).toBeLessThan(0.1)

  await page.goto(page.url().replace(/#.*$/, '#/recordings'))
  await page.getByText('Published. Goes in 14 days.').waitFor()
  expect(await page.getByRole('button', { name: /^More about/ }).count()).toBe(1)
  expect(await faultsOf(page)).toEqual([])
  await page.getByRole('button', { name: /^More about/ }).click()
  await page.getByRole('menuitem', { name: 'Keep it', exact: true }).click()
  await page.getByText('Is kept until you say otherwise.').waitFor()
  await page.getByRole('button', { name: 'Clean up' }).click()
  await page.getByText(/^Nothing may go/).waitFor()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: /^More about/ }).click()
  await page.getByRole('menuitem', { name: 'Keep it no longer' }).click()
  await page.getByText('Published. Goes in 14 days.').waitFor()

  await page.getByRole('button', { name: 'Play' }).click()
  await page.getByRole('heading', { name: 'Look it over, and put it into words' }).waitFor()
  await page.goto(page.url().replace(/#.*$/, '#/recordings'))
  await page.getByRole('button', { name: 'Clean up' }).click()
  const dialog = page.getByRole('dialog', { name: 'Let recordings go?' })
  await dialog.getByText(/All of it is published/).waitFor()
  expect(await faultsOf(page)).toEqual([])
  await dialog.getByRole('button', { name: /^Remove/ }).click()
  await page.getByRole('heading', { name: 'No recording is on this device.' }).waitFor()
  expect(await asks(page, '/api/takes')).toEqual({ takes: [] })
})

/** In the review, by its keys: takes so many frames away from the start. */
async function cutsBeginning(page: Page, { frames }: { frames: number }): Promise<void> {
  const line = page.getByRole('group', { name: 'What is kept' })
  await line.waitFor()
  await page.keyboard.press('Home')
  await page.keyboard.press('i')
  for (let frame = 0; frame < frames; frame += 1) await page.keyboard.press('.')
  await page.keyboard.press('o')
  await page.keyboard.press('x')
  await page.getByRole('button', { name: 'Undo Ctrl Z' }).waitFor()
}
