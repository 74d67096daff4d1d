import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Job } from '../../domain/views/job.ts'
import type { ThreadView, UpdateView } from '../../domain/views/records.ts'
import { type Device, openWorld, type World } from '../support/app-in-browser.ts'
import { colourName, makeVideo, pixelAt } from '../support/media.ts'
import { probeVideo, publishedVideos } from '../support/published-video.ts'
import { lastingStrengthOf, writeTones } from '../support/tones.ts'
import { recordedFor, startsLibraryWithThread, startsRecording } from './record-steps.ts'
import { asks, writes } from './steps.ts'

const colours = ['red', 'lime', 'blue', 'yellow']
const colourSec = 2
/** The tone of each colour, and the one that the microphone hears afterwards. */
const tones = [440, 880, 1760, 3520]
const anew = 620
const heard = 0.02
const unheard = 0.002
const captions = [
  'WEBVTT',
  ...colours.map(
    (colour, place) => `0${place * colourSec}.200 --> 0${place * colourSec + 1}.800\nIt is ${colour} now.`,
  ),
]
  .join('\n\n')
  .replaceAll(/^0(\d\.\d+) --> 0(\d\.\d+)/gm, '00:00:0$1 --> 00:00:0$2')

let scratch: string
let world: World
let ada: Device

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'ownpace-replaced-'))
  const microphone = join(scratch, 'microphone.wav')
  await writeTones(microphone, { frequencies: [anew], toneMs: 1000, pauseMs: 300 })
  world = await openWorld({ args: [`--use-file-for-fake-audio-capture=${microphone}`] })
  ada = await world.device({ name: 'Ada', timeZone: 'Europe/Vienna' })
}, 60_000)

afterAll(async () => {
  await world?.close()
  await rm(scratch, { recursive: true, force: true })
})

it('one chapter of a published video is recorded again, and all that was said about the rest stays at its second', async () => {
  const { page } = ada
  const dir = join(world.dir, 'folder')
  await startsLibraryWithThread(page, { dir, thread: 'Payments', questions: ['What moved?', 'What is next?'] })
  const { library, item } = await publishesFilm(page)
  const [first] = await publishedVideos(dir)
  const { version, video: filmed } = await updateOf(page, { library, item })
  const notes: [atMs: number, text: string][] = [
    [1_000, 'While it is red'],
    [3_000, 'While it is lime'],
    [5_000, 'While it is blue'],
    [7_000, 'While it is yellow'],
  ]
  for (const [ms, words] of notes) {
    const on = { item, version: filmed?.version ?? version, ms }
    await writes(page, { library, request: { request: 'comment.write', on, text: words, answersAsk: null } })
  }

  await page.evaluate((hash) => location.assign(hash), `#/watch/${library}/${item}`)
  await page.getByText('While it is yellow').waitFor()
  await page.getByRole('region', { name: 'Player' }).waitFor()
  await page.getByRole('button', { name: 'More about this' }).click()
  await page.getByRole('menuitem', { name: 'Cut it, or record a part again' }).click()
  await page.getByRole('heading', { name: 'Look it over, and put it into words' }).waitFor()
  await expect.poll(() => page.getByRole('textbox', { name: 'What moved?' }).inputValue()).toBe('The red.')
  const chapters = page.getByRole('list', { name: 'Chapters' })
  await chapters.getByText('The blue part').waitFor()
  await page.getByText('It is lime now.').waitFor()
  // From where the second question is answered to the marked place: the lime.
  await chapters.getByRole('button', { name: 'Record “What is next?” again' }).click()
  await startsRecording(page)
  await recordedFor(page, 3)
  await page.getByRole('button', { name: 'Finish' }).click()
  await page.getByRole('button', { name: /^Recorded again/ }).waitFor()
  // Whoever reloads the page, or whose machine failed, can take it back all the same.
  await page.reload()
  await page.getByRole('button', { name: 'Undo Ctrl Z' }).waitFor()
  await page.keyboard.press('Control+z')
  await page.getByRole('button', { name: /^Recorded again/ }).waitFor({ state: 'hidden' })
  await page.keyboard.press('Control+Shift+z')
  await page.getByRole('button', { name: /^Recorded again/ }).waitFor()
  await page.getByRole('button', { name: 'Publish the correction' }).click()
  // The video has still to be made.
  await page.getByRole('button', { name: 'Publish now' }).click({ timeout: 120_000 })
  await vi.waitUntil(async () => (await publishedVideos(dir)).some((path) => path !== first), { timeout: 60_000 })

  const next = (await publishedVideos(dir)).find((path) => path !== first) ?? ''
  await vi.waitUntil(async () => (await updateOf(page, { library, item })).version !== version)
  const updates = await asks<UpdateView[]>(page, `/api/libraries/${library}/records?kind=update`)
  expect(updates.map(({ id }) => id)).toEqual([item])
  const { video, answers } = await updateOf(page, { library, item })
  const { durationSec } = await probeVideo(next)
  // All but the lime, and in its place what was recorded.
  const newMs = durationSec * 1000 - (colours.length - 1) * colourSec * 1000
  expect(newMs).toBeGreaterThan(2_500)
  const wholeMs = (video?.durationMs ?? 0) - newMs
  expect(Math.abs(wholeMs - 6_000)).toBeLessThan(200)
  expect(answers.map(({ text, startMs }) => ({ text, startMs }))).toEqual([
    { text: 'The red.', startMs: 0 },
    { text: 'The lime.', startMs: 2_000 },
  ])
  const backMs = 2_000 + newMs
  expect(video?.marks).toEqual([{ title: 'The blue part', startMs: expect.closeTo(backMs, -2.5) }])

  await page.getByRole('region', { name: 'Player' }).waitFor()
  const comments = page.getByRole('list', { name: 'Comments' })
  const secondOf = async (words: string): Promise<number> => {
    const place = comments.getByRole('listitem').filter({ hasText: words }).getByRole('button', { name: /^at/ })
    const [minutes, seconds] = ((await place.textContent()) ?? '').replace('at ', '').split(':').map(Number)
    return (minutes ?? Number.NaN) * 60 + (seconds ?? Number.NaN)
  }
  expect(await secondOf('While it is red')).toBe(1)
  expect(Math.abs((await secondOf('While it is blue')) * 1000 - (backMs + 1_000))).toBeLessThanOrEqual(1_000)
  expect(Math.abs((await secondOf('While it is yellow')) * 1000 - (backMs + 3_000))).toBeLessThanOrEqual(1_000)
  await comments
    .getByRole('listitem')
    .filter({ hasText: 'While it is lime' })
    .getByText('what was said there is cut out since')
    .waitFor()

  const [, lime] = tones
  for (const tone of [...tones, anew]) {
    const loudest = await lastingStrengthOf(next, tone)
    if (tone === lime) expect(loudest).toBeLessThan(unheard)
    else expect(loudest, `${tone} Hz`).toBeGreaterThan(heard)
  }
  const colourAt = async (atMs: number): Promise<string> =>
    colourName(await pixelAt({ path: next, atSec: atMs / 1000, x: 160, y: 90 }))
  expect(await colourAt(1_000)).toBe('red')
  expect(await colourAt(backMs + 1_000)).toBe('blue')
  expect(await colourAt(backMs + 3_000)).toBe('yellow')
  for (let atMs = 0; atMs < durationSec * 1000 - 100; atMs += 500) expect(await colourAt(atMs)).not.toBe('lime')

  const words = await readFile(join(next, '..', 'captions-en.vtt'), 'utf8')
  expect(words).toContain('It is blue now.')
  expect(words).not.toContain('lime')
})

