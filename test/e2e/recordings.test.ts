import { join } from 'node:path'
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

it('a file that was brought in is reviewed, published and listed like a recording, and may be let go', async () => {
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
  const video = await probeVideo(await publishedVideo(folder))
  expect(Math.abs(video.durationSec - 1.06)).toBeLessThan(0.15)

  await page.goto(page.url().replace(/#.*$/, '#/recordings'))
  await page.getByText('Published. Goes in 14 days.').waitFor()
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
