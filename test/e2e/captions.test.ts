import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { parseCaptions } from '../../domain/captions/parse.ts'
import { screenWith } from '../../domain/takes/take.ts'
import { type Device, openWorld, type World } from '../support/app-in-browser.ts'
import { ffmpegRaw, makeVideo } from '../support/media.ts'
import { standInProgram, toldTo, writeStandInModel } from '../support/stand-in-transcriber.ts'
import { publishesNow, startsLibraryWithThread } from './record-steps.ts'
import { faultsOf } from './screen-checks.ts'

const said = ['Refunds settle the same day now.', 'The ledger follows on Munday.', 'Nothing is in the way.']
const lengthSec = 6

let world: World
let ada: Device
let page: Page
let modelPath: string

beforeAll(async () => {
  world = await openWorld()
  ada = await world.device({ name: 'Ada', timeZone: 'Europe/Vienna' })
  page = ada.page
  modelPath = await writeStandInModel(world.dir, { said })
  await mkdir(world.sharedDir)
  await startsLibraryWithThread(page, {
    dir: world.sharedDir,
    thread: 'Payments',
    questions: ['What moved?', 'What is in the way?'],
  })
})
afterAll(() => world.close())

/** Puts a recording of a voice on this device, as a page that records does, with a mark at each question's beginning. */
async function recordsVoice(marks: [questionId: string, segmentMs: number][]): Promise<string> {
  const path = join(world.dir, 'voice.webm')
  const voice = ['-f', 'lavfi', '-i', `sine=frequency=300:duration=${lengthSec}`]
  await ffmpegRaw([...voice, '-c:a', 'libopus', '-f', 'webm', path])
  const [library] = await answer<{ id: string }[]>('GET', '/api/libraries')
  const kept = await answer<{ records: { kind: string; id: string }[] }>(
    'GET',
    `/api/libraries/${library?.id}/changes?limit=500`,
  )
  const { take } = await answer<{ take: { id: string } }>('POST', '/api/takes', {
    library: library?.id ?? null,
    thread: kept.records.find(({ kind }) => kind === 'thread')?.id ?? null,
    cycle: null,
    layout: screenWith(null),
    sources: { screen: null, camera: null, microphone: { label: 'Microphone' } },
  })
  const say = (events: unknown[]) => answer('POST', `/api/takes/${take.id}/journal`, { events })
  const tracks = [{ track: 'microphone', mimeType: 'audio/webm;codecs=opus' }]
  await say([{ type: 'segment-started', segment: 1, tracks, atMs: 1 }])
  await page.evaluate(
    async ([url, base64]) => {
      const bytes = Uint8Array.from(atob(base64 ?? ''), (character) => character.charCodeAt(0))
      await fetch(url ?? '', { method: 'PUT', body: bytes })
    },
    [`/api/takes/${take.id}/segments/1/tracks/microphone/chunks/0`, (await readFile(path)).toString('base64')],
  )
  await say(marks.map(([questionId, segmentMs]) => ({ type: 'question', segment: 1, segmentMs, questionId, atMs: 2 })))
  await say([{ type: 'segment-ended', segment: 1, segmentMs: lengthSec * 1000, reason: 'stopped', atMs: 3 }])
  await answer('POST', `/api/takes/${take.id}/finish`, {})
  return take.id
}

/** What the backend answers to this page. */
async function answer<T>(method: string, path: string, body?: unknown): Promise<T> {
  return (await page.evaluate(
    async ([how, where, json]) => {
      const response = await fetch(where ?? '', {
        method: how ?? 'GET',
        ...(json === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: json }),
      })
      return await response.json()
    },
    [method, path, body === undefined ? undefined : JSON.stringify(body)] as const,
  )) as T
}

async function questionIds(): Promise<string[]> {
  const [library] = await answer<{ id: string }[]>('GET', '/api/libraries')
  const { records } = await answer<{ records: { kind: string; questions?: { id: string }[] }[] }>(
    'GET',
    `/api/libraries/${library?.id}/changes?limit=500`,
  )
  return records.flatMap(({ questions }) => questions?.map(({ id }) => id) ?? [])
}