async function publishesFilm(page: Page): Promise<{ library: string; item: string }> {
  const path = await makeVideo({
    ...{ path: join(scratch, 'film.mp4'), colours, secondsEach: colourSec, framesPerSecond: 10 },
    sound: `0.3*sin(2*PI*t*${tones[0]}*pow(2,floor(t/${colourSec})))`,
  })
  const [found] = await asks<{ id: string }[]>(page, '/api/libraries')
  const library = found?.id ?? ''
  const [thread] = await asks<ThreadView[]>(page, `/api/libraries/${library}/records?kind=thread`)
  const [one, two] = thread?.questions.map(({ id }) => id) ?? []
  const sent = await page.evaluate(
    async (base64) => {
      const body = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
      return (await (await fetch('/api/prepared?name=film.mp4', { method: 'POST', body })).json()) as { jobId: string }
    },
    (await readFile(path)).toString('base64'),
  )
  const prepared = await vi.waitUntil(
    async () => (await asks<Job[]>(page, '/api/jobs')).find(({ id, state }) => id === sent.jobId && state === 'done'),
    { timeout: 60_000 },
  )
  const item = await writes(page, {
    library,
    request: {
      ...{ request: 'update.publish', thread: thread?.id ?? '', cycle: 'always', isNothing: false },
      ...{ title: 'Four colours', intent: null, asks: [] },
      answers: [
        { question: one ?? '', text: 'The red.', startMs: 0, isBlocker: false },
        { question: two ?? '', text: 'The lime.', startMs: 2_000, isBlocker: false },
      ],
      marks: [{ startMs: 4_000, title: 'The blue part' }],
      video: { prepared: (prepared.result as { preparedId: string }).preparedId },
      captions: [{ language: 'en', vtt: captions }],
    },
  })
  await vi.waitUntil(
    async () => (await asks<UpdateView[]>(page, `/api/libraries/${library}/records?kind=update`)).length > 0,
    { timeout: 60_000 },
  )
  return { library, item }
}

async function updateOf(page: Page, { library, item }: { library: string; item: string }): Promise<UpdateView> {
  const { view } = await asks<{ view: UpdateView }>(page, `/api/libraries/${library}/records/${item}`)
  return view
}
