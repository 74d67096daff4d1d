import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { vi } from 'vitest'
import { type JournalEvent, parseJournal } from '../../domain/takes/journal.ts'
import { takeIdSchema } from '../../domain/takes/take.ts'
import { parseRoute } from '../../renderer/app/route.ts'

const timer = (page: Page): Locator => page.getByRole('timer', { name: 'Recorded so far' })

/** From the first screen: a library in a folder of its own, and a thread in it that asks these two questions. */
export async function startsLibraryWithThread(
  page: Page,
  { dir, thread, questions }: { dir: string; thread: string; questions: [string, string] },
): Promise<void> {
  await page.getByRole('button', { name: 'Start a library' }).click()
  const dialog = page.getByRole('dialog', { name: 'Start a library' })
  await dialog.getByRole('textbox', { name: 'Folder', exact: true }).fill(dir)
  await dialog.getByRole('textbox', { name: 'Name of the library' }).fill('Northwind')
  await dialog.getByRole('button', { name: 'Start a library' }).click()
  await page.getByRole('heading', { name: 'New thread' }).waitFor()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(thread)
  await page.getByRole('button', { name: 'Remove question 3' }).click()
  await page.getByRole('textbox', { name: 'Question 1', exact: true }).fill(questions[0])
  await page.getByRole('textbox', { name: 'Question 2', exact: true }).fill(questions[1])
  await page.getByRole('button', { name: 'Make the thread' }).click()
  await page.getByRole('heading', { name: thread }).waitFor()
}

/** Shows the whole screen beside camera and microphone, and records. Resolves once it does. */
export async function startsRecording(page: Page): Promise<void> {
  await startsToRecord(page)
  await timer(page).waitFor()
}

/** The same, until the countdown begins. */
export async function startsToRecord(page: Page): Promise<void> {
  await page.getByRole('meter', { name: /^Level of/ }).waitFor()
  await page.getByRole('button', { name: 'Choose a screen or window' }).click()
  await page.getByLabel('What is recorded').waitFor()
  await page.getByLabel('Your camera').first().waitFor()
  await page.getByRole('button', { name: /^Record, after/ }).click()
}

/** What the recording's own clock shows, in seconds. */
export async function shownSec(page: Page): Promise<number> {
  const [minutes, seconds] = ((await timer(page).textContent()) ?? '').split(':').map(Number)
  return (minutes ?? Number.NaN) * 60 + (seconds ?? Number.NaN)
}

/** Resolves as soon as the recording's own clock shows so many seconds. */
export async function recordedFor(page: Page, sec: number): Promise<void> {
  await vi.waitUntil(async () => (await shownSec(page)) >= sec, { timeout: 60_000, interval: 50 })
}

/** Ends the recording; resolves to its id once it is looked over. */
export async function finishes(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Finish' }).click()
  return await reviewedTake(page)
}

/** The id of the recording that is looked over, once it is. */
export async function reviewedTake(page: Page): Promise<string> {
  await page.getByRole('heading', { name: 'Look it over, and put it into words' }).waitFor()
  const route = parseRoute(new URL(page.url()).hash)
  return takeIdSchema.parse(route.screen === 'review' ? route.take : null)
}

/** Writes a title and an answer to each question named. */
export async function putsIntoWords(
  page: Page,
  { title, answers }: { title: string; answers: Record<string, string> },
): Promise<void> {
  await page.getByRole('textbox', { name: 'Title' }).fill(title)
  for (const [question, words] of Object.entries(answers)) {
    await page.getByRole('textbox', { name: question }).fill(words)
  }
}

/** Publishes what is looked over without waiting out the minute in which it can be taken back. */
export async function publishesNow(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  // The video may still have to be made.
  await page.getByRole('button', { name: 'Publish now' }).click({ timeout: 120_000 })
}

/** What the journal of a recording says. */
export async function journalOf(profileDir: string, take: string): Promise<JournalEvent[]> {
  return parseJournal(await readFile(join(profileDir, 'takes', take, 'journal.jsonl'), 'utf8'))
}

/** How much a recording that goes on, or is paused, had recorded at a moment, by its journal and the system's clock. */
export function recordedMsAt(events: readonly JournalEvent[], nowMs: number): number {
  let recordedMs = 0
  let sinceMs: number | null = null
  for (const event of events) {
    if (event.type === 'paused') recordedMs = event.segmentMs
    if (event.type === 'segment-started' || event.type === 'resumed') sinceMs = event.atMs
    else if (event.type === 'paused') sinceMs = null
  }
  return recordedMs + (sinceMs === null ? 0 : nowMs - sinceMs)
}

/** How long a recording is by its page's own clock, pauses left out, as the journal has it. */
export async function journalledMs(profileDir: string, take: string): Promise<number> {
  const events = await journalOf(profileDir, take)
  return events.reduce((sum, event) => sum + (event.type === 'segment-ended' ? event.segmentMs : 0), 0)
}
