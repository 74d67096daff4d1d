import type { Job } from '../../domain/views/job.ts'
import type { FolderListing } from '../../electron/backend/host/folders.ts'
import type { Settings, SettingsPatch } from '../../electron/backend/settings/schema.ts'
import { get, send } from './http.ts'

export type Ability = 'pick-folder' | 'reveal' | 'list-sources'

export interface HostView {
  host: 'desktop' | 'browser' | 'terminal'
  abilities: Ability[]
  version: string
  profileId: string
  systemTimeZone: string
  userName: string
  platform: string
}

export interface CaptureSourceView {
  id: string
  kind: 'screen' | 'window'
  name: string
  thumbnail: string
}

export function fetchHost(): Promise<HostView> {
  return get('/api/host')
}

/** Opens the system's folder dialog; null where the person closed it. Only where the host is able to `pick-folder`. */
export async function pickFolder(title: string): Promise<string | null> {
  return (await send<{ path: string | null }>('POST', '/api/host/pick-folder', { title })).path
}

/** Folders below a folder, for hosts without a folder dialog; null is the person's own folder. */
export function listFolders(path: string | null): Promise<FolderListing> {
  return get('/api/host/folders', { path })
}

export function listCaptureSources(): Promise<CaptureSourceView[]> {
  return get('/api/host/sources')
}

export function revealInFolder(library: string, item: string | null): Promise<void> {
  return send('POST', '/api/host/reveal', { library, ...(item === null ? {} : { item }) })
}

export function openLink(url: string): Promise<void> {
  return send('POST', '/api/host/open-link', { url })
}

export function fetchSettings(): Promise<Settings> {
  return get('/api/settings')
}

export function changeSettings(patch: SettingsPatch): Promise<Settings> {
  return send('PATCH', '/api/settings', patch)
}

export function listJobs(): Promise<Job[]> {
  return get('/api/jobs')
}

export function cancelJob(id: string): Promise<void> {
  return send('POST', `/api/jobs/${id}/cancel`)
}
