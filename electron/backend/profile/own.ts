import { mkdirSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { Failure } from '../../../domain/failure.ts'
import { connectToOwner, type Owner } from './connect.ts'
import { acquireProfileLock, type ProfileLock } from './lock.ts'

export type Ownership = { kind: 'owned'; lock: ProfileLock } | { kind: 'owned-by-another'; owner: Owner }

/**
 * Makes this process the profile's owner, or connects to the one that already is. An owner that is just starting is
 * waited for.
 *
 * @throws Failure `profile-in-use` where another process holds the profile and does not answer within `patienceMs`.
 */
export async function ownProfile({
  profileDir,
  patienceMs = 10_000,
}: {
  profileDir: string
  patienceMs?: number
}): Promise<Ownership> {
  mkdirSync(profileDir, { recursive: true, mode: 0o700 })
  for (let waitedMs = 0; ; waitedMs += pauseMs) {
    const owner = await connectToOwner(profileDir)
    if (owner) return { kind: 'owned-by-another', owner }
    const lock = acquireProfileLock(profileDir)
    if (lock) return { kind: 'owned', lock }
    if (waitedMs >= patienceMs) break
    await wait(pauseMs)
  }
  throw new Failure({
    code: 'profile-in-use',
    message: 'Ownpace is already running with this profile, but it does not answer.',
    remedy: 'Close the other Ownpace, or wait until it has started, then try again.',
  })
}

const pauseMs = 100
