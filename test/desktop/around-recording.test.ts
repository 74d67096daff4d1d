import { rm } from 'node:fs/promises'
import type { Menu, MenuItem, Tray } from 'electron'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordedFor, reviewedTake, shownSec } from '../e2e/record-steps.ts'
import { type DesktopApp, newProfileDir, removeProfile, startDesktop } from './app.ts'
import { ask, foundLibrary, makeThread, newFolder, opensRecord } from './library.ts'

/** What the system would do, noted in the main process in the system's place. */
interface Noted {
  keys: Record<string, () => void>
  blockers: number[]
  menu: Menu | null
  trays: Tray[]
}
type WithNoted = typeof globalThis & { noted: Noted }

let desktop: DesktopApp
let page: Page
let libraryDir: string
let place: { library: string; thread: string }

beforeAll(async () => {
  libraryDir = await newFolder()
  desktop = await startDesktop(await newProfileDir())
  page = desktop.page
  await noteTheSystem()
})

afterAll(async () => {
  await desktop.close()
  await removeProfile(desktop.profileDir)
  await rm(libraryDir, { recursive: true, force: true })
})

/** Keys cannot be pressed for the whole system from here, nor a tray be clicked: what was registered is kept, and called. */
async function noteTheSystem(): Promise<void> {
  await desktop.app.evaluate(({ globalShortcut, powerSaveBlocker, Tray }) => {
    const noted: Noted = { keys: {}, blockers: [], menu: null, trays: [] }
    Object.assign(globalThis, { noted })
    const register = globalShortcut.register.bind(globalShortcut)
    globalShortcut.register = (accelerator, callback) => {
      noted.keys[accelerator] = callback
      return register(accelerator, callback)
    }
    const start = powerSaveBlocker.start.bind(powerSaveBlocker)
    powerSaveBlocker.start = (type) => {
      const id = start(type)
      noted.blockers.push(id)
      return id
    }
    const setMenu = Tray.prototype.setContextMenu
    Tray.prototype.setContextMenu = function keep(this: Tray, menu: Menu | null) {
      noted.menu = menu
      if (!noted.trays.includes(this)) noted.trays.push(this)
      setMenu.call(this, menu)
    }
  })
}

const heldKeys = (): Promise<string[]> =>
  desktop.app.evaluate(({ globalShortcut }) =>
    Object.keys((globalThis as WithNoted).noted.keys).filter((key) => globalShortcut.isRegistered(key)),
  )

const isKeptAwake = (): Promise<boolean> =>
  desktop.app.evaluate(({ powerSaveBlocker }) =>
    (globalThis as WithNoted).noted.blockers.some((id) => powerSaveBlocker.isStarted(id)),
  )

const trayLabels = (): Promise<string[]> =>
  desktop.app.evaluate(() => {
    const { menu, trays } = (globalThis as WithNoted).noted
    return trays.every((tray) => tray.isDestroyed()) ? [] : (menu?.items ?? []).map(({ label }) => label)
  })

const press = (key: string): Promise<void> =>
  desktop.app.evaluate((_electron, pressed) => (globalThis as WithNoted).noted.keys[pressed]?.(), key)

const clickInTray = (label: string): Promise<void> =>
  desktop.app.evaluate((_electron, clicked) => {
    const item = (globalThis as WithNoted).noted.menu?.items.find((each: MenuItem) => each.label === clicked)
    if (!item?.enabled) throw new Error(`the tray has no ${clicked}`)
    item.click()
  }, label)

const isPaused = (): Promise<void> => page.getByRole('heading', { name: 'The recording is paused' }).waitFor()
const isRecording = (): Promise<void> => page.getByRole('heading', { name: 'You are recording' }).waitFor()

async function showsControl(): Promise<Page> {
  const opened = desktop.app.waitForEvent('window')
  await clickInTray('Show the small control')
  const control = await opened
  control.setDefaultTimeout(60_000)
  await control.getByRole('button', { name: 'Finish' }).waitFor()
  return control
}

/** For what comes true within moments, however busy the machine is. */
const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 20_000 })

