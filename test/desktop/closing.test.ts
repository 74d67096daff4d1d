import { rm } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { recordedFor, shownSec } from '../e2e/record-steps.ts'
import { type DesktopApp, newProfileDir, removeProfile, startDesktop } from './app.ts'
import { foundLibrary, makeThread, newFolder, opensRecord } from './library.ts'

let profileDir: string
let libraryDir: string
let desktop: DesktopApp

beforeEach(async () => {
  profileDir = await newProfileDir()
  libraryDir = await newFolder()
  desktop = await startDesktop(profileDir)
  const library = await foundLibrary(desktop.page, libraryDir)
  await opensRecord(desktop.page, { library, thread: await makeThread(desktop.page, library) })
})

afterEach(async () => {
  await desktop.close()
  await removeProfile(profileDir)
  await rm(libraryDir, { recursive: true, force: true })
})

async function recordsVoice(page: Page): Promise<void> {
  await page.getByRole('meter', { name: /^Level of/ }).waitFor()
  await page.getByRole('button', { name: 'Voice only' }).click()
  await page.getByRole('button', { name: 'Record, after 1 s' }).click()
  await recordedFor(page, 2)
}

describe('closing the window while it records', () => {
  it('asks first; the recording goes on, or is offered at the next start', async () => {
    const { app, page } = desktop
    await recordsVoice(page)
    // the question of the system cannot be answered from here: it is in its place
    await app.evaluate(({ dialog }) => {
      const asked: string[] = []
      Object.assign(globalThis, { asked, answer: 0 })
      dialog.showMessageBox = async (...given: unknown[]) => {
        asked.push((given.at(-1) as { message: string }).message)
        // nobody answers before the window knows that it stays open for now
        await new Promise((resolve) => setTimeout(resolve, 200))
        return { response: (globalThis as unknown as { answer: number }).answer, checkboxChecked: false }
      }
    })
    const closeWindow = (): Promise<void> =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    const asked = (): Promise<string[]> =>
      app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked.slice())

    await closeWindow()
    await expect.poll(asked).toEqual(['You are recording.'])
    await recordedFor(page, (await shownSec(page)) + 2)

    await app.evaluate(() => Object.assign(globalThis, { answer: 1 }).answer)
    const isClosed = app.waitForEvent('close')
    await closeWindow()
    await isClosed

    desktop = await startDesktop(profileDir)
    await desktop.page.getByText(/^A recording from .* was interrupted: 0:0[3-6] are safe\.$/).waitFor()
  })
})

describe('a page whose process dies while it records', () => {
  it('comes back by itself and offers what was recorded', async () => {
    const { app, page } = desktop
    const isKeyHeld = (): Promise<boolean> =>
      app.evaluate(({ globalShortcut }) => globalShortcut.isRegistered('Alt+Shift+P'))
    await recordsVoice(page)
    await expect.poll(isKeyHeld, { timeout: 20_000 }).toBe(true)
    // the page of the test dies with the process; the window is asked for what its new page shows
    await app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      const isBack = new Promise<void>((resolve) => contents?.once('did-finish-load', () => resolve()))
      contents?.forcefullyCrashRenderer()
      await isBack
    })
    const shown = (): Promise<string> =>
      app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText'),
      )
    await expect
      .poll(shown, { timeout: 60_000, interval: 500 })
      .toMatch(/A recording from .* was interrupted: 0:0[1-6] are safe\./)
    expect(await isKeyHeld()).toBe(false)
  })
})
