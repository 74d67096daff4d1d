import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SettingsStore } from '../../../../electron/backend/ports.ts'
import { openConfFile } from '../../../../electron/backend/settings/conf-file.ts'
import { settingsRoutes } from '../../../../electron/backend/settings/routes.ts'
import { defaultSettings } from '../../../../electron/backend/settings/schema.ts'
import { openSettings } from '../../../../electron/backend/settings/store.ts'

let profileDir: string
let path: string
let lines: string[]
const defaults = defaultSettings('Europe/Berlin')
const library = { id: 'a'.repeat(26), dir: '/shared/team' }

beforeEach(async () => {
  profileDir = await mkdtemp(join(tmpdir(), 'ownpace-settings-'))
  path = join(profileDir, 'settings.json')
  lines = []
})

afterEach(() => rm(profileDir, { recursive: true }))

function open(): SettingsStore {
  return openSettings({
    profileDir,
    clock: { nowMs: () => 1234 },
    timeZone: 'Europe/Berlin',
    openFile: openConfFile,
    log: (line) => lines.push(line),
  })
}

describe('the settings', () => {
  it('start with the defaults and are kept in the profile, for this person alone', async () => {
    expect(open().get()).toEqual(defaults)
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(defaults)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  it('keep what is changed, and tell who listens', () => {
    const settings = open()
    const heard: string[] = []
    const stop = settings.subscribe(({ name }) => heard.push(name))
    settings.set({ name: 'Aya', libraries: [library] })
    stop()
    settings.set({ name: 'Mara', playbackSpeed: undefined })
    expect(heard).toEqual(['Aya'])
    expect(open().get()).toEqual({ ...defaults, name: 'Mara', libraries: [library] })
  })

  it('refuse a value that is not one of theirs', () => {
    const settings = open()
    expect(() => settings.set({ playbackSpeed: 9 })).toThrow()
    expect(settings.get()).toEqual(defaults)
  })

  it('start anew from a file that is no JSON, and keep it aside', async () => {
    await writeFile(path, '{"name": "Ay')
    expect(open().get()).toEqual(defaults)
    expect(await readFile(join(profileDir, 'settings.damaged-1234.json'), 'utf8')).toBe('{"name": "Ay')
    expect(lines).toHaveLength(1)
    expect(open().get()).toEqual(defaults)
    expect((await readdir(profileDir)).sort()).toEqual(['settings.damaged-1234.json', 'settings.json'])
  })

  it('keep the libraries when another value is damaged', async () => {
    await writeFile(path, JSON.stringify({ ...defaults, playbackSpeed: 'fast', libraries: [library] }))
    expect(open().get()).toEqual({ ...defaults, libraries: [library] })
    expect(await readdir(profileDir)).toContain('settings.damaged-1234.json')
  })

  it('take a file in which a newer setting is missing, and leave what they do not know in it', async () => {
    const { countdownSec: _, ...older } = defaults
    await writeFile(path, JSON.stringify({ ...older, name: 'Aya', fromLater: true }))
    const settings = open()
    expect(settings.get()).toEqual({ ...defaults, name: 'Aya' })
    settings.set({ name: 'Mara' })
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ name: 'Mara', fromLater: true })
    expect(await readdir(profileDir)).toEqual(['settings.json'])
  })
})

describe('the settings’ routes', () => {
  function patch(settings: SettingsStore, body: object): Promise<Response> | Response {
    const routes = settingsRoutes({ settings }).onError((_error, context) => context.text('refused', 400))
    return routes.request('/settings', {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  }

  it('read and change', async () => {
    const settings = open()
    expect(await (await patch(settings, { appearance: 'dark' })).json()).toMatchObject({ appearance: 'dark' })
    const read = await settingsRoutes({ settings }).request('/settings')
    expect(await read.json()).toMatchObject({ appearance: 'dark' })
  })

  it('refuse the list of libraries, unknown names and values out of range', async () => {
    const settings = open()
    for (const body of [{ libraries: [library] }, { other: 1 }, { undoSec: 1000 }, { version: 1 }]) {
      expect((await patch(settings, body)).status).toBe(400)
    }
    expect(settings.get()).toEqual(defaults)
  })
})
