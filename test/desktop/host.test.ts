import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectToOwner } from '../../electron/backend/profile/connect.ts'
import { type DesktopApp, newProfileDir, removeProfile, startAgain, startDesktop } from './app.ts'

let desktop: DesktopApp

beforeAll(async () => {
  desktop = await startDesktop(await newProfileDir())
})

afterAll(async () => {
  await desktop.close()
  await removeProfile(desktop.profileDir)
})

describe('the backend in the desktop', () => {
  it('names itself and what only a desktop can do', async () => {
    const view = await desktop.page.evaluate(async () => (await fetch('/api/host')).json())
    const everywhere = ['pick-folder', 'reveal', 'list-sources', 'hotkeys', 'control', 'keep-awake']
    expect(view).toMatchObject({ host: 'desktop', abilities: expect.arrayContaining(everywhere) })
    // on Linux nothing leaves a window out of what is recorded
    expect(view.abilities.includes('hidden-control')).toBe(process.platform !== 'linux')
  })

  it('streams its events as they happen, until the page stops reading', async () => {
    const events = await desktop.page.evaluate(async () => {
      const reading = new AbortController()
      const response = await fetch('/api/events', { signal: reading.signal })
      const reader = (response.body as ReadableStream<Uint8Array>).getReader()
      const decoder = new TextDecoder()
      const readMore = async (): Promise<string> => decoder.decode((await reader.read()).value, { stream: true })
      let text = await readMore()
      const headers = { 'content-type': 'application/json' }
      await fetch('/api/settings', { method: 'PATCH', headers, body: JSON.stringify({ name: 'Aya' }) })
      while (!text.includes('settings')) text += await readMore()
      reading.abort()
      return text
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { type: string }).type)
    })
    expect(events[0]).toBe('beat')
    expect(events).toContain('settings')
  })

  it('keeps the settings in the profile', async () => {
    await desktop.page.evaluate(async () => {
      const headers = { 'content-type': 'application/json' }
      await fetch('/api/settings', { method: 'PATCH', headers, body: JSON.stringify({ countdownSec: 5 }) })
    })
    expect(JSON.parse(await readFile(join(desktop.profileDir, 'settings.json'), 'utf8'))).toMatchObject({
      countdownSec: 5,
    })
  })

  it('takes a recording’s chunks and gives them back in ranges', async () => {
    const outcome = await desktop.page.evaluate(async () => {
      const headers = { 'content-type': 'application/json' }
      const take = {
        library: null,
        thread: null,
        cycle: null,
        layout: { bubble: null },
        sources: {
          screen: { kind: 'screen', label: 'Screen', width: 1920, height: 1080 },
          camera: null,
          microphone: null,
        },
      }
      const begun = await fetch('/api/takes', { method: 'POST', headers, body: JSON.stringify(take) })
      const { take: made } = (await begun.json()) as { take: { id: string } }
      const started = {
        type: 'segment-started',
        segment: 1,
        atMs: 0,
        tracks: [{ track: 'screen', mimeType: 'video/webm' }],
      }
      const journal = JSON.stringify({ events: [started] })
      await fetch(`/api/takes/${made.id}/journal`, { method: 'POST', headers, body: journal })
      const chunks = `/api/takes/${made.id}/segments/1/tracks/screen/chunks`
      const statuses: number[] = []
      for (let sequence = 0; sequence < 20; sequence++) {
        const bytes = new Uint8Array(1024 * 1024).fill(sequence)
        statuses.push((await fetch(`${chunks}/${sequence}`, { method: 'PUT', body: bytes })).status)
      }
      const range = { Range: `bytes=${1024 * 1024 - 2}-${1024 * 1024 + 1}` }
      const media = await fetch(`/media/takes/${made.id}/segment-001-screen.webm`, { headers: range })
      return {
        statuses: [...new Set(statuses)],
        range: media.status,
        contentRange: media.headers.get('content-range'),
        policy: media.headers.get('content-security-policy'),
        bytes: [...new Uint8Array(await media.arrayBuffer())].slice(0, 8),
      }
    })
    expect(outcome).toEqual({
      statuses: [200],
      range: 206,
      contentRange: 'bytes 1048574-1048577/20971520',
      policy: expect.stringContaining("default-src 'none'; sandbox"),
      bytes: [0, 0, 1, 1],
    })
  })

  it('captures the whole screen where nothing was chosen, and what was chosen where it is there', async () => {
    const captured = await desktop.page.evaluate(async () => {
      const capture = async (): Promise<string> => {
        try {
          const stream = await navigator.mediaDevices.getDisplayMedia({ video: true })
          const settings = stream.getVideoTracks()[0]?.getSettings()
          for (const track of stream.getTracks()) track.stop()
          return `${settings?.displaySurface} ${settings?.width}x${settings?.height}`
        } catch (error) {
          return (error as Error).name
        }
      }
      const choose = (sourceId: string): Promise<Response> =>
        fetch('/api/host/choose-source', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ sourceId }),
        })
      const sources = (await (await fetch('/api/host/sources')).json()) as {
        id: string
        kind: string
        thumbnail: string
      }[]
      const screen = sources.find(({ kind }) => kind === 'screen')
      const first = await capture()
      await choose(screen?.id ?? '')
      const chosen = await capture()
      await choose('window:999999:0')
      return {
        first,
        chosen,
        gone: await capture(),
        afterwards: await capture(),
        thumbnail: screen?.thumbnail.slice(0, 22),
      }
    })
    expect(captured.first).toMatch(/^monitor \d+x\d+$/)
    expect(captured.chosen).toBe(captured.first)
    expect(captured.gone).toBe('AbortError')
    expect(captured.afterwards).toBe(captured.first)
    expect(captured.thumbnail).toBe('data:image/png;base64,')
  })
})

describe('a second start with the same profile', () => {
  it('brings the window of the first to the front, and ends', async () => {
    const isVisible = (): Promise<boolean | undefined> =>
      desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
    await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    expect(await isVisible()).toBe(false)
    expect(await startAgain(desktop.profileDir)).toBe(0)
    expect(await isVisible()).toBe(true)
    expect(await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })
})

describe('closing the desktop', () => {
  it('gives the profile free, and opens again where the window was left', async () => {
    const profileDir = await newProfileDir()
    const first = await startDesktop(profileDir)
    await first.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 60, width: 1000, height: 700 })
    })
    expect(await connectToOwner(profileDir)).not.toBeNull()
    await first.close()
    expect(await connectToOwner(profileDir)).toBeNull()
    const second = await startDesktop(profileDir)
    const bounds = await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds())
    expect(bounds).toMatchObject({ width: 1000, height: 700 })
    await second.close()
    await removeProfile(profileDir)
  })
})
