import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAppWindow } from '../../../electron/browser/launch.ts'

let dir: string

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ownpace-launch-'))
})

afterAll(() => rm(dir, { recursive: true }))

/** A program in a browser's place that ends as it is told. */
async function browserThat(does: string): Promise<string> {
  const path = join(dir, `browser-${does.replaceAll(/\W/g, '')}`)
  await writeFile(path, `#!/bin/sh\n${does}\n`)
  await chmod(path, 0o755)
  return path
}

function open(browserPath: string): Promise<boolean> {
  return openAppWindow({ browserPath, url: 'http://x.localhost:1/', profileDir: dir })
}

describe('a window in the system’s browser', () => {
  it('counts as open once its browser runs, or has handed over to one that does', async () => {
    expect(await open(await browserThat('exec sleep 4'))).toBe(true)
    expect(await open(await browserThat('exit 0'))).toBe(true)
  })

  it('does not count as open where its browser cannot run', async () => {
    expect(await open(await browserThat('exit 1'))).toBe(false)
    expect(await open(join(dir, 'no-such-browser'))).toBe(false)
  })
})
