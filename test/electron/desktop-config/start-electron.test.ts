import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { provideElectron, runElectron, tellingLine } from '../../../electron/desktop/start-electron.ts'

let dir: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ownpace-electron-'))
})

afterEach(() => rm(dir, { recursive: true }))

async function program(script: string): Promise<string> {
  const path = join(dir, 'electron')
  await writeFile(path, `#!/bin/sh\n${script}\n`)
  await chmod(path, 0o755)
  return path
}

describe('starting Electron', () => {
  it('takes the one that the environment names, and says where it is missing', async () => {
    const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: dir }
    expect(await provideElectron({ env, say: () => undefined })).toEqual({
      reason: 'ELECTRON_OVERRIDE_DIST_PATH names a folder without Electron',
    })
    const programPath = await program('exit 0')
    expect(await provideElectron({ env, say: () => undefined })).toEqual({ programPath })
  })

  it('gives the reason in its own words when it dies at once', async () => {
    const programPath = await program(
      'echo "error while loading shared libraries: libnss3.so: not found" >&2; exit 127',
    )
    expect(await runElectron({ programPath, args: [] })).toEqual({
      reason: 'Electron ended at once: error while loading shared libraries: libnss3.so: not found',
    })
  })

  it('gives the reason when it cannot be run at all', async () => {
    const ended = await runElectron({ programPath: join(dir, 'none'), args: [] })
    expect(ended).toEqual({ reason: expect.stringContaining('could not be started') })
  })

  it('passes on how it ended when the person closed it', async () => {
    expect(await runElectron({ programPath: await program('exit 0'), args: [] })).toEqual({ exitCode: 0 })
  })
})

describe('the telling line of last words', () => {
  it('is the one about a library, then about the sandbox, then any error', () => {
    const noise = '[1:2/3:ERROR:bus.cc(407)] Failed to connect to the bus\n'
    expect(tellingLine(`${noise}[12:0101/1.2:FATAL:x.cc(1)] The SUID sandbox helper binary is not configured.`)).toBe(
      'The SUID sandbox helper binary is not configured.',
    )
    expect(tellingLine(noise)).toBe('Failed to connect to the bus')
    expect(tellingLine('all well')).toBeNull()
  })
})
