import type { HotkeyAction } from '../../domain/hotkeys.ts'
import type { BackendEvent } from '../../domain/views/events.ts'
import type { Settings, SettingsPatch } from './settings/schema.ts'

/** What the page may ask of its host; it asks for an ability, never for a platform. */
export type HostAbility =
  | 'pick-folder'
  | 'reveal'
  | 'list-sources'
  /** Keys that work in every program. */
  | 'hotkeys'
  /** A small window over all others while one records. */
  | 'control'
  /** That window is left out of what is recorded. */
  | 'hidden-control'
  | 'tray'
  /** The computer does not fall asleep while one records. */
  | 'keep-awake'
  /** What the computer plays can be recorded with a screen. */
  | 'system-sound'

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
  /** A PNG data URL, at most 320 pixels wide, or 640 where a screen has two for each. */
  thumbnail: string
}

/** What the desktop has to know of a recording that goes on. */
export interface RecordingNews {
  phase: 'countdown' | 'recording' | 'paused' | 'stopping'
  hasScreen: boolean
  /** Every window on the screen can be in the picture. */
  isWholeScreen: boolean
  /** The question that is being answered; empty where there is none. */
  question: string
  hasNextQuestion: boolean
  /** Nothing more is on its way to the disk. */
  isSafe: boolean
}

export interface HotkeyStatus {
  /** False where the system does not say whether it passes the keys on. */
  isCertain: boolean
  /** Actions whose keys the system or another program keeps for itself. */
  refused: HotkeyAction[]
}

/** What comes from the desktop by itself. */
export type DesktopEvent = Extract<BackendEvent, { type: 'hotkey' | 'suspending' | 'host' }>

/** What only a desktop host can do. Where a host cannot, the port as a whole is null. */
export interface Desktop {
  pickFolder(title: string): Promise<string | null>
  reveal(absolutePath: string): Promise<void>
  listSources(): Promise<CaptureSource[]>
  /** The source that the next getDisplayMedia call of the page receives; null takes the choice back. */
  chooseSource(sourceId: string | null): void
  openLink(httpsUrl: string): Promise<void>
  abilities(): HostAbility[]
  /** Says how the page's recording goes; null once there is none. */
  follow(recording: RecordingNews | null): void
  /** Shows the small control over all windows, or hides it; until the recording ends. */
  showControl(isShown: boolean): void
  isControlShown(): boolean
  /** Makes the small control as high as what it shows. */
  fitControl(heightPx: number): void
  hotkeys(): HotkeyStatus
  /** Gives all keys back to the page while new ones are being pressed there. */
  pauseHotkeys(isPaused: boolean): void
  /** Calls the listener for each event; returns the way to stop. */
  subscribe(listener: (event: DesktopEvent) => void): () => void
}

export interface SettingsStore {
  get(): Settings
  set(patch: SettingsPatch): Settings
  /** Calls the listener after each change; returns the way to stop. */
  subscribe(listener: (settings: Settings) => void): () => void
}

/** A process that this one has started; both send each other what structured cloning can copy. */
export interface IndexProcess {
  post(message: unknown): void
  kill(): void
}

/** Runs a module as a process of its own. `onEnd` is called once, however it ends. */
export type StartIndexProcess = (
  moduleUrl: URL,
  listeners: { onMessage(message: unknown): void; onEnd(reason: string): void },
) => IndexProcess

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
  /** Reads a library for the first time apart from this process, which would keep the memory; left out, a thread does. */
  startIndexProcess?: StartIndexProcess | undefined
  log: (line: string) => void
}

/** The whole machine side: one web-standard handler. */
export interface Backend {
  fetch(request: Request): Promise<Response>
  close(): Promise<void>
}
