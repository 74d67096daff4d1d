import type { PrivateEntry } from '../../domain/views/private.ts'
import { get, send } from './http.ts'

export async function getPrivate(): Promise<PrivateEntry[]> {
  return (await get<{ entries: PrivateEntry[] }>('/api/private')).entries
}

export function putPrivate(entries: PrivateEntry[]): Promise<void> {
  return send('PUT', '/api/private', { entries })
}
