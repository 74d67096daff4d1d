import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LibraryView, OutboxEntryView } from '../../domain/views/library.ts'
import { type Device, openWorld, type World } from '../support/app-in-browser.ts'
import { seriousFindings } from './screen-checks.ts'
import { asks, writes } from './steps.ts'

let world: World
let desk: Device
let laptop: Device
let mara: Device
let library = ''

const title = 'How we ship'
const firstText = 'We ship on Fridays.\n\nTests are green.\n\nThen it goes out.'

const goes = (page: Page, hash: string): Promise<unknown> => page.goto(new URL(hash, page.url()).href)
const versionOf = async (page: Page, id: string): Promise<string> =>
  (await asks<{ view: { version: string } }>(page, `/api/libraries/${library}/records/${id}`)).view.version

/** Does not wait out the minute in which what was published can be undone. */
async function sendsWaiting(page: Page): Promise<void> {
  await expect.poll(async () => (await asks<OutboxEntryView[]>(page, '/api/outbox')).length).toBeGreaterThan(0)
  for (const { id } of await asks<OutboxEntryView[]>(page, '/api/outbox')) {
    await asks(page, `/api/outbox/${id}/now`, { method: 'POST' })
  }
}

beforeAll(async () => {
  world = await openWorld()
  desk = await world.device({ name: 'Aya', timeZone: 'Europe/Lisbon' })
  const made = await desk.cli('library', 'create', world.sharedDir, '--name', 'Payments', '--json')
  library = made.json<LibraryView>().id
  laptop = await world.device({ name: 'Aya', timeZone: 'Europe/Lisbon' })
  await desk.page.getByRole('navigation', { name: 'Sections' }).waitFor()
  const [ours] = await asks<LibraryView[]>(desk.page, '/api/libraries')
  const as = { claim: ours?.me }
  await laptop.page.getByRole('link', { name: 'Open a folder someone shared' }).waitFor()
  await asks(laptop.page, '/api/libraries/join', { method: 'POST', body: { dir: world.sharedDir, as } })
  mara = await world.device({ name: 'Mara', timeZone: 'Europe/Berlin' })
  await mara.cli('library', 'join', world.sharedDir, '--json')
})

afterAll(() => world.close())

describe('a person’s second device', () => {
  it('says that it waits, is confirmed by one click, and is closed when it is lost', async () => {
    await goes(laptop.page, '#/people')
    await laptop.page.getByText('This device waits to be confirmed as Aya’s.').waitFor()
    expect(await seriousFindings(laptop.page)).toEqual([])

    await goes(desk.page, '#/people')
    await desk.page.getByText('“Another computer” says that it is yours.').waitFor()
    expect(await seriousFindings(desk.page)).toEqual([])
    await desk.page.getByRole('button', { name: 'It is mine' }).click()
    await laptop.page.getByText('This device waits').waitFor({ state: 'hidden' })

    await goes(desk.page, '#/settings')
    await desk.page.getByRole('button', { name: 'Close Another computer' }).click()
    const dialog = desk.page.getByRole('dialog', { name: 'Close Another computer for good?' })
    expect(await seriousFindings(desk.page)).toEqual([])
    await dialog.getByRole('button', { name: 'Close the device' }).click()
    await laptop.page.getByText('This device was closed in Payments.').waitFor()
    await desk.page.getByText('closed', { exact: true }).waitFor()
  })
})

describe('an owner', () => {
  it('hides what should not stand there, and is urged to choose a second one, who sees it too', async () => {
    const request = { request: 'document.write', title: 'A slip', text: 'A password.', thread: null } as const
    const slip = await writes(mara.page, { library, request })
    await goes(desk.page, `#/document/${library}/${slip}`)
    await desk.page.getByRole('button', { name: 'More about this document' }).click()
    await desk.page.getByRole('menuitem', { name: 'Hide for everyone' }).click()
    await desk.page.getByText('Hidden. Only owners still see this here').waitFor()
    await goes(mara.page, `#/document/${library}/${slip}`)
    await mara.page.getByText('This document is not here.').waitFor()

    await goes(desk.page, '#/people')
    await desk.page.getByText('Only you own this library.').waitFor()
    await desk.page.getByRole('button', { name: 'More about Mara' }).click()
    await desk.page.getByRole('menuitem', { name: 'Make an owner' }).click()
    const dialog = desk.page.getByRole('dialog', { name: 'Make Mara an owner of Payments?' })
    await dialog.getByRole('button', { name: 'Make an owner' }).click()
    await desk.page.getByText('Only you own this library.').waitFor({ state: 'hidden' })
    await mara.page.getByText('Hidden. Only owners still see this here').waitFor()
  })
})

