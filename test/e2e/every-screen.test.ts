import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LibraryView } from '../../domain/views/library.ts'
import { type Filled, fillLibrary, opensHash } from './filled-library.ts'
import { type LivedDevice, type LivedWorld, openLivedWorld } from './lived-world.ts'
import { faultsOf, seriousFindings } from './screen-checks.ts'
import { emptyScreensOf, type ScreenToCheck, screensOf, screensWithoutLibrary } from './screens.ts'
import { asks, saysWhoTheyAre } from './steps.ts'

let world: LivedWorld
let aya: LivedDevice
let ben: LivedDevice
/** A device with a library of its own, in which nothing was said yet. */
let dov: LivedDevice
let filled: Filled

beforeAll(async () => {
  world = await openLivedWorld({ beginsAtMs: Date.UTC(2027, 2, 9, 14, 30) })
  aya = await world.device({ timeZone: 'Europe/Lisbon' })
  ben = await world.device({ timeZone: 'America/New_York' })
  dov = await world.device({ timeZone: 'Europe/Lisbon' })
})
afterAll(() => world?.close())

async function faultsOfAll({ page }: LivedDevice, screens: ScreenToCheck[]): Promise<string[]> {
  const faults: string[] = []
  for (const { name, hash, heading } of screens) {
    await opensHash(page, hash)
    await page.getByRole('main').getByRole('heading', { name: heading }).first().waitFor()
    faults.push(...(await faultsOf(page)).map((fault) => `${name}: ${fault}`))
  }
  return faults
}

describe('every screen, light and dark, can be read by all, used by keyboard alone, and fits', () => {
  it('before there is a library', async () => {
    expect(await faultsOfAll(dov, screensWithoutLibrary)).toEqual([])
  })

  it('in a library in which nothing was said yet', async () => {
    const person = { name: 'Dov Katz', timeZone: 'Europe/Lisbon' }
    const body = { dir: `${world.sharedDir}-empty`, name: 'Harbour', purpose: 'team', person }
    const { id } = await asks<LibraryView>(dov.page, '/api/libraries', { method: 'POST', body })
    await dov.page.reload()
    expect(await faultsOfAll(dov, emptyScreensOf(id))).toEqual([])
  })

  it('in a library with something of each kind', async () => {
    await saysWhoTheyAre(ben.page, { name: 'Ben Carter', timeZone: 'America/New_York' })
    filled = await fillLibrary(world, [aya, ben])
    expect(await faultsOfAll(aya, screensOf(filled))).toEqual([])
  })

  it('with each dialog that opens over it', async () => {
    const { page } = aya
    const { library, thread, own, path } = filled
    const presses = (name: string) => () => page.getByRole('main').getByRole('button', { name }).first().click()
    // A key that is pressed too early goes to a field of the screen before.
    const onceAt = (heading: string, key: string) => async () => {
      await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
      await page.keyboard.press(key)
    }
    const aboutThen = (name: string) => async () => {
      await page.getByRole('tab', { name: 'About' }).click()
      await presses(name)()
    }
    const dialogs: [hash: string, opens: () => Promise<void>, title: string | RegExp][] = [
      ['#/people', onceAt('People', '?'), 'Keys'],
      ['#/settings', onceAt('Settings', 'Control+k'), 'Search and commands'],
      ['#/first-run', presses('Start a library'), 'Start a library'],
      ['#/first-run', presses('Change'), 'Who you are'],
      ['#/join', presses('Choose a folder'), 'Choose a folder'],
      ['#/people', presses('Edit'), 'You in Northlight'],
      [`#/record?library=${library}&thread=${thread}`, presses('Bring a file'), 'Bring a file'],
      [`#/watch/${library}/${own}`, aboutThen('Withdraw'), 'Withdraw “Payouts”?'],
      [`#/watch/${library}/${own}`, aboutThen('Move to another thread'), 'Move this update'],
      [
        `#/path-edit/${library}/${path}`,
        async () => {
          await presses('Add a step')()
          await page.getByRole('menuitem', { name: 'A video, update or document of the library' }).click()
        },
        'Add from the library',
      ],
    ]
    const faults: string[] = []
    for (const [hash, opens, title] of dialogs) {
      await opensHash(page, hash)
      await opens()
      const dialog = page.getByRole('dialog', { name: title })
      await dialog.waitFor()
      faults.push(...(await faultsOf(page)).map((fault) => `${title}: ${fault}`))
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
    }
    expect(faults).toEqual([])
  })

  it('with a menu that opens over it', async () => {
    const { page } = aya
    await opensHash(page, '#/')
    await page.getByRole('button', { name: 'People, settings and more' }).click()
    await page.getByRole('menu').waitFor()
    // the arrow keys lead through a menu, so the rest of the checks is not for it
    expect(await seriousFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
  })

  it('without an error in the console, and within the content security policy', () => {
    expect([...aya.complaints, ...ben.complaints, ...dov.complaints]).toEqual([])
  })

  it('even where one cannot be shown, which leaves the rest of the page as it was', async () => {
    const { page } = dov
    await page.route(/assets\/people-screen-[^/]*\.js$/, (route) => route.abort())
    await page.reload()
    await opensHash(page, '#/people')
    await page.getByText('This screen could not be shown.').waitFor()
    expect(await faultsOf(page)).toEqual([])
    await opensHash(page, '#/settings')
    await page.getByRole('heading', { name: 'Settings' }).waitFor()
  })

  it('as checks say that find what is wrong', async () => {
    const { page } = dov
    await page.evaluate(() => {
      const main = document.querySelector('main')
      const button = document.createElement('button')
      button.className = '_primary_'
      button.tabIndex = -1
      button.style.width = '3000px'
      button.style.height = '20px'
      const link = document.createElement('a')
      link.href = '#/'
      link.style.outline = 'none'
      link.textContent = 'Hidden focus'
      main?.append(button, link)
    })
    const faults = (await faultsOf(page)).join('\n')
    expect(faults).toContain('button-name')
    expect(faults).toContain('px too wide')
    expect(faults).toContain('the focus does not show on a “Hidden focus”')
    expect(faults).toContain('Tab does not reach the button')
  })
})
