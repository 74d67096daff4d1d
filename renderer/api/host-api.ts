import type { Job } from '../../domain/views/job.ts'
import type { FolderListing } from '../../electron/backend/host/folders.ts'
import type { HostAbility, HotkeyStatus, RecordingNews } from '../../electron/backend/ports.ts'
import type { Settings, SettingsPatch } from '../../electron/backend/settings/schema.ts'
import { api } from './client.ts'
import { settle, unwrap } from './failure-of-response.ts'

export type Ability = HostAbility

export interface HostView {
  host: 'desktop' | 'browser' | 'terminal'
  abilities: Ability[]
  version: string
  profileId: string
  profileDir: string
  systemTimeZone: string
  userName: string
  platform: string
  isControlShown: boolean
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

/** Says how the recording of this page goes, for what the desktop does around it. */
export function tellRecording(recording: RecordingNews | null): Promise<void> {
  return settle(api.host.recording.$post({ json: { recording } }))
}

/** Shows or hides the small control over all windows. Only where the host has a `control`. */
export function showControl(isShown: boolean): Promise<void> {
  return settle(api.host.control.$post({ json: { isShown } }))
}

/** Makes the small control's window as high as what it shows. */
export function fitControl(heightPx: number): Promise<void> {
  return settle(api.host.control.size.$post({ json: { heightPx } }))
}

/** What became of the keys that are set. Only where the host is able to have `hotkeys`. */
export function fetchHotkeyStatus(): Promise<HotkeyStatus> {
  return unwrap(api.host.hotkeys.$get())
}

/** Gives all keys to the page while new ones are being pressed in it. */
export function pauseHotkeys(isPaused: boolean): Promise<void> {
  return settle(api.host.hotkeys.pause.$post({ json: { isPaused } }))
}

/** Brings the window before the person. */
export async function focusHost(): Promise<void> {
  await unwrap(api.host.focus.$post())
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
