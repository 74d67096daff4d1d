import type { Awaiting } from '../../../domain/catch-up/awaiting.ts'
import { setPrivate } from '../../cache/private.ts'

/** The name of an awaiting thing across libraries, as private keys end in it. */
export function keyOfAwaiting({ library, view }: Awaiting): string {
  return `${library}:${view.id}`
}

/** Seen as it stands now: a later correction does not bring it back. */
export function markSeen(item: Awaiting): Promise<void> {
  const key = keyOfAwaiting(item)
  return setPrivate({ [`seen:${key}`]: item.view.version, [`later:${key}`]: null })
}

export function markUnseen(key: string): Promise<void> {
  return setPrivate({ [`seen:${key}`]: null })
}

export function markLater(item: Awaiting, isLater: boolean): Promise<void> {
  return setPrivate({ [`later:${keyOfAwaiting(item)}`]: isLater ? true : null })
}
