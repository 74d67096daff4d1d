import type { Settings, SettingsPatch } from './settings/schema.ts'

export interface Clock {
  /** Milliseconds since 1970, UTC. */
  nowMs(): number
}

export type RandomBytes = (byteCount: number) => Uint8Array

/** A screen or window that can be captured, as the desktop lists it. */
export interface CaptureSource {
  id: string
  kind: 'screen' | 'window'
  name: string
  /** A PNG data URL, at most 320 pixels wide. */
  thumbnail: string
}

/** What only a desktop host can do. Where a host cannot, the port as a whole is null. */
export interface Desktop {
  pickFolder(title: string): Promise<string | null>
  reveal(absolutePath: string): Promise<void>
  listSources(): Promise<CaptureSource[]>
  /** The source that the next getDisplayMedia call of the page receives; null takes the choice back. */
  chooseSource(sourceId: string | null): void
  openLink(httpsUrl: string): Promise<void>
}

export interface SettingsStore {
  get(): Settings
  set(patch: SettingsPatch): Settings
  /** Calls the listener after each change; returns the way to stop. */
  subscribe(listener: (settings: Settings) => void): () => void
}

/** Everything the backend takes from outside. */
export interface Ports {
  /** Absolute path of one device's private folder. */
  profileDir: string
  clock: Clock
  randomBytes: RandomBytes
  host: 'desktop' | 'browser' | 'terminal'
  desktop: Desktop | null
  /**
   * Brings this host before the person, as a second start asks of the first: the desktop shows its window and answers
   * null; the browser host answers a fresh address to open.
   */
  show?: (() => Promise<{ url: string | null }>) | undefined
  settings: SettingsStore
  /** The index worker's file: TypeScript in the sources, JavaScript when built. */
  indexWorkerUrl: URL
  log: (line: string) => void
}

/** The whole machine side: one web-standard handler. */
export interface Backend {
  fetch(request: Request): Promise<Response>
  close(): Promise<void>
}
