import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { OutboxEntryView } from '../../domain/views/library.ts'
import type { PathDraft } from '../../renderer/features/onboarding/path-draft.ts'
import { type Device, openWorld, type World } from '../support/app-in-browser.ts'
import { makeVideo } from '../support/media.ts'
import { asks, goesTo } from './steps.ts'

const pathTitle = 'Your first week in Payments'
const videoOfLibrary = 'How money moves'
const videoBroughtIn = 'Welcome from the team'
const written = 'How we work'
const videoSec = 12

let world: World
let ada: Device
let berta: Device

beforeAll(async () => {
  world = await openWorld()
  ada = await world.device({ name: 'Ada', timeZone: 'Europe/Vienna' })
  await succeeds(ada, 'library', 'create', world.sharedDir, '--name', 'Payments')
  const file = await makeVideo({
    path: join(world.dir, 'money.mp4'),
    colours: ['red', 'blue'],
    secondsEach: videoSec / 2,
  })
  await succeeds(ada, 'publish', file, '--thread', 'Product', '--title', videoOfLibrary)
})

afterAll(async () => {
  await world?.close()
})

describe('a path of two videos and a document', () => {
  it('is made of a video of the library, a video that is brought in, and a document written on the way', async () => {
    const { page } = ada
    await goesTo(page, 'Onboarding')
    await page.getByRole('link', { name: 'New path' }).click()
    await page.getByRole('textbox', { name: 'Title', exact: true }).fill(pathTitle)

    await addsStep(page, 'A video, update or document of the library')
    await page.getByRole('button', { name: `Add “${videoOfLibrary}”` }).click()
    await page.getByText('in the path already').waitFor()
    await page.getByRole('button', { name: 'Done' }).click()

    const clip = await makeVideo({
      path: join(world.dir, 'welcome-from_the-team.webm'),
      colours: ['lime'],
      secondsEach: 4,
    })
    await addsStep(page, 'Bring in a video')
    const dialog = page.getByRole('dialog', { name: 'Bring in a video' })
    await dialog.getByLabel('Video file').setInputFiles(clip)
    await dialog.getByText('Ready to go into the library').waitFor({ timeout: 60_000 })
    expect(await dialog.getByLabel('Title').inputValue()).toBe(videoBroughtIn)
    await dialog.getByRole('button', { name: 'Add to the path' }).click()
    await dialog.waitFor({ state: 'detached' })

    await addsStep(page, 'Write a document')
    await page.getByRole('textbox', { name: 'Title', exact: true }).fill(written)
    await page.getByRole('textbox', { name: 'Text' }).click()
    await page.keyboard.type(
      'We do not meet to stay informed.\n\n## What you can expect\n\nNobody waits for an answer.',
    )
    await page.getByRole('region', { name: 'Preview' }).getByRole('heading', { name: 'What you can expect' }).waitFor()
    await page.getByRole('button', { name: 'Publish and add to the path' }).click()

    await page.getByRole('heading', { name: 'A new path' }).waitFor()
    expect(await page.getByRole('textbox', { name: 'Title', exact: true }).inputValue()).toBe(pathTitle)
    await vi.waitFor(async () => expect(await orderOf(page)).toEqual([videoOfLibrary, videoBroughtIn, written]))
  })

  it('is put in order by keyboard and by drag', async () => {
    const { page } = ada
    await page.getByRole('button', { name: `Move ${written}` }).press('Alt+ArrowUp')
    expect(await orderOf(page)).toEqual([videoOfLibrary, written, videoBroughtIn])
    expect(await page.getByRole('button', { name: `Move ${written}` }).evaluate(hasFocus)).toBe(true)

    await drags(page, { from: videoBroughtIn, onto: videoOfLibrary })
    expect(await orderOf(page)).toEqual([videoBroughtIn, videoOfLibrary, written])
    // For a moment after the drop a click still counts as its end; what was arranged is kept later than that.
    await vi.waitFor(async () => expect(await keptOrderOf(ada)).toEqual([videoBroughtIn, videoOfLibrary, written]), {
      timeout: 10_000,
    })
  })

  it('keeps what was arranged when the page is left, and goes to the folder when it is published', async () => {
    const { page } = ada
    await page.getByRole('listitem').filter({ hasText: written }).getByLabel('Ask to confirm it').check()
    await vi.waitFor(async () => expect(await journalOf(ada)).toContain('"asksToConfirm":true'), { timeout: 10_000 })
    await page.reload()
    await vi.waitFor(async () => expect(await orderOf(page)).toEqual([videoBroughtIn, videoOfLibrary, written]))
    expect(
      await page.getByRole('listitem').filter({ hasText: written }).getByLabel('Ask to confirm it').isChecked(),
    ).toBe(true)

    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    await page.getByRole('heading', { name: pathTitle, level: 1 }).waitFor()
    await publishesAllNow(page)
    await page.getByRole('link', { name: `Begin: ${videoBroughtIn}` }).waitFor()
    await page.getByText('asks you to confirm it').waitFor()
  })

  it('is taken by someone else, who goes on where they were after a restart, and nobody can tell', async () => {
    berta = await world.device({ name: 'Berta', timeZone: 'Europe/Lisbon' })
    await succeeds(berta, 'library', 'join', world.sharedDir)
    await opensPath(berta.page)
    await publishesAllNow(berta.page)
    const before = await contentsOf(world.sharedDir)

    await berta.page.getByRole('link', { name: videoOfLibrary, exact: true }).click()
    await berta.page.getByRole('button', { name: 'Play', exact: true }).click()
    await berta.page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 4)
    await berta.page.getByRole('button', { name: 'Pause', exact: true }).click()
    const stoppedSec = await playedSec(berta.page)
    await vi.waitFor(async () => expect(await journalOf(berta)).toContain('"key":"position:'), { timeout: 10_000 })

    await berta.killBackend()
    await berta.startBackend({ isReopened: true })
    const { page } = berta
    await opensPath(page)
    await page.getByText('at 0:04 of 0:12').waitFor()
    await page.getByRole('link', { name: `Continue: ${videoOfLibrary}` }).click()
    await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 0)
    expect(Math.abs((await playedSec(page)) - stoppedSec)).toBeLessThan(0.5)

    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await page.getByText('Done. Only you see that.').waitFor({ timeout: 30_000 })
    await page.getByRole('link', { name: `Next: ${written}` }).waitFor()
    expect(await contentsOf(world.sharedDir)).toEqual(before)
  })

  it('tells the others only what was confirmed', async () => {
    const { page } = berta
    const before = await contentsOf(world.sharedDir)
    await page.getByRole('link', { name: `Next: ${written}` }).click()
    await page.getByRole('heading', { name: 'What you can expect' }).waitFor()
    await page.getByRole('button', { name: 'Understood' }).click()
    await page.getByText('You confirmed it').waitFor()
    await publishesAllNow(page)

    await ada.page.getByText('Understood by Berta today').waitFor()
    await ada.page.getByText(/^None of/).waitFor()

    const after = await contentsOf(world.sharedDir)
    const added = [...after.keys()].filter((file) => !before.has(file))
    for (const [file, hash] of before) expect(after.get(file)).toBe(hash)
    expect(added).toHaveLength(1)
    const batch = await readFile(join(world.sharedDir, added[0] ?? ''), 'utf8')
    expect(batch.match(/"kind":"[^"]*"/g)).toEqual(['"kind":"acknowledgement.given"'])
    expect(bodyMembers(batch)).toEqual(['item', 'path', 'step', 'version'])
  })
})

