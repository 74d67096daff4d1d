import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { shareCopy } from '../../electron/backend/export/share-copy.ts'
import { findChromium } from '../../electron/browser/launch.ts'
import { makeVideo } from '../support/media.ts'
import { captions, type ToldLibrary, toldLibrary } from '../support/told-library.ts'

/** Everything that a page could be talked into, in one text. */
const hostile = (text: string): string =>
  `${text} </title></script><script>window.ran=1</script><img src=x onerror="window.ran=1"><svg onload=window.ran=1>` +
  `"><a href="javascript:window.ran=1">a</a><iframe src="https://evil.example"></iframe>` +
  `\`'" onmouseover=window.ran=1 [b](javascript:window.ran=1) ![c](https://evil.example/p.png) \u202e<!-- ../../..`

let dir: string
let video: string
let browser: Browser
let page: Page
/** Addresses of every request of the page, whether or not it could be answered. */
let asked: string[]
let wrong: string[]

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ownpace-export-'))
  video = await makeVideo({ path: join(dir, 'talk.mp4'), colours: ['red', 'blue'], secondsEach: 6 })
  const executablePath = findChromium({ env: process.env, platform: process.platform })
  if (executablePath === null) throw new Error('there is no Chromium on this machine')
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
})

afterAll(async () => {
  await browser?.close()
  await rm(dir, { recursive: true, force: true })
})

beforeEach(() => opensWindow())

afterEach(() => page.context().close())

async function opensWindow(options: Parameters<Browser['newContext']>[0] = {}): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  page = await context.newPage()
  asked = []
  wrong = []
  page.on('request', (request) => asked.push(request.url()))
  page.on('pageerror', (error) => wrong.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') wrong.push(message.text())
  })
}

let count = 0
async function exported(world: ToldLibrary): Promise<string> {
  count += 1
  const out = join(dir, `out ${count} #1 100%`)
  await world.exportTo(out)
  return out
}

function pagesIn(out: string): string[] {
  const entries = readdirSync(out, { recursive: true }) as string[]
  return entries.filter((entry) => entry.endsWith('.html')).map((entry) => join(out, entry))
}

async function opens(path: string, hash = ''): Promise<void> {
  await page.goto(pathToFileURL(path).href + hash)
}

async function violations(): Promise<string[]> {
  await page.evaluate(axe.source)
  const found = await page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { axe: typeof axe }
    return (await checker.run({ preload: false })).violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
    )
  })
  return found
}

async function filmedPage(out: string): Promise<string> {
  const path = pagesIn(out).find((each) => existsSync(join(each, '..', 'captions-en.vtt')))
  if (path === undefined) throw new Error('the filmed update has no page')
  return path
}

/** Everything but the site's own files, and captions that stand in the page. */
function outside(out: string): string[] {
  return asked.filter((url) => !url.startsWith(`${pathToFileURL(out).href}/`) && !url.startsWith('data:text/vtt'))
}

