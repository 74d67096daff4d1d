import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { LibraryRequest } from '../../domain/requests/requests.ts'
import { cycleAt } from '../../domain/time/cadence.ts'
import type { LibraryView } from '../../domain/views/library.ts'
import { makeVideo } from '../support/media.ts'
import type { LivedDevice, LivedWorld } from './lived-world.ts'
import { finishes, recordedFor } from './record-steps.ts'
import { asks, bringsFile, joinsAsNewcomer, opensThread, publishes, writes } from './steps.ts'

/** What a library holds, by the ids that addresses are made of. */
export interface Filled {
  library: string
  thread: string
  /** An update with a video, by the other person. */
  update: string
  /** An update that is only written, by the person at this device. */
  own: string
  document: string
  path: string
  decision: string
  /** A file that was brought in, not published. */
  reviewFileHash: string
  /** A recording, not published. */
  reviewHash: string
}

const weekly = { every: 'week', weekday: 4, dueMinutes: 18 * 60 } as const

/** A library of two people with something of each kind in it, as one of them has it before them. */
export async function fillLibrary(world: LivedWorld, [me, other]: [LivedDevice, LivedDevice]): Promise<Filled> {
  const videoPath = await makeVideo({ path: join(world.dir, 'video.mp4'), colours: ['red', 'blue'], secondsEach: 3 })
  const person = { name: 'Aya Lopes', timeZone: 'Europe/Lisbon' }
  const body = { dir: world.sharedDir, name: 'Northlight', purpose: 'team', person }
  const made = await asks<LibraryView>(me.page, '/api/libraries', { method: 'POST', body })
  const library = made.id
  await joinsAsNewcomer(other.page, { dir: world.sharedDir })
  const [joined] = await asks<LibraryView[]>(other.page, '/api/libraries')
  const people = [made.me, joined?.me ?? '']
  const write = (page: Page, request: LibraryRequest): Promise<string> => writes(page, { library, request })

  const questions = [
    { id: 'moved', text: 'What moved?', hint: 'The result, not the hours.', intent: 'plain' },
    { id: 'way', text: 'What is in the way?', hint: '', intent: 'blocker' },
    { id: 'need', text: 'What do you need, from whom, by when?', hint: '', intent: 'ask' },
  ] satisfies Extract<LibraryRequest, { request: 'thread.make' }>['questions']
  const thread = await write(me.page, {
    ...{ request: 'thread.make', name: 'Payments', purpose: 'status', cadence: weekly, questions, people },
    ...{ replacesMinutes: 30, suggestedSec: 120 },
  })
  const cycle = cycleAt({ cadence: weekly, nowMs: world.nowMs(), timeZone: 'Europe/Lisbon' }).id
  await other.page.getByText('Payments awaits your three answers').waitFor()

  await opensThread(other.page, 'Payments')
  await other.page.getByRole('link', { name: /^Answer for/ }).click()
  await bringsFile(other.page, videoPath)
  await other.page.getByLabel('Title').fill('The page of refunds')
  await other.page.getByLabel('What moved?').fill('The page of refunds shows every attempt, and why it failed.')
  await other.page.getByLabel('What is in the way?').fill('The sandbox of the bank is down.')
  await other.page.getByRole('checkbox', { name: 'This is in the way' }).check()
  await other.page.getByRole('button', { name: 'Ask someone' }).click()
  await other.page.getByRole('button', { name: /^Whom you ask/ }).click()
  await other.page.getByRole('checkbox', { name: 'Aya Lopes' }).check()
  await other.page.keyboard.press('Escape')
  await other.page.getByLabel('What you ask').fill('Which retry limit do we promise?')
  await publishes(other.page, 'The page of refunds')
  const found = await asks<{ id: string; version: string }[]>(
    other.page,
    `/api/libraries/${library}/records?kind=update&limit=1`,
  )
  const { id: update = '', version = '' } = found[0] ?? {}
  const second = { item: update, version, ms: 2000 }
  await write(other.page, { request: 'comment.write', on: second, text: 'Here the limit shows.', answersAsk: null })

  const spoken = { question: 'moved', text: 'Payouts go out by themselves.', startMs: null, isBlocker: false }
  const said = { title: 'Payouts', answers: [spoken], asks: [], intent: null, captions: [] }
  const own = await write(me.page, { request: 'update.publish', thread, cycle, isNothing: false, video: null, ...said })
  const text = '# How\n\nA refund goes out **within a day**, and [the bank](https://example.org) says so.\n\n- first\n'
  const document = await write(other.page, { request: 'document.write', title: 'How we refund', text, thread })
  const steps = [
    { id: 'refunds', item: document, title: null, asksToConfirm: true },
    { id: 'page', item: update, title: 'The page itself', asksToConfirm: false },
  ]
  const sections = [{ id: 'one', title: 'Day one', steps }]
  const about = 'What everyone who comes new should know.'
  const path = await write(me.page, { request: 'path.make', title: 'Your first week', about, sections })
  const decided = { thread, evidence: [second], decidedBy: people, replaces: null }
  const reasons = { title: 'Refunds are kept for ninety days', why: 'The slowest bank answers after **eighty**.' }
  const decision = await write(me.page, { request: 'decision.write', ...reasons, ...decided })

  const record = `#/record?library=${library}&thread=${thread}`
  await opensHash(me.page, record)
  await bringsFile(me.page, videoPath)
  const reviewFileHash = new URL(me.page.url()).hash
  await opensHash(me.page, record)
  await me.page.getByRole('button', { name: /^Record, after/ }).click()
  await recordedFor(me.page, 1)
  await finishes(me.page)
  const reviewHash = new URL(me.page.url()).hash
  return { library, thread, update, own, document, path, decision, reviewFileHash, reviewHash }
}

/** Goes to an address within the page, without loading it anew. */
export async function opensHash(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to
  }, hash)
}
