import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Device, openWorld, type World } from '../support/app-in-browser.ts'
import { finishes, journalOf, recordedFor, startsLibraryWithThread } from './record-steps.ts'
import { faultsOf, seriousFindings } from './screen-checks.ts'

let world: World
let ada: Device
let page: Page

beforeAll(async () => {
  world = await openWorld()
  ada = await world.device({ name: 'Ada', timeZone: 'Europe/Vienna' })
  page = ada.page
  await startsLibraryWithThread(page, {
    dir: join(world.dir, 'shared'),
    thread: 'Payments',
    questions: ['What moved?', 'What is next?'],
  })
  await goesTo('record')
  await page.getByRole('meter', { name: /^Level of/ }).waitFor()
})

afterAll(() => world?.close())

async function goesTo(place: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash
  }, `#/${place}`)
}

/** Of the picture's width, where the bubble's left edge and its width are. */
async function bubblePlace(): Promise<{ left: number; width: number }> {
  const bubble = page.getByRole('button', { name: /^Your camera, / })
  return await bubble.evaluate((element) => {
    const { left, width } = element.getBoundingClientRect()
    const frame = element.parentElement?.getBoundingClientRect()
    if (!frame) throw new Error('the bubble stands on nothing')
    return { left: (left - frame.left) / frame.width, width: width / frame.width }
  })
}

