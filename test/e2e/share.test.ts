import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeVideo } from '../support/media.ts'
import { type ToldLibrary, toldLibrary } from '../support/told-library.ts'
import { opensHash } from './filled-library.ts'
import { type LivedDevice, type LivedWorld, openLivedWorld } from './lived-world.ts'
import { seriousFindings } from './screen-checks.ts'
import { joinsAsNewcomer, saysWhoTheyAre } from './steps.ts'

let world: LivedWorld
let video: string

beforeAll(async () => {
  world = await openLivedWorld({ beginsAtMs: Date.UTC(2026, 10, 6, 14) })
  video = await makeVideo({ path: join(world.dir, 'talk.mp4'), secondsEach: 12 })
})

afterAll(() => world?.close())

/** A device that has joined a library which others filled. */
async function deviceIn(told: ToldLibrary): Promise<LivedDevice> {
  const device = await world.device({ timeZone: 'Europe/Lisbon' })
  await saysWhoTheyAre(device.page, { name: 'Ben Carter', timeZone: 'Europe/Lisbon' })
  await joinsAsNewcomer(device.page, { dir: told.dir })
  return device
}

async function chooses(page: Page, menu: string, entry: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: menu }).click()
  await page.getByRole('menuitem', { name: entry }).click()
}

const copiedText = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText())

describe('sharing from the app', () => {
  it('copies an update, a decision and a path as text for mail or chat', async () => {
    const told = await toldLibrary({ video })
    const { page, complaints } = await deviceIn(told)
    await opensHash(page, `#/watch/${told.library}/${told.filmed}`)
    await chooses(page, 'More about this', 'Copy as text')
    await page.getByText('Copied as text').waitFor()
    expect(await copiedText(page)).toBe(
      [
        ...['Refunds settle the same day', 'Mara Olsen, 2 November 2026 · Payments', ''],
        ...['What got done (0:00)', 'Since Friday refunds settle the same day.', ''],
        ...['What is in the way (0:09)', 'In the way: The ledger job retries under load.', ''],
        ...['Asks Mara Olsen, by 5 November 2026: Please look at the invoice', ''],
      ].join('\n'),
    )
    await opensHash(page, `#/decision/${told.library}/${told.decision}`)
    await chooses(page, 'More about this', 'Copy as text')
    await expect.poll(() => copiedText(page)).toContain('What it rests on\n- Refunds settle the same day (0:04)')
    await opensHash(page, `#/path/${told.library}/${told.path}`)
    await chooses(page, 'More about this path', 'Copy as text')
    await expect.poll(() => copiedText(page)).toContain('Read this\n1. How we refund\n2. Refunds settle the same day')
    expect(complaints).toEqual([])
  })

  it('downloads a copy as a zip that opens by its page, where there is no window to choose a folder', async () => {
    const told = await toldLibrary({ video })
    const { page, complaints } = await deviceIn(told)
    await opensHash(page, `#/watch/${told.library}/${told.filmed}`)
    await chooses(page, 'More about this', 'Share a copy…')
    const dialog = page.getByRole('dialog', { name: 'Share a copy' })
    await dialog.getByText('Comments stay here.').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    const downloading = page.waitForEvent('download')
    await dialog.getByRole('link', { name: 'Download as a zip' }).click()
    const download = await downloading
    expect(download.suggestedFilename()).toBe('2026-11-02 Mara – Refunds settle the same day.zip')
    const zip = join(world.dir, 'copy.zip')
    await download.saveAs(zip)
    const program = 'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])'
    await promisify(execFile)('python3', ['-c', program, zip, join(world.dir, 'copy')])
    const folder = join(world.dir, 'copy', '2026-11-02 Mara – Refunds settle the same day')
    expect(readFileSync(join(folder, 'video.mp4')).equals(readFileSync(video))).toBe(true)
    await page.goto(pathToFileURL(join(folder, 'index.html')).href)
    await page.getByRole('heading', { name: 'Refunds settle the same day' }).waitFor()
    expect(complaints).toEqual([])
  })

  it('exports the library from the settings, and says what it wrote and what is missing', async () => {
    const told = await toldLibrary({ video })
    const { page } = await deviceIn(told)
    const out = join(world.dir, 'exported')
    await opensHash(page, '#/settings')
    await page.getByRole('button', { name: 'Export…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Export Northlight' })
    await dialog.getByRole('textbox', { name: 'Folder' }).fill(out)
    expect(await seriousFindings(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByText(`6 pages and 1 video are in ${out}.`).waitFor()
    expect(existsSync(join(out, 'index.html'))).toBe(true)
    expect(readdirSync(join(out, 'Threads', 'Payments'))).toContain('2026-11-02 Mara – Refunds settle the same day')

    // the library itself is no place for its export
    await page.getByRole('button', { name: 'Export…' }).click()
    await dialog.getByRole('textbox', { name: 'Folder' }).fill(join(told.dir, 'inside'))
    await dialog.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByText('This folder already holds other things.').waitFor()
    expect(existsSync(join(told.dir, 'inside', 'index.html'))).toBe(false)
  })
})
