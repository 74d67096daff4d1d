import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LibraryView } from '../../domain/views/library.ts'
import { type Device, openWorld, type World } from '../support/app-in-browser.ts'

let world: World
let device: Device
let address = ''

const text = [
  'A [page of ours](https://ownpace.invalid/rules) and a [trap](javascript:document.title=1).',
  '',
  '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>',
].join('\n')

beforeAll(async () => {
  world = await openWorld()
  device = await world.device({ name: 'Aya', timeZone: 'Europe/Lisbon' })
  const made = await device.cli('library', 'create', world.sharedDir, '--name', 'Payments', '--json')
  const { id: library } = made.json<LibraryView>()
  const document = await device.page.evaluate(
    async ([to, words]) => {
      const body = JSON.stringify({ request: 'document.write', title: 'Rules', text: words, thread: null })
      const headers = { 'content-type': 'application/json' }
      const written = await fetch(`/api/libraries/${to}/requests`, { method: 'POST', headers, body })
      const { id, outboxId } = (await written.json()) as { id: string; outboxId: string }
      await fetch(`/api/outbox/${outboxId}/now`, { method: 'POST' })
      return id
    },
    [library, text] as const,
  )
  address = `#/document/${library}/${document}`
})

afterAll(() => world.close())

describe('a link in someone’s words', () => {
  it('is followed after asking, by a window that knows nothing of Ownpace', async () => {
    const { page, context } = device
    await page.goto(new URL(address, page.url()).href)
    await page.getByRole('heading', { name: 'Rules', level: 1 }).waitFor()
    await page.getByRole('link', { name: 'page of ours' }).click()
    const dialog = page.getByRole('dialog', { name: 'Open this address?' })
    await dialog.getByText('https://ownpace.invalid/rules').waitFor()
    const opened = context.waitForEvent('page')
    const asked = context.waitForEvent('request', (request) => request.url() === 'https://ownpace.invalid/rules')
    await dialog.getByRole('button', { name: 'Open in the browser' }).click()
    expect((await asked).headers()).not.toHaveProperty('referer')
    expect(await (await opened).evaluate(() => window.opener)).toBeNull()
  })

  it('leads nowhere where it is no page, and raw HTML stays words', async () => {
    const { page } = device
    expect(await page.getByRole('link', { name: 'trap' }).count()).toBe(0)
    expect(await page.locator('article img, main img, main script').count()).toBe(0)
    expect(await page.title()).not.toContain('owned')
  })
})
