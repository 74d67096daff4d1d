import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchDir } from '../../support/media.ts'
import { runCommand } from './command-line.ts'

const mainPath = fileURLToPath(new URL('../../../electron/cli/main.ts', import.meta.url))

let dir = ''
let remove: () => Promise<void>
let profile = ''
let app: ChildProcess
let url = ''

beforeAll(async () => {
  ;({ dir, remove } = await scratchDir())
  profile = join(dir, 'profile')
  app = spawn(process.execPath, [mainPath, 'serve', '--json', '--profile', profile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(createInterface({ input: app.stdout as NodeJS.ReadableStream }), 'line')
  url = (JSON.parse(String(line)) as { url: string }).url
})

afterAll(async () => {
  const ended = once(app, 'exit')
  app.kill('SIGTERM')
  await ended
  await remove()
})

describe('an app that runs with the same profile', () => {
  it('says where it is in its first line, at an address of its own on this machine', () => {
    expect(url).toMatch(/^http:\/\/[a-z0-9]{10}\.localhost:\d+\/.*#token=/)
  })

  it('carries out commands, so that one device never becomes two', async () => {
    const library = join(dir, 'library')
    const made = await runCommand(['library', 'create', library, '--name', 'Payments', '--json', '--profile', profile])
    expect(made.exitCode).toBe(0)
    expect(made.stderr).toContain('carries it out')
    const decided = await runCommand(['decision', 'create', '--title', 'One', '--why', 'Two', '--profile', profile])
    expect(decided.exitCode).toBe(0)
    const listed = await runCommand(['list', 'decisions', '--profile', profile, '--json'])
    expect(listed.json<{ title: string }[]>()).toMatchObject([{ title: 'One' }])
    const verified = await runCommand(['verify', '--deep', '--profile', profile, '--json'])
    expect(verified.json()).toMatchObject({ ok: true })
  })

  it('gives a second start a fresh address instead of a second app', async () => {
    const second = await runCommand(['serve', '--json', '--profile', profile])
    expect(second.exitCode).toBe(0)
    const { url: other } = second.json<{ url: string }>()
    expect(new URL(other).host).toBe(new URL(url).host)
    expect(other).not.toBe(url)
  })
})