describe('a document that two people changed at once', () => {
  it('shows both, brings them together line by line, and keeps every version', async () => {
    const request = { request: 'document.write', title, text: firstText, thread: null } as const
    const id = await writes(desk.page, { library, request })
    await goes(mara.page, `#/document/${library}/${id}`)
    await mara.page.getByText('We ship on Fridays.').waitFor()
    const basedOn = [await versionOf(mara.page, id)]
    const change = (text: string) => ({ request: 'document.change', id, basedOn, title, text }) as const
    await Promise.all([
      writes(desk.page, { library, request: change(firstText.replace('Fridays', 'Tuesdays')) }),
      writes(mara.page, { library, request: change(`${firstText}\n\nSupport knows.`) }),
    ])
    await goes(desk.page, `#/document/${library}/${id}`)
    await desk.page.getByRole('button', { name: /^Read the version of/ }).click()
    const dialog = desk.page.getByRole('dialog')
    await dialog.getByRole('tab', { name: 'What differs' }).click()
    await dialog.locator('ins').first().waitFor()
    expect(await seriousFindings(desk.page)).toEqual([])
    await dialog.getByRole('button', { name: 'Bring both together' }).click()
    await desk.page.getByText('nothing is left to choose').first().waitFor()
    await desk.page.getByRole('button', { name: 'Publish the changes' }).click()
    await sendsWaiting(desk.page)

    await mara.page.getByText('We ship on Tuesdays.').waitFor()
    await mara.page.getByText('Support knows.').waitFor()
    expect(await mara.page.getByText('changed this at the same time').count()).toBe(0)
    await mara.page.getByRole('button', { name: 'More about this document' }).click()
    await mara.page.getByRole('menuitem', { name: 'Earlier versions' }).click()
    const history = mara.page.getByRole('list', { name: 'Earlier versions' })
    await history.getByRole('listitem').nth(3).waitFor()
    expect(await seriousFindings(mara.page)).toEqual([])
    await mara.page.keyboard.press('Escape')
  })
})

describe('a document that another program altered', () => {
  it('is offered as a new version, and read by everyone once it is published', async () => {
    const request = { request: 'document.write', title: 'On watch', text: 'Aya this week.', thread: null } as const
    const id = await writes(desk.page, { library, request })
    await goes(mara.page, `#/document/${library}/${id}`)
    await mara.page.getByText('Aya this week.').waitFor()
    const names = readdirSync(world.sharedDir, { recursive: true, encoding: 'utf8' })
    const path = join(world.sharedDir, names.find((name) => name.includes(id) && name.endsWith('item.md')) ?? '')
    const published = readFileSync(path, 'utf8')
    chmodSync(path, 0o644)
    writeFileSync(path, published.replace('Aya this week.', 'Aya this week.\n\nTomas the next.'))

    await goes(desk.page, `#/document/${library}/${id}`)
    await desk.page.getByText('This document was changed outside Ownpace.').waitFor()
    await desk.page.getByRole('button', { name: 'See what differs' }).click()
    expect(await seriousFindings(desk.page)).toEqual([])
    await desk.page.getByRole('button', { name: 'Publish it as a new version' }).click()
    await sendsWaiting(desk.page)
    await mara.page.getByText('Tomas the next.').waitFor()
    await desk.page.getByText('Tomas the next.').waitFor()
    await expect.poll(() => readFileSync(path, 'utf8'), { timeout: 20_000 }).toBe(published)
  })
})
