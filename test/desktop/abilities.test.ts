import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RequestAnswer } from '../../domain/requests/requests.ts'
import { type DesktopApp, newProfileDir, removeProfile, startDesktop } from './app.ts'
import { ask, foundLibrary, newFolder } from './library.ts'

let desktop: DesktopApp
let libraryDir: string
let library: string

beforeAll(async () => {
  libraryDir = await newFolder()
  desktop = await startDesktop(await newProfileDir())
  library = await foundLibrary(desktop.page, libraryDir)
})

afterAll(async () => {
  await desktop.close()
  await removeProfile(desktop.profileDir)
  await rm(libraryDir, { recursive: true, force: true })
})

describe('what only a desktop can do', () => {
  it('chooses a folder in the system’s own dialog, which belongs to the window', async () => {
    // what the system shows cannot be pressed from here; its answer is given in its place
    await desktop.app.evaluate(({ dialog }, chosen) => {
      const asked: object[] = []
      Object.assign(globalThis, { asked })
      const answers = [{ canceled: false, filePaths: [chosen] }]
      dialog.showOpenDialog = async (...given: unknown[]) => {
        asked.push({ isOfWindow: given.length === 2, ...(given.at(-1) as object) })
        return answers.shift() ?? { canceled: true, filePaths: [] }
      }
    }, libraryDir)
    const pick = () =>
      ask(desktop.page, { method: 'POST', path: '/api/host/pick-folder', body: { title: 'Which folder?' } })
    expect(await pick()).toEqual({ path: libraryDir })
    expect(await pick()).toEqual({ path: null })
    const asked = await desktop.app.evaluate(() => (globalThis as unknown as { asked: object[] }).asked)
    expect(asked[0]).toMatchObject({
      isOfWindow: true,
      title: 'Which folder?',
      properties: ['openDirectory', 'createDirectory'],
    })
  })

  it('shows a library and what was written into it where they are in the file system', async () => {
    await desktop.app.evaluate(({ shell }) => {
      const shown: string[] = []
      Object.assign(globalThis, { shown })
      shell.showItemInFolder = (path) => {
        shown.push(path)
      }
    })
    const { page } = desktop
    const body = { request: 'document.write', title: 'First day', text: 'Welcome.', thread: null }
    const { id, outboxId } = await ask<RequestAnswer>(page, {
      ...{ method: 'POST', path: `/api/libraries/${library}/requests`, body },
    })
    await ask(page, { method: 'POST', path: `/api/outbox/${outboxId}/now` })
    const reveal = (target: object): Promise<unknown> =>
      ask(page, { method: 'POST', path: '/api/host/reveal', body: target })
    await reveal({ library })
    await expect.poll(() => reveal({ library, item: id }).catch(() => 'not yet'), { timeout: 20_000 }).toBeNull()
    await expect(reveal({ library, item: '../../etc' })).rejects.toThrow()
    const shown = await desktop.app.evaluate(() => (globalThis as unknown as { shown: string[] }).shown)
    expect(shown[0]).toBe(libraryDir)
    expect(shown).toHaveLength(2)
    expect(shown[1]?.startsWith(join(libraryDir, 'media'))).toBe(true)
    expect(shown[1]).toContain(id)
  })

  it('gives dialogs and the frame the theme that was chosen for the page', async () => {
    const choose = (appearance: string): Promise<unknown> =>
      ask(desktop.page, { method: 'PATCH', path: '/api/settings', body: { appearance } })
    const isDark = (): Promise<boolean> => desktop.app.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors)
    await choose('dark')
    expect(await isDark()).toBe(true)
    await choose('light')
    expect(await isDark()).toBe(false)
  })
})
