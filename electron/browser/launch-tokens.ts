import type { RandomBytes } from '../backend/ports.ts'
import { drawSecret } from '../backend/profile/profile-id.ts'
import { isSameSecret } from './same-secret.ts'

/** Tokens that each open one session, once. */
export interface LaunchTokens {
  issue(): string
  /** Whether the token was issued and not yet spent; it is spent now. */
  spend(token: string): boolean
}

/** Launch tokens live in memory: those of an earlier start open nothing. */
export function createLaunchTokens(randomBytes: RandomBytes): LaunchTokens {
  const unspent = new Set<string>()
  return {
    issue() {
      const token = drawSecret(randomBytes)
      unspent.add(token)
      return token
    },
    spend(token) {
      for (const issued of unspent) {
        if (isSameSecret(issued, token)) return unspent.delete(issued)
      }
      return false
    },
  }
}