describe('an exported library in a browser, from the disk', () => {
  it('runs no script of what people wrote and asks nothing of anyone, whatever stands in its texts', async () => {
    const world = await toldLibrary({
      told: hostile,
      video,
      vtt: captions.replace('Refunds', hostile('Refunds').replaceAll('\n', ' ')),
    })
    const out = await exported(world)
    const pages = pagesIn(out)
    expect(pages.length).toBeGreaterThan(7)
    for (const path of pages) {
      await opens(path)
      await page.waitForLoadState('load')
      expect(await page.evaluate(() => 'ran' in window)).toBe(false)
      expect(await page.locator('img, iframe, svg, main script, [onmouseover], [onerror], [onload]').count()).toBe(0)
      const links = await page
        .locator('a')
        .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).protocol))
      expect([...new Set(links)]).toEqual(['file:'])
      expect(await page.title()).not.toBe('')
    }
    await opens(join(out, 'search.html'), '#q=refunds')
    await page.getByRole('listitem').filter({ hasText: 'Refunds' }).first().waitFor()
    expect(await page.evaluate(() => 'ran' in window)).toBe(false)
    expect(outside(out)).toEqual([])
    expect(wrong).toEqual([])
  })

  it('leads from the first page to each thing, and each page passes the accessibility check in both themes', async () => {
    const world = await toldLibrary({ video })
    const out = await exported(world)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      for (const path of pagesIn(out)) {
        await opens(path)
        expect(await violations(), path).toEqual([])
      }
    }
    await opens(join(out, 'index.html'))
    await page.getByRole('link', { name: 'First week' }).click()
    await page.getByRole('link', { name: 'How we refund' }).click()
    await page.getByRole('heading', { level: 1, name: 'How we refund' }).waitFor()
    await page.getByRole('link', { name: 'Decisions' }).first().click()
    await page.getByRole('link', { name: 'One queue for retries' }).click()
    await page.getByRole('link', { name: 'Refunds settle the same day' }).click()
    await page.getByRole('heading', { level: 1, name: 'Refunds settle the same day' }).waitFor()
    // the decision rests on a second
    expect(new URL(page.url()).hash).toBe('#t=4')
    await page.waitForFunction(() => Math.abs((document.querySelector('video')?.currentTime ?? 0) - 4) < 0.1)
    expect(wrong).toEqual([])
  })

  it('finds a word that was said, without accents and by its beginning, and opens at its second', async () => {
    const out = await exported(await toldLibrary({ video }))
    for (const [typed, second] of [
      ['lodz', 4],
      ['strasse', 4],
      ['settl frid', 0],
      ['当天', 9],
      ['款', 9],
    ] as const) {
      await opens(join(out, 'index.html'))
      await page.getByRole('link', { name: 'Search' }).first().click()
      await page.getByRole('searchbox').fill(typed)
      await page.getByRole('list').getByRole('link', { name: 'Refunds settle the same day' }).click()
      await page.waitForFunction(
        (wanted) => Math.abs((document.querySelector('video')?.currentTime ?? -1) - wanted) < 0.1,
        second,
      )
    }
    await opens(join(out, 'search.html'), '#q=nowhere')
    await page.getByText('Nothing found.').waitFor()
    expect(wrong).toEqual([])
    expect(outside(out)).toEqual([])
  })

  it('plays its video with captions, and marks the line that is said', async () => {
    const out = await exported(await toldLibrary({ video }))
    await opens(await filmedPage(out))
    await page.getByRole('link', { name: /Since Friday they settle on/ }).click()
    await page.waitForFunction(() => {
      const film = document.querySelector('video')
      const [cue] = [...(film?.textTracks[0]?.activeCues ?? [])] as VTTCue[]
      const isPlaying = (film?.currentTime ?? 0) > 4 && (film?.getVideoPlaybackQuality().totalVideoFrames ?? 0) > 5
      return isPlaying && cue?.text === 'Since Friday they settle on a Straße in Łódź.'
    })
    expect(await page.locator('video').evaluate((film: HTMLVideoElement) => film.textTracks[0]?.mode)).toBe('showing')
    await page.locator('.cues [aria-current]').getByText('Since Friday').waitFor()
    await page.getByRole('link', { name: 'at 0:04' }).click()
    expect(wrong).toEqual([])
  })

  it('says so where its video is broken, and where it is not here', async () => {
    const world = await toldLibrary({ video })
    const out = await exported(world)
    const path = await filmedPage(out)
    rmSync(join(path, '..', 'video.mp4'))
    writeFileSync(join(path, '..', 'video.mp4'), Buffer.alloc(5000, 1))
    await opens(path)
    await page.getByRole('alert').getByText('This video cannot be played.').waitFor()

    const original = join(world.filmedDir, 'video.mp4')
    rmSync(original)
    writeFileSync(original, '')
    await truncate(original, 4_000_000_000)
    const second = await exported(world)
    await opens(await filmedPage(second))
    await page.getByText(/The video, \d+ kB, was only in the cloud/).waitFor()
    expect(await page.locator('video').count()).toBe(0)
    await page.getByRole('link', { name: /Since Friday they settle on/ }).waitFor()
  })

  it('can be read without JavaScript: all but the search', async () => {
    await page.context().close()
    await opensWindow({ javaScriptEnabled: false })
    const out = await exported(await toldLibrary({ video }))
    await opens(join(out, 'index.html'))
    await page.getByRole('link', { name: 'Refunds settle the same day' }).first().click()
    await page.getByRole('link', { name: /Since Friday they settle on/ }).click()
    expect(new URL(page.url()).hash).toBe('#t=4')
    await opens(join(out, 'search.html'))
    await page.getByText('Searching needs JavaScript.').waitFor()
  })
})

describe('a copy of one thing in a browser, from the disk', () => {
  it('opens by its page, with its video and words, and leads nowhere that was not handed on', async () => {
    const world = await toldLibrary({ told: hostile, video })
    const out = join(dir, 'copy of an update')
    await shareCopy(world.sharing(world.filmed), out)
    await opens(join(out, 'index.html'))
    await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 1)
    expect(await page.evaluate(() => 'ran' in window)).toBe(false)
    expect(await page.getByText('Is that the retry we saw in March?').count()).toBe(0)
    expect(await page.locator('a:not([href^="#"]):not(video a)').count()).toBe(0)
    expect(outside(out)).toEqual([])
    expect(wrong).toEqual([])
  })

  it('of a path leads through its steps', async () => {
    const world = await toldLibrary({ video })
    const out = join(dir, 'copy of a path')
    await shareCopy(world.sharing(world.path), out)
    await opens(join(out, 'index.html'))
    await page.getByRole('link', { name: 'Refunds settle the same day' }).click()
    await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 1)
    await page.goBack()
    await page.getByRole('link', { name: 'How we refund' }).click()
    await page.getByText('Within a day.').waitFor()
    expect(outside(out)).toEqual([])
  })
})
