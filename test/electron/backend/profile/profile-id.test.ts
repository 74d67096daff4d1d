import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { resolveProfileDir } from '../../../../electron/backend/profile/paths.ts'
import { profileIdentity } from '../../../../electron/backend/profile/profile-id.ts'

let profileDir: string

beforeEach(async () => {
  profileDir = await mkdtemp(join(tmpdir(), 'ownpace-id-'))
})

afterEach(() => rm(profileDir, { recursive: true }))

describe('the identity of a profile', () => {
  it('is drawn once and kept, for this person alone', async () => {
    const drawn = profileIdentity({ profileDir, randomBytes })
    expect(drawn.id).toMatch(/^[a-z0-9]{10}$/)
    expect(Buffer.from(drawn.sessionSecret, 'base64url')).toHaveLength(32)
    expect(drawn.port).toBeGreaterThanOrEqual(20_000)
    expect(drawn.port).toBeLessThan(32_000)
    expect(profileIdentity({ profileDir, randomBytes })).toEqual(drawn)
    expect((await stat(join(profileDir, 'profile.json'))).mode & 0o777).toBe(0o600)
  })

  it('is drawn anew where the file cannot be read', async () => {
    await writeFile(join(profileDir, 'profile.json'), '{"id":"../../x","port":80')
    expect(profileIdentity({ profileDir, randomBytes }).id).toMatch(/^[a-z0-9]{10}$/)
  })
})

describe('the folder of a profile', () => {
  it('is what the command says, then what the environment says, then the platform’s own', () => {
    const env = { OWNPACE_PROFILE: '/profiles/env' }
    expect(resolveProfileDir({ flag: 'here', env })).toBe(resolve('here'))
    expect(resolveProfileDir({ env })).toBe(resolve('/profiles/env'))
    expect(resolveProfileDir({ env: {} })).toMatch(/ownpace/)
  })
})
