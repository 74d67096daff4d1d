import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Failure, statusOf, toFailure } from '../../../../domain/failure.ts'
import { hostRoutes } from '../../../../electron/backend/host/routes.ts'
import type { Desktop, Ports } from '../../../../electron/backend/ports.ts'
import { openConfFile } from '../../../../electron/backend/settings/conf-file.ts'
import { openSettings } from '../../../../electron/backend/settings/store.ts'

let profileDir: string
let calls: string[]

beforeEach(async () => {
  profileDir = await mkdtemp(join(tmpdir(), 'ownpace-host-routes-'))
  calls = []
})

afterEach(() => rm(profileDir, { recursive: true }))

/** A desktop that notes what it was asked. */
const desktop: Desktop = {
  pickFolder: async (title) => {
    calls.push(`pick ${title}`)
    return '/shared/team'
  },
  reveal: async (path) => void calls.push(`reveal ${path}`),
  listSources: async () => [
    { id: 'screen:0:0', kind: 'screen', name: 'Entire screen', thumbnail: 'data:image/png;base64,' },
  ],
  chooseSource: (sourceId) => void calls.push(`choose ${sourceId}`),
  openLink: async (url) => void calls.push(`open ${url}`),
  abilities: () => ['pick-folder', 'reveal', 'list-sources'],
  follow: (recording) => void calls.push(`follow ${recording?.phase ?? null}`),
  showControl: (isShown) => void calls.push(`control ${isShown}`),
  isControlShown: () => false,
  fitControl: (heightPx) => void calls.push(`fit ${heightPx}`),
  hotkeys: () => ({ isCertain: true, refused: ['mark'] }),
  pauseHotkeys: (isPaused) => void calls.push(`pause ${isPaused}`),
  subscribe: () => () => undefined,
}

function routesOf(more: Partial<Ports> = {}) {
  const clock = { nowMs: () => 0 }
  const log = (line: string): void => void calls.push(line)
  const ports: Ports = {
    profileDir,
    clock,
    randomBytes,
    host: 'desktop',
    desktop,
    settings: openSettings({ profileDir, clock, timeZone: 'UTC', openFile: openConfFile, log }),
    indexWorkerUrl: new URL('file:///none'),
    log,
    ...more,
  }
  const resolvePath = async ({ library, item }: { library: string; item?: string | null | undefined }) => {
    if (library !== 'lib') throw new Failure({ code: 'not-found', message: 'There is no such library here.' })
    return ['/shared/team', item].filter(Boolean).join('/')
  }
  return hostRoutes({ ports, resolvePath }).onError((error, context) => {
    const failure = toFailure(error)
    return context.json({ error: failure.body }, statusOf(failure.code))
  })
}

type Routes = ReturnType<typeof routesOf>

async function post(routes: Routes, path: string, body: object): Promise<{ status: number; body: unknown }> {
  const response = await routes.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, body: text && JSON.parse(text) }
}

describe('a host', () => {
  it('names its abilities, and itself the same after a restart', async () => {
    const [first, second] = [await routesOf().request('/host'), await routesOf().request('/host')]
    const view = await first.json()
    expect(view).toMatchObject({
      host: 'desktop',
      abilities: ['pick-folder', 'reveal', 'list-sources'],
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      profileId: expect.stringMatching(/^[a-z0-9]{10}$/),
      profileDir,
      systemTimeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    })
    expect(await second.json()).toEqual(view)
  })

  it('without a desktop has no abilities, and says so where one is asked for', async () => {
    const routes = routesOf({ host: 'browser', desktop: null })
    expect(await (await routes.request('/host')).json()).toMatchObject({ host: 'browser', abilities: [] })
    for (const path of ['/host/pick-folder', '/host/reveal', '/host/open-link', '/host/choose-source', '/host/focus']) {
      const asked = { title: 'Choose', library: 'lib', url: 'https://example.com', sourceId: null }
      const answer = await post(routes, path, asked)
      expect(answer.status, path).toBe(501)
      expect(answer.body, path).toMatchObject({ error: { code: 'not-available-here' } })
    }
  })

  it('asks the desktop for what only it can do', async () => {
    const routes = routesOf()
    expect((await post(routes, '/host/pick-folder', { title: 'Choose a folder' })).body).toEqual({
      path: '/shared/team',
    })
    expect((await post(routes, '/host/reveal', { library: 'lib', item: 'u-1' })).status).toBe(204)
    expect((await post(routes, '/host/choose-source', { sourceId: 'screen:0:0' })).status).toBe(204)
    expect((await post(routes, '/host/open-link', { url: 'https://example.com/a' })).status).toBe(204)
    expect(await (await routes.request('/host/sources')).json()).toHaveLength(1)
    expect(calls).toEqual([
      'pick Choose a folder',
      'reveal /shared/team/u-1',
      'choose screen:0:0',
      'open https://example.com/a',
    ])
  })

  it('reveals only what a library has, and opens only https', async () => {
    const routes = routesOf()
    expect((await post(routes, '/host/reveal', { library: 'other' })).status).toBe(404)
    for (const url of ['http://example.com', 'file:///etc/passwd', 'javascript:alert(1)', 'example.com', '']) {
      expect((await post(routes, '/host/open-link', { url })).status, url).toBe(400)
    }
    expect(calls).toEqual([])
  })

  it('shows itself to a second start', async () => {
    const shown = await post(routesOf({ show: async () => ({ url: null }) }), '/host/focus', {})
    expect(shown).toEqual({ status: 200, body: { url: null } })
  })
})

describe('the folders of a folder', () => {
  async function list(path: string): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await routesOf().request(`/host/folders?path=${encodeURIComponent(path)}`)
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }

  it('are its visible ones, by name, with the way up', async () => {
    for (const name of ['b', 'a', '.hidden']) await mkdir(join(profileDir, name))
    await writeFile(join(profileDir, 'file.txt'), '')
    await symlink(join(profileDir, 'a'), join(profileDir, 'link'))
    expect((await list(profileDir)).body).toEqual({
      path: profileDir,
      parent: dirname(profileDir),
      folders: ['a', 'b', 'link'],
      isCut: false,
    })
    expect((await list('/')).body.parent).toBeNull()
  })

  it('begin at home', async () => {
    expect(await (await routesOf().request('/host/folders')).json()).toMatchObject({ path: homedir() })
  })

  it('are 500 at most, and it is said that there are more', async () => {
    for (let at = 0; at <= 500; at++) await mkdir(join(profileDir, `folder-${at}`))
    const { body } = await list(profileDir)
    expect(body.folders).toHaveLength(500)
    expect(body.isCut).toBe(true)
  })

  it('are refused for a folder that is not there or not named in full, without naming it', async () => {
    const missing = await list(join(profileDir, 'none'))
    expect(missing.status).toBe(404)
    expect(JSON.stringify(missing.body)).not.toContain(profileDir)
    expect((await list('relative/path')).status).toBe(400)
    await writeFile(join(profileDir, 'file.txt'), '')
    expect((await list(join(profileDir, 'file.txt'))).status).toBe(404)
  })
})
