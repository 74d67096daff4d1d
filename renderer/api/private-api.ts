import type { PrivateEntry } from '../../domain/views/private.ts'
import { api } from './client.ts'
import { settle, unwrap } from './failure-of-response.ts'

export async function getPrivate(): Promise<PrivateEntry[]> {
  // The client's recursive JSON type and the domain's are one and the same, but the compiler cannot tell.
  return (await unwrap(api.private.$get())).entries as PrivateEntry[]
}

export function putPrivate(entries: PrivateEntry[]): Promise<void> {
  return settle(api.private.$put({ json: { entries } }))
}