describe('around a recording', () => {
  it('keys are held, the computer stays awake and the tray shows it, all only while one records', async () => {
    const library = await foundLibrary(page, libraryDir)
    place = { library, thread: await makeThread(page, library) }
    await opensRecord(page, place)
    expect(await heldKeys()).toEqual([])
    await recordsVoice()
    await recordedFor(page, 1)
    await eventually(heldKeys).toEqual(['Alt+Shift+R', 'Alt+Shift+P', 'Alt+Shift+N', 'Alt+Shift+M'])
    await eventually(isKeptAwake).toBe(true)
    await eventually(trayLabels).toContain('Recording')
    expect(await trayLabels()).toContain('What is done?')
  })

  it('a key pauses and goes on', async () => {
    await press('Alt+Shift+P')
    await isPaused()
    await eventually(trayLabels).toContain('Go on')
    await eventually(isKeptAwake).toBe(false)
    // what comes within moments is a key held down, which repeats, and is not meant again
    const goesOn = async (): Promise<boolean> => {
      if (!(await isRecordingNow())) await press('Alt+Shift+P')
      return await isRecordingNow()
    }
    await expect.poll(goesOn, { interval: 600, timeout: 20_000 }).toBe(true)
    await eventually(isKeptAwake).toBe(true)
  })

  it('the tray leads on to the next question', async () => {
    await clickInTray('Next question')
    await eventually(trayLabels).toContain('What is next?')
    expect(await trayLabels()).not.toContain('Next question')
  })

  it('the small control opens without taking the focus, over all windows, and is not in the picture where it can be left out', async () => {
    const protects = await desktop.app.evaluate(({ BrowserWindow }) => {
      const protectedWindows: number[] = []
      Object.assign(globalThis, { protectedWindows })
      const protect = BrowserWindow.prototype.setContentProtection
      BrowserWindow.prototype.setContentProtection = function keep(isProtected: boolean) {
        if (isProtected) protectedWindows.push(this.id)
        protect.call(this, isProtected)
      }
      return process.platform === 'win32' || process.platform === 'darwin'
    })
    const control = await showsControl()
    const about = await desktop.app.evaluate(({ BrowserWindow, screen }) => {
      const { protectedWindows } = globalThis as unknown as { protectedWindows: number[] }
      const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().endsWith('#/control'))
      if (!window) throw new Error('there is no control')
      const { x, y, width, height } = window.getBounds()
      const area = screen.getDisplayMatching({ x, y, width, height }).workArea
      return {
        isFocused: window.isFocused(),
        isOnTop: window.isAlwaysOnTop(),
        isProtected: protectedWindows.includes(window.id),
        isWithin: x >= area.x && y >= area.y && x + width <= area.x + area.width && y + height <= area.y + area.height,
      }
    })
    expect(about).toEqual({ isFocused: false, isOnTop: true, isProtected: protects, isWithin: true })
    await eventually(() => control.getByRole('timer').textContent()).toMatch(/^0:\d\d$/)
    await expect(control.evaluate(() => navigator.mediaDevices.getUserMedia({ audio: true }))).rejects.toThrow(
      /denied/i,
    )
  })

  it('the small control obeys', async () => {
    const control = desktop.app.windows().find((each) => each !== page) ?? page
    await control.getByRole('button', { name: 'Mark this moment' }).click()
    await control.getByTitle('1 moment marked').waitFor()
    await control.getByRole('button', { name: 'Pause' }).click()
    await isPaused()
    await control.getByRole('button', { name: 'Go on' }).click()
    await isRecording()
    await control.getByRole('button', { name: 'Show questions and notes' }).click()
    await control.getByRole('listitem').getByText('What is done?').waitFor()
    await isRecording()
  })

  it('the small control stands again where it was put, and never off the screens there are', async () => {
    await placeOfControl({ x: 140, y: 160 })
    await eventually(() => placeOfControl(null)).toEqual([140, 160])
    const control = desktop.app.windows().find((each) => each !== page) ?? page
    const closed = control.waitForEvent('close')
    await control.getByRole('button', { name: 'Hide this control' }).click()
    await closed
    await showsControl()
    await eventually(() => placeOfControl(null)).toEqual([140, 160])

    // a screen is taken away, and the one that is left is small
    await desktop.app.evaluate(({ screen }) => {
      const display = screen.getPrimaryDisplay()
      const allDisplays = screen.getAllDisplays
      screen.getAllDisplays = () => [{ ...display, workArea: { x: 0, y: 0, width: 400, height: 300 } }]
      screen.emit('display-removed', {}, display)
      screen.getAllDisplays = allDisplays
    })
    await eventually(async () => (await placeOfControl(null))?.[0]).toBe(44)
  })

  it('a computer that falls asleep finds the recording paused, and all of it on the disk', async () => {
    await recordedFor(page, (await shownSec(page)) + 1)
    await desktop.app.evaluate(({ powerMonitor }) => {
      powerMonitor.emit('suspend')
    })
    await isPaused()
    await page
      .getByText(/because the computer slept/)
      .first()
      .waitFor()
    // nothing is on its way any more, or the computer would still be kept awake
    await eventually(isKeptAwake).toBe(false)
    const shown = await shownSec(page)
    await clickInTray('Finish')
    const take = await reviewedTake(page)
    const { durationMs } = await ask<{ durationMs: number }>(page, { method: 'GET', path: `/api/takes/${take}` })
    expect(Math.abs(durationMs / 1000 - shown)).toBeLessThan(1.5)
  })

  it('nothing of it is left once the recording has ended', async () => {
    await eventually(heldKeys).toEqual([])
    await eventually(trayLabels).toEqual([])
    await eventually(isKeptAwake).toBe(false)
    await eventually(() => desktop.app.windows().length).toBe(1)
  })
})

