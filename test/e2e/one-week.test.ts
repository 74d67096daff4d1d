import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LibraryView } from '../../domain/views/library.ts'
import { burstSound, makeVideo } from '../support/media.ts'
import { type LivedDevice, type LivedWorld, openLivedWorld } from './lived-world.ts'
import {
  asks,
  bringsFile,
  chooses,
  goesTo,
  joinsAsNewcomer,
  opensThread,
  publishes,
  saysWhoTheyAre,
  sendsAtOnce,
  startsLibrary,
  writes,
} from './steps.ts'
import { middleOf, pageStorageOf, placesOf, type Sought } from './traces.ts'

const lisbon = 'Europe/Lisbon'
const newYork = 'America/New_York'
/** A Tuesday: 14:30 in Lisbon, 9:30 in New York, where alone the clocks are put forward in the week that follows. */
const beginsAtMs = Date.UTC(2027, 2, 9, 14, 30)
const weekMs = 7 * 24 * 3600 * 1000

/** Words that stand nowhere else, so that finding them means finding the update. */
const withdrawnTitle = 'Walrus marzipan quarterly'
const withdrawnWords = 'Umbrellas sing beneath the cobalt staircase.'

let world: LivedWorld
let aya: LivedDevice
let ben: LivedDevice
let nia: LivedDevice
let library: string

beforeAll(async () => {
  world = await openLivedWorld({ beginsAtMs })
  aya = await world.device({ timeZone: lisbon })
  ben = await world.device({ timeZone: newYork })
})
afterAll(() => world?.close())