describe('setting out a recording', () => {
  it('says whether the prompter can be seen, and keeps my notes', async () => {
    const prompter = page.getByRole('region', { name: 'Prompter' })
    await prompter.getByText('this window is not in the recording').waitFor()
    await page.getByRole('textbox', { name: 'My notes' }).fill('Thank Tomas for the ledger.')
    await page.getByRole('button', { name: 'Choose a screen or window' }).click()
    await page.getByLabel('What is recorded').waitFor()
    await prompter.getByText('The whole screen is recorded, so this window can be seen in it').waitFor()
    expect(await faultsOf(page)).toEqual([])
  })

  it('moves the camera by keys and by hand, makes it larger and of another shape', async () => {
    const bubble = page.getByRole('button', { name: /^Your camera, lower right/ })
    expect(await bubblePlace()).toMatchObject({ width: expect.closeTo(0.16, 2) })
    await bubble.press('Shift+ArrowLeft')
    await page.waitForFunction(() => document.getAnimations().length === 0)
    expect((await bubblePlace()).left).toBeLessThan(0.8)
    const box = await bubble.boundingBox()
    if (!box) throw new Error('the bubble is not there')
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(140, 230, { steps: 4 })
    await page.mouse.up()
    await page.getByRole('button', { name: /^Your camera, upper left/ }).waitFor()

    await page.getByRole('button', { name: 'Layout' }).click()
    await page.getByText('Largest').click()
    await page.getByText('Rounded', { exact: true }).last().click()
    expect(await seriousFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.waitForFunction(() => document.getAnimations().length === 0)
    expect(await bubblePlace()).toMatchObject({ width: expect.closeTo(0.3, 2) })
  })

  it('shows a part of the screen alone, drawn on its picture or by keys', async () => {
    await page.getByRole('button', { name: 'Only a part' }).click()
    const dialog = page.getByRole('dialog', { name: 'Which part is published?' })
    const part = dialog.getByRole('button', { name: /^The part: 60 % wide, 60 % high/ })
    await part.press('Shift+ArrowLeft')
    await dialog.getByRole('button', { name: /^The part: 58 % wide/ }).waitFor()
    expect(await seriousFindings(page)).toEqual([])
    const picture = await dialog.getByLabel('What is recorded').boundingBox()
    if (!picture) throw new Error('no picture')
    await page.mouse.move(picture.x + 2, picture.y + 2)
    await page.mouse.down()
    await page.mouse.move(picture.x + picture.width / 2, picture.y + picture.height / 2, { steps: 4 })
    await page.mouse.up()
    await dialog.getByRole('button', { name: 'Use this part' }).click()
    await page.getByText('Only this part is published.').waitFor()
    await page.getByText(/^A part, /).waitFor()
  })

  it('is called off by Escape while it counts down', async () => {
    await page.keyboard.press('r')
    await page.getByRole('button', { name: 'Cancel' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Record, after/ }).waitFor()
    await page.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' })
  })
})

describe('recording', () => {
  it('prompts, marks, goes to the next question and changes the layout, all of which the take keeps', async () => {
    await page.getByRole('checkbox', { name: /^Small control/ }).check()
    await page.evaluate(() => {
      const { wakeLock } = navigator
      const request = wakeLock.request.bind(wakeLock)
      Object.assign(globalThis, { asksToStayAwake: 0 })
      wakeLock.request = (type) => {
        Object.assign(globalThis, { asksToStayAwake: 1 })
        return request(type)
      }
    })
    await page.getByRole('button', { name: /^Record, after/ }).click()
    await recordedFor(page, 1)
    await page.getByText('Thank Tomas for the ledger.').waitFor()
    await page.keyboard.press('m')
    await page.getByText('1 moment marked').waitFor()
    await page.keyboard.press('u')
    await page.getByRole('button', { name: 'Unmute the microphone' }).first().waitFor()
    await page.getByRole('button', { name: 'Layout' }).click()
    await page.getByRole('switch', { name: 'Camera large, screen small' }).click()
    await page.keyboard.press('Escape')
    expect(await faultsOf(page)).toEqual([])
  })

  it('keeps the computer awake, and asks before its window is closed', async () => {
    expect(await page.evaluate('asksToStayAwake')).toBe(1)
    const asked = page.waitForEvent('dialog')
    await page.close({ runBeforeUnload: true })
    const dialog = await asked
    expect(dialog.type()).toBe('beforeunload')
    await dialog.dismiss()
  })

  it('is led from the small control over other programs, too', async () => {
    const control = page.context().pages().at(-1)
    if (!control || control === page) throw new Error('there is no small control')
    await control.getByText('What moved?').waitFor()
    await control.getByRole('button', { name: 'Next question' }).click()
    await page.getByRole('heading', { name: 'What is next?' }).waitFor()
    await control.keyboard.press('m')
    await page.getByText('2 moments marked').waitFor()
    await control.getByRole('button', { name: 'Pause' }).click()
    await page.getByRole('heading', { name: 'The recording is paused' }).waitFor()
    const take = await finishes(page)
    const told = (await journalOf(ada.profileDir, take)).map(({ type }) => type)
    expect(told.filter((type) => ['mark', 'layout', 'question', 'paused'].includes(type))).toEqual([
      ...['question', 'mark', 'layout', 'question', 'mark', 'paused'],
    ])
    expect(control.isClosed() || page.context().pages().length === 1).toBe(true)
  })
})

describe('the test of recording', () => {
  it('tries everything, shows a recording of three seconds and leaves nothing behind', async () => {
    await goesTo('settings')
    await page.getByRole('link', { name: 'Test recording' }).click()
    await page.getByRole('heading', { name: 'Test recording' }).waitFor()
    expect(await faultsOf(page)).toEqual([])
    const before = await takes()
    await page.getByRole('button', { name: 'Start the test' }).click()
    await page.getByText('Everything works. You can record.').waitFor({ timeout: 90_000 })
    for (const words of ['fake_device_0, 1280 × 720', 'you are heard', 'Pictures as H.264', /^Writes /]) {
      await page.getByText(words).waitFor()
    }
    const video = page.getByLabel('The recording of three seconds')
    await video.evaluate(async (element: HTMLVideoElement) => {
      if (element.readyState < 2) await new Promise((resolve) => element.addEventListener('loadeddata', resolve))
    })
    expect(await video.evaluate((element: HTMLVideoElement) => element.duration)).toBeGreaterThan(2.5)
    expect(await seriousFindings(page)).toEqual([])
    await goesTo('settings')
    await expect.poll(takes, { timeout: 20_000 }).toEqual(before)
  })
})

/** The ids of every recording on this device. */
async function takes(): Promise<string[]> {
  return await page.evaluate(async () => {
    const { takes: all } = (await (await fetch('/api/takes')).json()) as { takes: { take: { id: string } }[] }
    return all.map(({ take }) => take.id)
  })
}