/** The captions that were published into the shared folder. */
async function publishedCaptions(): Promise<string[]> {
  const names = await readdir(world.sharedDir, { recursive: true })
  const found = names.filter((name) => /captions-[a-z]+\.vtt$/.test(name))
  return await Promise.all(found.map((name) => readFile(join(world.sharedDir, name), 'utf8')))
}

describe('captions on this device', () => {
  it('are off until somebody sets them up in Settings, who is told what is missing', async () => {
    await page.evaluate(() => location.assign('#/settings'))
    await page.getByRole('heading', { name: 'Captions' }).waitFor()
    expect(await page.getByRole('radio', { name: /^Nobody/ }).getAttribute('aria-checked')).toBe('true')
    await page.getByRole('radio', { name: /^Another program/ }).click()
    await page.getByText('Not ready yet: The program’s path is not given yet.').waitFor()
    // A model is offered with all that one has to know before one agrees to anything.
    await page.getByText(/SHA-256: [0-9a-f]{64}/).waitFor()
    await page.getByRole('button', { name: /^Fetch it, 60 MB/ }).click()
    const dialog = page.getByRole('dialog', { name: 'Fetch this model?' })
    await dialog.getByText('https://huggingface.co/ggerganov/whisper.cpp').waitFor()
    await dialog.getByRole('button', { name: 'Cancel' }).click()

    await page.getByRole('textbox', { name: 'The program', exact: true }).fill(standInProgram)
    await page.getByRole('radio', { name: /^A file of yours/ }).click()
    await page.getByRole('textbox', { name: 'Or its full path' }).fill(modelPath)
    await page.getByRole('textbox', { name: 'Or its full path' }).blur()
    await page.getByText('Ready. Captions are written after each recording.').waitFor()
    await page.getByRole('textbox', { name: 'Words of Northwind' }).fill('Kestrel')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('button', { name: 'Remove “Kestrel”' }).waitFor()
    // From the top, as somebody comes here.
    await page.reload()
    await page.getByText('Ready. Captions are written after each recording.').waitFor()
    expect(await faultsOf(page)).toEqual([])
  })

  it('are written after a recording, fill its empty answers, and are published as they were put right', async () => {
    const [first = '', second = ''] = await questionIds()
    const take = await recordsVoice([
      [first, 0],
      [second, 4000],
    ])
    await page.evaluate((id) => location.assign(`#/review/${id}`), take)
    await page.getByRole('textbox', { name: 'Words at 0:02.0' }).waitFor()
    await vi.waitFor(async () => {
      expect(await page.getByRole('textbox', { name: 'What moved?' }).inputValue()).toBe(`${said[0]} ${said[1]}`)
    })
    expect(await page.getByRole('textbox', { name: 'What is in the way?' }).inputValue()).toBe(said[2])
    await page.getByText('Written on this device', { exact: true }).waitFor()
    await page.getByRole('combobox', { name: 'What is spoken' }).filter({ hasText: 'English' }).waitFor()
    // Heard anew in the language that is chosen; what stood is shown until then.
    await page.getByRole('combobox', { name: 'What is spoken' }).click()
    await page.getByRole('option', { name: 'Dutch' }).click()
    await vi.waitFor(async () => expect((await toldTo(modelPath)).map((told) => told['-l'])).toEqual(['auto', 'nl']), {
      timeout: 30_000,
    })
    await page.getByRole('textbox', { name: 'Words at 0:02.0' }).waitFor()
    expect((await toldTo(modelPath)).at(-1)?.['--prompt']).toBe('Kestrel, Ada, Payments.')

    // A click on its time leads the video there.
    await page.getByRole('button', { name: 'Play from 0:04.0' }).click()
    await page.locator('[data-cue] [aria-current]').filter({ hasText: '0:04.0' }).waitFor()

    await page.getByRole('button', { name: 'Find and replace' }).click()
    await page.getByRole('textbox', { name: 'Words to find' }).fill('munday')
    await page.getByText('once', { exact: true }).waitFor()
    await page.getByRole('textbox', { name: 'Put instead' }).fill('Monday')
    await page.getByRole('button', { name: 'Replace all' }).click()
    await page.getByText('By a person', { exact: true }).waitFor()
    // An answer that nobody has touched since says what the captions say.
    await vi.waitFor(async () => {
      expect(await page.getByRole('textbox', { name: 'What moved?' }).inputValue()).toContain('on Monday.')
    })

    const line = page.getByRole('textbox', { name: 'Words at 0:00.0' })
    await line.press('Home')
    for (let word = 0; word < 2; word += 1) await line.press('Control+ArrowRight')
    await line.press('Control+Enter')
    await vi.waitFor(async () => expect(await page.getByRole('textbox', { name: /^Words at/ }).count()).toBe(4))
    await page.keyboard.press('Control+z')
    await vi.waitFor(async () => expect(await page.getByRole('textbox', { name: /^Words at/ }).count()).toBe(3))
    expect(await faultsOf(page)).toEqual([])

    await publishesNow(page)
    await vi.waitFor(async () => expect(await publishedCaptions()).toHaveLength(1), { timeout: 60_000 })
    const [published = ''] = await publishedCaptions()
    expect(parseCaptions(published).cues.map(({ text }) => text)).toEqual([
      said[0],
      'The ledger follows on Monday.',
      said[2],
    ])
  })
  it('can be added by a teammate’s device to what another published, and are marked so', async () => {
    const path = join(world.dir, 'film.mp4')
    await makeVideo({ path, secondsEach: 3, framesPerSecond: 10 })
    const published = await ada.cli(
      ...['publish', path, '--library', world.sharedDir, '--thread', 'Payments', '--title', 'Quiet film', '--json'],
    )
    const { id } = published.json<{ id: string }>()
    const berta = await world.device({ name: 'Berta', timeZone: 'Europe/Lisbon' })
    expect((await berta.cli('library', 'join', world.sharedDir)).exitCode).toBe(0)
    const own = await writeStandInModel(berta.profileDir, { said: ['Heard in Lisbon.', 'And nowhere else.'] })
    await berta.cli('captions', 'setup', '--program', standInProgram, '--model', own)

    await watches(berta.page, id)
    await berta.page.getByText('This video has no captions.').waitFor()
    // One answer that fails to come must not leave a page behind.
    await page.route('**/changes*', (route) => route.abort(), { times: 1 })
    await berta.page.getByRole('button', { name: 'Write them on this device' }).click()
    await berta.page.getByText('Captions written by Berta’s device.').waitFor({ timeout: 90_000 })
    await berta.page.getByText('Heard in Lisbon.').first().waitFor()
    expect(await faultsOf(berta.page)).toEqual([])
    // What its device heard was the whole sound, in whole seconds of 16,000 samples.
    expect(await toldTo(own)).toHaveLength(1)

    await watches(page, id)
    await page.getByText('Captions written by Berta’s device.').waitFor({ timeout: 90_000 })
    await page.getByRole('button', { name: 'Correct the captions' }).click()
    const dialog = page.getByRole('dialog', { name: 'Captions of “Quiet film”' })
    await dialog.getByRole('textbox', { name: 'Words at 0:00.0' }).fill('Heard in Vienna.')
    await dialog.getByRole('button', { name: 'Publish the captions' }).click()
    await page.getByText('Captions by Ada.').waitFor({ timeout: 90_000 })
    await page.getByText('Heard in Vienna.').first().waitFor()
  })
})

/** Opens a published video. */
async function watches(on: Page, item: string): Promise<void> {
  const library = await on.evaluate(
    async () => ((await (await fetch('/api/libraries')).json()) as { id: string }[])[0]?.id,
  )
  await on.evaluate((hash) => location.assign(hash), `#/watch/${library}/${item}`)
}
