import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Failure } from '../../../../domain/failure.ts'
import { connectToOwner } from '../../../../electron/backend/profile/connect.ts'
import { acquireProfileLock } from '../../../../electron/backend/profile/lock.ts'
import { ownProfile } from '../../../../electron/backend/profile/own.ts'

const script = fileURLToPath(new URL('keep-profile.ts', import.meta.url))

let profileDir: string
let children: ChildProcess[]

beforeEach(async () => {
  profileDir = await mkdtemp(join(tmpdir(), 'ownpace-own-'))
  children = []
})

afterEach(async () => {
  for (const child of children) await end(child)
  await rm(profileDir, { recursive: true })
})

interface Started {
  child: ChildProcess
  said: string
}

async function startProcess(patienceMs = 0): Promise<Started> {
  const child = spawn(process.execPath, [script, profileDir, String(patienceMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer]
  return { child, said: line.toString().trim() }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

async function ownerPid(): Promise<number | undefined> {
  const owner = await connectToOwner(profileDir)
  const answer = await owner?.fetch(new Request('http://ownpace/api/x'))
  return answer && ((await answer.json()) as { pid: number }).pid
}

describe('a profile', () => {
  it('belongs to one process; the next one reaches it instead', async () => {
    const first = await startProcess()
    expect(first.said).toBe('owned')
    expect((await startProcess()).said).toBe('owned-by-another')
    expect(await ownerPid()).toBe(first.child.pid)
  })

  it('is free again at once when its owner was killed', async () => {
    const first = await startProcess()
    await end(first.child)
    expect(await connectToOwner(profileDir)).toBeNull()
    const second = await startProcess()
    expect(second.said).toBe('owned')
    expect(await ownerPid()).toBe(second.child.pid)
  })

  it('gets exactly one owner when many start at once, after a kill too', async () => {
    for (const round of ['first', 'after a kill']) {
      const started = await Promise.all(Array.from({ length: 6 }, () => startProcess(10_000)))
      const owners = started.filter(({ said }) => said === 'owned')
      expect(owners, round).toHaveLength(1)
      for (const { child } of owners) await end(child)
    }
  })

  it('that is held and does not answer is said to be in use', async () => {
    const lock = acquireProfileLock(profileDir)
    const failure = await ownProfile({ profileDir, patienceMs: 0 }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Failure)
    expect(failure).toMatchObject({ code: 'profile-in-use' })
    lock?.release()
    expect((await ownProfile({ profileDir, patienceMs: 0 })).kind).toBe('owned')
  })

  it('is made for this person alone', async () => {
    profileDir = join(profileDir, 'new', 'profile')
    const ownership = await ownProfile({ profileDir })
    expect((await stat(profileDir)).mode & 0o777).toBe(0o700)
    if (ownership.kind === 'owned') ownership.lock.release()
    profileDir = join(profileDir, '..', '..')
  })
})