async function succeeds(device: Device, ...args: string[]): Promise<void> {
  const answer = await device.cli(...args, '--json')
  if (answer.exitCode !== 0) throw new Error(`${args.join(' ')}: ${answer.stderr} ${answer.stdout}`)
}

async function addsStep(page: Page, way: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a step to section 1' }).click()
  await page.getByRole('menuitem', { name: way }).click()
}

/** The titles of the steps as they stand, from what each one's handle is called. */
async function orderOf(page: Page): Promise<string[]> {
  const handles = await page.getByRole('button', { name: /^Move / }).all()
  const names = await Promise.all(handles.map((handle) => handle.getAttribute('aria-label')))
  return names.map((name) => (name ?? '').replace(/^Move /, ''))
}

async function drags(page: Page, { from, onto }: { from: string; onto: string }): Promise<void> {
  const start = await page.getByRole('button', { name: `Move ${from}` }).boundingBox()
  const end = await page.getByRole('button', { name: `Move ${onto}` }).boundingBox()
  if (start === null || end === null) throw new Error('a step is not in sight')
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2)
  await page.mouse.down()
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 12 })
  await page.mouse.up()
}

const hasFocus = (element: Element): boolean => element === element.ownerDocument.activeElement

async function opensPath(page: Page): Promise<void> {
  await goesTo(page, 'Onboarding')
  await page.getByRole('link', { name: pathTitle }).click()
  await page.getByRole('heading', { name: pathTitle, level: 1 }).waitFor()
}

/** Does not wait out the minute in which things can be taken back; resolves once nothing waits any more. */
async function publishesAllNow(page: Page): Promise<void> {
  await vi.waitFor(
    async () => {
      const waiting = await asks<OutboxEntryView[]>(page, '/api/outbox')
      for (const { id, state } of waiting) {
        // it may have been published in between
        if (state === 'waiting') await asks(page, `/api/outbox/${id}/now`, { method: 'POST' }).catch(() => undefined)
      }
      expect(waiting).toEqual([])
    },
    { timeout: 30_000, interval: 200 },
  )
}

async function playedSec(page: Page): Promise<number> {
  return await page.evaluate(() => document.querySelector('video')?.currentTime ?? 0)
}

async function journalOf({ profileDir }: Device): Promise<string> {
  return await readFile(join(profileDir, 'private.jsonl'), 'utf8').catch(() => '')
}

/** The steps of the path that is being made, as this device keeps it. */
async function keptOrderOf(device: Device): Promise<string[]> {
  const entries = (await journalOf(device))
    .split('\n')
    .filter((line) => line.includes('"key":"draft:path:'))
    .map((line) => JSON.parse(line) as { value: PathDraft | null })
  return entries.at(-1)?.value?.sections.flatMap(({ steps }) => steps.map(({ itemTitle }) => itemTitle)) ?? []
}

/** Every file of a folder by its path, with the hash of its bytes. */
async function contentsOf(dir: string): Promise<Map<string, string>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const hashed = files.map(async (file) => {
    const hash = createHash('sha256')
      .update(await readFile(file))
      .digest('hex')
    return [file.slice(dir.length + 1), hash] as const
  })
  return new Map(await Promise.all(hashed))
}

/** What the only operation of a batch says, by the names of its members. */
function bodyMembers(batch: string): string[] {
  const body = /"body":(\{[^{}]*\})/.exec(batch)?.[1] ?? '{}'
  return Object.keys(JSON.parse(body)).toSorted()
}
