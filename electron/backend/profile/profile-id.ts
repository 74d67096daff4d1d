import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { RandomBytes } from '../ports.ts'

const profileIdentitySchema = z.object({
  /** The first label of the browser host's address, so that two profiles never share cookies or IndexedDB. */
  id: z.string().regex(/^[a-z0-9]{10}$/),
  port: z.number().int().min(1024).max(65_535),
  /** 256 bits, base64url: the value of the session cookie. */
  sessionSecret: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
})

/** What is drawn once for a profile and kept, so that an open page outlives a restarted backend. */
export type ProfileIdentity = z.infer<typeof profileIdentitySchema>

const fileName = 'profile.json'

/** The kept identity of the profile; drawn and written (mode 0600) on first use or where the file cannot be read. */
export function profileIdentity({
  profileDir,
  randomBytes,
}: {
  profileDir: string
  randomBytes: RandomBytes
}): ProfileIdentity {
  const kept = readIdentity(profileDir)
  if (kept) return kept
  const drawn: ProfileIdentity = {
    id: drawText({ alphabet: 'abcdefghijklmnopqrstuvwxyz0123456789', length: 10, randomBytes }),
    port: drawPort(randomBytes),
    sessionSecret: drawSecret(randomBytes),
  }
  keepIdentity({ profileDir, identity: drawn })
  return drawn
}

/** Writes the identity, whole or not at all. */
export function keepIdentity({ profileDir, identity }: { profileDir: string; identity: ProfileIdentity }): void {
  const path = join(profileDir, fileName)
  writeFileSync(`${path}.new`, `${JSON.stringify(identity, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

/** 256 bits as base64url. */
export function drawSecret(randomBytes: RandomBytes): string {
  return Buffer.from(randomBytes(32)).toString('base64url')
}

/** A port below the ranges from which systems serve outgoing connections, so that it is free again at the next start. */
export function drawPort(randomBytes: RandomBytes): number {
  const [high = 0, low = 0] = randomBytes(2)
  return 20_000 + ((high * 256 + low) % 12_000)
}

function readIdentity(profileDir: string): ProfileIdentity | null {
  try {
    const parsed = profileIdentitySchema.safeParse(JSON.parse(readFileSync(join(profileDir, fileName), 'utf8')))
    return parsed.success ? parsed.data : null
  } catch (error) {
    const isUnreadable = error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT'
    if (isUnreadable) return null
    throw error
  }
}

function drawText({
  alphabet,
  length,
  randomBytes,
}: {
  alphabet: string
  length: number
  randomBytes: RandomBytes
}): string {
  // bytes past the last whole multiple are thrown away: every character stays equally likely
  const fair = 256 - (256 % alphabet.length)
  let text = ''
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < fair && text.length < length) text += alphabet.charAt(byte % alphabet.length)
    }
  }
  return text
}
