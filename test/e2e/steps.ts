import type { Page } from 'playwright-core'
import type { LibraryRequest, RequestAnswer } from '../../domain/requests/requests.ts'
import type { OutboxEntryView } from '../../domain/views/library.ts'
import { isUndoable } from '../../electron/backend/library/requests/outline.ts'

/** Gives this device's person a name and a place, on the first screen. */
export async function saysWhoTheyAre(
  page: Page,
  { name, timeZone }: { name: string; timeZone: string },
): Promise<void> {
  await page.getByRole('button', { name: 'Change' }).click()
  const dialog = page.getByRole('dialog', { name: 'Who you are' })
  await dialog.getByLabel('Your name').fill(name)
  await dialog.getByLabel('Time zone').fill(timeZone)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByText(`You are ${name}`).waitFor()
}

export async function startsLibrary(page: Page, { dir, name }: { dir: string; name: string }): Promise<void> {
  await page.getByRole('button', { name: 'Start a library' }).click()
  const dialog = page.getByRole('dialog', { name: 'Start a library' })
  await dialog.getByRole('textbox', { name: 'Folder', exact: true }).fill(dir)
  await dialog.getByLabel('Name of the library').fill(name)
  await dialog.getByRole('button', { name: 'Start a library' }).click()
  await page.getByRole('heading', { name: 'New thread' }).waitFor()
}

export async function joinsAsNewcomer(page: Page, { dir }: { dir: string }): Promise<void> {
  await page.getByRole('link', { name: 'Open a folder someone shared' }).click()
  await page.getByRole('textbox', { name: 'Folder', exact: true }).fill(dir)
  await page.getByRole('button', { name: 'Open the folder' }).click()
  await page.getByRole('radio', { name: 'I am new here' }).check()
  await page.getByRole('button', { name: 'Join' }).click()
  await page.waitForURL(/#\/$/)
}

/** Chooses one of the options of a list by its visible name. */
export async function chooses(page: Page, { list, option }: { list: string; option: string }): Promise<void> {
  await page.getByRole('combobox', { name: list, exact: true }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

/** Presses Publish and does not wait out the minute in which it can be taken back. */
export async function publishes(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await page.getByRole('button', { name: 'Publish now' }).click()
  await page.getByText(`In the folder: “${title}”`).first().waitFor()
}

/** Sends what waits at once, from where one sees all that is on its way. */
export async function sendsAtOnce(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'One waits for the folder' }).click()
  await page.getByRole('button', { name: 'Now', exact: true }).click()
  await page.getByRole('link', { name: 'All is in the folder' }).waitFor()
}

/** Hands over a file instead of recording, and waits until it can be looked over. */
export async function bringsFile(page: Page, path: string): Promise<void> {
  await page.getByRole('button', { name: 'Bring a file' }).click()
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles(path)
  await page.getByRole('heading', { name: 'Look it over, and put it into words' }).waitFor()
}

/** Opens a thread in the rail. */
export async function opensThread(page: Page, name: string): Promise<void> {
  await page
    .getByRole('link', { name: new RegExp(`^${name}(, has news)?$`) })
    .first()
    .click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
}

/** Opens a place in the rail. */
export async function goesTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name }).click()
}

/** Asks the backend as the page itself does, with its session and its rules. */
export async function asks<Answer>(
  page: Page,
  path: string,
  { method = 'GET', body }: { method?: 'GET' | 'POST'; body?: unknown } = {},
): Promise<Answer> {
  return await page.evaluate(
    async ([address, how, content]) => {
      const headers = content === null ? undefined : { 'Content-Type': 'application/json' }
      const response = await fetch(address, { method: how, body: content, ...(headers && { headers }) })
      const text = await response.text()
      if (!response.ok) throw new Error(`${how} ${address} answered ${response.status}: ${text}`)
      return text === '' ? null : JSON.parse(text)
    },
    [path, method, body === undefined ? null : JSON.stringify(body)] as const,
  )
}

/** Writes into a library without waiting out the minute in which it can be taken back; answers the record's id. */
export async function writes(
  page: Page,
  { library, request }: { library: string; request: LibraryRequest },
): Promise<string> {
  const { id, outboxId } = await asks<RequestAnswer>(page, `/api/libraries/${library}/requests`, {
    method: 'POST',
    body: request,
  })
  // what cannot be taken back is sent at once, and may be in the folder by now
  const waiting = await asks<OutboxEntryView[]>(page, '/api/outbox')
  const isHeld = waiting.some((entry) => entry.id === outboxId && isUndoable(request))
  if (isHeld) await asks(page, `/api/outbox/${outboxId}/now`, { method: 'POST' })
  return id
}