describe('one week lived by a team in two time zones', () => {
  it('begins with a thread made from the meeting it replaces', async () => {
    await saysWhoTheyAre(aya.page, { name: 'Aya Lopes', timeZone: lisbon })
    await startsLibrary(aya.page, { dir: world.sharedDir, name: 'Northlight' })
    await saysWhoTheyAre(ben.page, { name: 'Ben Carter', timeZone: newYork })
    await joinsAsNewcomer(ben.page, { dir: world.sharedDir })
    library = (await asks<LibraryView[]>(aya.page, '/api/libraries'))[0]?.id ?? ''

    const { page } = aya
    await page.getByLabel('Name', { exact: true }).fill('Payments')
    await chooses(page, { list: 'On', option: 'Thursday' })
    await chooses(page, { list: 'Length of the meeting', option: '30 min' })
    await page.getByLabel('Question 1', { exact: true }).fill('What did we ship?')
    await page.getByRole('checkbox', { name: 'Ben Carter', checked: true }).waitFor()
    await page.getByRole('button', { name: 'Make the thread' }).click()

    await page.getByRole('row', { name: 'Aya has until Thursday 18:00 in Lisbon' }).waitFor()
    await page.getByRole('row', { name: 'Ben has until Thursday 18:00 in New York' }).waitFor()
    await ben.page.getByText('Payments awaits your three answers until Thursday evening.').waitFor()
  })

  it('takes an answer that is only written, with what is in the way and what it asks of someone', async () => {
    const { page } = ben
    await opensThread(page, 'Payments')
    await page.getByRole('button', { name: 'More about this thread' }).click()
    await page.getByRole('menuitem', { name: 'Write instead' }).click()
    await page.getByLabel('Title').fill('Retries of refunds')
    await page.getByLabel('What did we ship?').fill('Refunds are retried by themselves now.')
    await page.getByLabel('What is in the way?').fill('The sandbox of the bank is down.')
    // Whoever closes the window in the midst of it finds every word again.
    await page.reload()
    const inTheWay = page.getByLabel('What is in the way?')
    await expect.poll(() => inTheWay.inputValue(), { timeout: 10_000 }).toBe('The sandbox of the bank is down.')
    await page.getByRole('checkbox', { name: 'This is in the way' }).check()
    await page.getByRole('button', { name: 'Ask someone' }).click()
    await page.getByRole('button', { name: /^Whom you ask/ }).click()
    await page.getByRole('checkbox', { name: 'Aya Lopes' }).check()
    await page.keyboard.press('Escape')
    await page.getByLabel('What you ask').fill('Which retry limit do we promise?')
    await publishes(page, 'Retries of refunds')
  })

  it('shows an ask to whom it is for, where they are, and the answer to who asked', async () => {
    const { page } = aya
    await goesTo(page, 'Catch up')
    await page.getByRole('heading', { name: 'One update. Ben asks you one thing.' }).waitFor()
    const asked = page.getByRole('article', { name: 'Ben in Payments, today 14:' })
    await asked.getByText('Asks you, by Thursday').waitFor()
    await page.getByRole('listitem').filter({ has: asked }).getByRole('button', { name: 'Answer' }).click()
    await page.getByLabel('Your answer to Ben').fill('Five times in a day, then a person looks at it.')
    await page.getByRole('button', { name: /^Send/ }).click()

    await ben.page.getByText('Nothing is asked of anyone.').waitFor()
    await ben.page.getByRole('link', { name: 'Refunds are retried' }).click()
    await ben.page.getByText('Aya answered, today').waitFor()
    await ben.page.getByText('Five times in a day').first().waitFor()
    await ben.page.getByText('Ben, today 09:').waitFor()
  })

  it('takes an answer with a video that was brought as a file', async () => {
    const path = await makeVideo({
      path: join(world.dir, 'demo.mp4'),
      colours: ['red', 'lime', 'blue'],
      secondsEach: 4,
    })
    const { page } = aya
    await opensThread(page, 'Payments')
    await page.getByRole('link', { name: 'Answer for week 10' }).click()
    await bringsFile(page, path)
    await page.getByLabel('Title').fill('Refunds, shown')
    await page.getByLabel('What did we ship?').fill('The page of refunds shows every attempt.')
    await publishes(page, 'Refunds, shown')
  })

  it('lets a decision be written from a second of an update', async () => {
    const { page } = ben
    await goesTo(page, 'Catch up')
    await page.getByRole('button', { name: 'Play 0:12' }).click()
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
    await page.keyboard.press('ArrowRight')
    await page.getByText('0:05 / 0:12').waitFor()
    await page.getByRole('button', { name: 'More about this' }).click()
    await page.getByRole('menuitem', { name: 'Write a decision from 0:05' }).click()
    await page.getByLabel('What was decided').fill('Refunds are kept for ninety days')
    await page.getByLabel('Why', { exact: true }).fill('The slowest bank answers after eighty.')
    await page.getByRole('button', { name: 'Write it down' }).click()
    await sendsAtOnce(page)
    await goesTo(aya.page, 'Decisions')
    await aya.page.getByRole('link', { name: 'Refunds are kept for ninety days' }).waitFor()
  })

  it('opens the next cycle when a week has passed, and keeps the last one below', async () => {
    await world.pass(weekMs)
    const { page } = aya
    await opensThread(page, 'Payments')
    await page.getByRole('link', { name: 'Answer for week 11' }).waitFor()
    const lastWeek = page.getByRole('table', { name: 'Payments, Last week' })
    await lastWeek.getByRole('row', { name: /^Ben Refunds are retried/ }).waitFor()
    await lastWeek.getByRole('row', { name: /^Aya The page of refunds/ }).waitFor()
    await page.getByText('for Ben since 9 March').waitFor()

    await goesTo(ben.page, 'Catch up')
    await ben.page.getByText('Payments awaits your three answers until Thursday evening.').waitFor()
    await ben.page.getByRole('button', { name: 'Nothing this week' }).click()
    await sendsAtOnce(ben.page)
    await page.getByRole('row', { name: 'Ben nothing this week' }).waitFor()
  })

  it('invites a newcomer by a letter that says all they need', async () => {
    const { page } = aya
    const text = 'A refund goes out **within a day**.\n\nWhoever is on watch looks at what failed.'
    const document = { request: 'document.write', title: 'How we refund', text, thread: null } as const
    const item = await writes(page, { library, request: document })
    const step = { id: 'refunds', item, title: null, asksToConfirm: true }
    const sections = [{ id: 'one', title: 'Day one', steps: [step] }]
    const path = { request: 'path.make', title: 'Your first week', about: 'What everyone knows.', sections } as const
    await writes(page, { library, request: path })

    await page.getByRole('button', { name: 'People, settings and more' }).click()
    await page.getByRole('menuitem', { name: 'Invite someone' }).click()
    await page.getByLabel('Link of the shared folder').fill('https://files.example.org/northlight')
    await chooses(page, { list: 'To begin with', option: 'Your first week' })
    await page.getByRole('button', { name: 'Copy the letter' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    const letter = await page.evaluate(() => navigator.clipboard.readText())
    expect(letter).toContain('https://files.example.org/northlight')
    expect(letter).toContain('“I am new here”')
    expect(letter).toContain('Begin with the path “Your first week”')

    nia = await world.device({ timeZone: lisbon })
    await saysWhoTheyAre(nia.page, { name: 'Nia Okafor', timeZone: lisbon })
    await joinsAsNewcomer(nia.page, { dir: world.sharedDir })
    await nia.page.getByRole('heading', { name: 'Two updates and a decision.' }).waitFor()
  })

  it('leads the newcomer through a path, of which the others see only what was confirmed', async () => {
    const { page } = nia
    await goesTo(page, 'Onboarding')
    await page.getByRole('link', { name: /^Your first week/ }).click()
    await page.getByRole('link', { name: 'Begin: How we refund' }).click()
    await page.getByText('Whoever is on watch looks at what failed.').waitFor()
    await page.getByRole('button', { name: 'Understood' }).click()
    await page.getByText('You confirmed it').waitFor()

    await goesTo(aya.page, 'Onboarding')
    await aya.page.getByRole('link', { name: /^Your first week/ }).click()
    await aya.page.getByText('Understood by Nia').waitFor()
  })

  it('finds the decision by its words and lands on the second that carries its reasons', async () => {
    const { page } = nia
    await goesTo(page, 'Search')
    await page.getByRole('searchbox', { name: 'Search everything written and said' }).fill('ninety days')
    const found = page.getByRole('list', { name: 'What was found' })
    await found.getByRole('link', { name: 'Refunds are kept for ninety days' }).click()
    await page.getByText('The slowest bank answers after eighty.').waitFor()
    await page.getByText('Decided by Ben, 9 March').waitFor()
    await page.getByRole('link', { name: 'Refunds, shown, at 0:05' }).click()
    await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) >= 5)
    expect(await page.locator('video').evaluate((video: HTMLVideoElement) => video.error)).toBeNull()
  })

  it('leaves nothing of an update that is withdrawn, with its video, on any device', async () => {
    const path = await makeVideo({ path: join(world.dir, 'later.mp4'), secondsEach: 6, sound: burstSound })
    await opensThread(aya.page, 'Payments')
    await aya.page.getByRole('link', { name: 'Answer for week 11' }).click()
    await bringsFile(aya.page, path)
    await aya.page.getByLabel('Title').fill(withdrawnTitle)
    await aya.page.getByLabel('What did we ship?').fill(withdrawnWords)
    await publishes(aya.page, withdrawnTitle)
    for (const { page } of [aya, ben, nia]) {
      await opensThread(page, 'Payments')
      await page.getByRole('link', { name: withdrawnWords }).click()
      await page.getByRole('heading', { name: withdrawnTitle }).waitFor()
    }
    await goesTo(ben.page, 'Search')
    await ben.page.getByRole('searchbox').fill('cobalt staircase')
    await ben.page.getByRole('link', { name: withdrawnTitle }).waitFor()

    const sought: Sought[] = [
      { name: 'the title', bytes: Buffer.from(withdrawnTitle) },
      { name: 'the words', bytes: Buffer.from(withdrawnWords) },
      { name: 'the title in UTF-16', bytes: Buffer.from(withdrawnTitle, 'utf16le') },
      { name: 'the words in UTF-16', bytes: Buffer.from(withdrawnWords, 'utf16le') },
      { name: 'the video', bytes: middleOf(await readFile(await videoBeside(withdrawnTitle)), 64) },
    ]
    // what is to be found nowhere below is found everywhere here
    const before = await placesOf(world.sharedDir, sought)
    expect(before.filter((place) => place.startsWith('the video:'))).toHaveLength(1)
    expect(before.filter((place) => place.startsWith('the words: ops/'))).toHaveLength(1)
    for (const device of [aya, ben, nia]) {
      const inIndex = (await placesOf(device.profileDir, sought)).filter((place) => place.includes('index.sqlite'))
      expect(inIndex).not.toEqual([])
      expect(await pageStorageOf(device.page)).toContain(withdrawnWords)
    }

    await aya.page.getByRole('tab', { name: 'About' }).click()
    await aya.page.getByRole('button', { name: 'Withdraw' }).click()
    await aya.page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click()
    for (const { page } of [aya, ben, nia]) {
      await opensThread(page, 'Payments')
      await page.getByRole('row', { name: /^Aya has until Thursday/ }).waitFor()
    }
    await aya.page.getByRole('link', { name: 'All is in the folder' }).waitFor()

    expect(await placesOf(world.sharedDir, sought)).toEqual([])
    for (const device of [aya, ben, nia]) {
      // what was a draft of it is let go a moment after it was published
      await expect.poll(() => placesOf(device.profileDir, sought), { timeout: 5000 }).toEqual([])
      const stored = await pageStorageOf(device.page)
      expect(stored).not.toContain(withdrawnTitle)
      expect(stored).not.toContain(withdrawnWords)
    }
    await goesTo(ben.page, 'Search')
    await ben.page.getByRole('searchbox').fill('cobalt staircase')
    await ben.page.getByText('Nothing was found for “cobalt staircase”.').waitFor()
  })

  it('passes without a complaint of any page', () => {
    expect([...aya.complaints, ...ben.complaints, ...nia.complaints]).toEqual([])
  })
})

/** The video in the folder of the item whose `item.md` has these words. */
async function videoBeside(words: string): Promise<string> {
  const places = await placesOf(world.sharedDir, [{ name: 'words', bytes: Buffer.from(words) }])
  const item = places.find((place) => place.endsWith('item.md')) ?? ''
  return join(world.sharedDir, dirname(item.replace('words: ', '')), 'video.mp4')
}
