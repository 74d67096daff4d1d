import type { Job } from '../../domain/views/job.ts'
import type { FolderListing } from '../../electron/backend/host/folders.ts'
import type { Settings, SettingsPatch } from '../../electron/backend/settings/schema.ts'
import { api } from './client.ts'
import { settle, unwrap } from './failure-of-response.ts'

export type Ability = 'pick-folder' | 'reveal' | 'list-sources'

export interface HostView {
  host: 'desktop' | 'browser' | 'terminal'
  abilities: Ability[]
  version: string
  profileId: string
  profileDir: string
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
  return unwrap(api.host.$get())
}

/** Opens the system's folder dialog; null where the person closed it. Only where the host is able to `pick-folder`. */
export async function pickFolder(title: string): Promise<string | null> {
  return (await unwrap(api.host['pick-folder'].$post({ json: { title } }))).path
}

/** Folders below a folder, for hosts without a folder dialog; null is the person's own folder. */
export function listFolders(path: string | null): Promise<FolderListing> {
  return unwrap(api.host.folders.$get({ query: path === null ? {} : { path } }))
}

export function listCaptureSources(): Promise<CaptureSourceView[]> {
  return unwrap(api.host.sources.$get())
}

export function revealInFolder(library: string, item: string | null): Promise<void> {
  return settle(api.host.reveal.$post({ json: { library, ...(item === null ? {} : { item }) } }))
}

export function openLink(url: string): Promise<void> {
  return settle(api.host['open-link'].$post({ json: { url } }))
}

export function fetchSettings(): Promise<Settings> {
  return unwrap(api.settings.$get())
}

export function changeSettings(patch: SettingsPatch): Promise<Settings> {
  return unwrap(api.settings.$patch({ json: patch }))
}

export function listJobs(): Promise<Job[]> {
  // The client's recursive JSON type and the domain's are one and the same, but the compiler cannot tell.
  return unwrap(api.jobs.$get()) as Promise<Job[]>
}

export function cancelJob(id: string): Promise<void> {
  return settle(api.jobs[':id'].cancel.$post({ param: { id } }))
}