describe('a computer that is shut down while one records', () => {
  it('waits until all of it is on the disk, and asks nothing', async () => {
    await opensRecord(page, place)
    await recordsVoice()
    await recordedFor(page, 2)
    const isClosed = desktop.app.waitForEvent('close')
    await desktop.app.evaluate(({ dialog, powerMonitor }) => {
      dialog.showMessageBox = () => Promise.reject(new Error('nobody is there to be asked'))
      const event = { preventDefault: () => undefined }
      powerMonitor.emit('shutdown', event)
    })
    await isClosed
    desktop = await startDesktop(desktop.profileDir)
    const { takes } = await ask<{ takes: { status: string; durationMs: number }[] }>(desktop.page, {
      method: 'GET',
      path: '/api/takes',
    })
    expect(takes.filter(({ status, durationMs }) => status === 'finished' && durationMs > 1_900)).toHaveLength(2)
  })
})

describe('a page that answers no more', () => {
  it('can be ended, and comes back', async () => {
    const isBack = await desktop.app.evaluate(async ({ BrowserWindow, dialog }) => {
      const [window] = BrowserWindow.getAllWindows()
      dialog.showMessageBox = async () => ({ response: 1, checkboxChecked: false })
      const loaded = new Promise<boolean>((resolve) => window?.webContents.once('did-finish-load', () => resolve(true)))
      window?.emit('unresponsive')
      return await loaded
    })
    expect(isBack).toBe(true)
  })
})

async function recordsVoice(): Promise<void> {
  await page.getByRole('meter', { name: /^Level of/ }).waitFor()
  await page.getByRole('button', { name: 'Voice only' }).click()
  await page.getByRole('button', { name: 'Record, after 1 s' }).click()
}

/** Where the small control stands, once it is put there where a place is given. */
function placeOfControl(put: { x: number; y: number } | null): Promise<number[] | undefined> {
  return desktop.app.evaluate(({ BrowserWindow }, place) => {
    const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().endsWith('#/control'))
    if (place) window?.setPosition(place.x, place.y)
    return window?.getPosition()
  }, put)
}

function isRecordingNow(): Promise<boolean> {
  return page.getByRole('heading', { name: 'You are recording' }).isVisible()
}
