import { z } from 'zod'
import { Failure } from '../../../domain/failure.ts'
import type { Owner } from '../profile/connect.ts'

const shownSchema = z.object({ url: z.string().nullable() })

/**
 * Has the process that owns the profile come before the person: a desktop shows its window and answers null, a browser
 * host answers a fresh address to open.
 *
 * @throws Failure `profile-in-use` where the owner is a command at work, which has nothing to show.
 */
export async function showOwner(owner: Owner): Promise<{ url: string | null }> {
  const answer = await owner.fetch(new Request('http://ownpace/api/host/focus', { method: 'POST' }))
  const shown = shownSchema.safeParse(await answer.json().catch(() => null))
  if (answer.ok && shown.success) return shown.data
  throw new Failure({
    code: 'profile-in-use',
    message: 'A command of Ownpace is at work on this computer just now.',
    remedy: 'Wait until it has ended, then start Ownpace again.',
  })
}
