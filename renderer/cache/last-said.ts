import type { LibraryView } from '../../domain/views/library.ts'
import type { Settings } from '../../electron/backend/settings/schema.ts'
import type { HostView } from '../api/host-api.ts'
import { database } from './database.ts'

/** What a page has to know before it can show anything. */
export interface LastSaid {
  host: HostView
  settings: Settings
  libraries: LibraryView[]
}

/** What the backend said when a page was open last, so that the next one need not wait for it; null where nothing is kept. */
export async function readLastSaid(): Promise<LastSaid | null> {
  const kept = await database.said.get('last').catch(() => undefined)
  return (kept?.value as LastSaid | undefined) ?? null
}

export async function keepLastSaid(value: LastSaid): Promise<void> {
  await database.said.put({ key: 'last', value }).catch(() => undefined)
}
