import type { HotkeyAction } from '../hotkeys.ts'
import type { Job } from './job.ts'

/** What the backend tells an open page. Each says only that something changed; the page then asks for what it shows. */
export type BackendEvent =
  | { type: 'changed'; library: string; epoch: string; n: number }
  | { type: 'job'; job: Job }
  | { type: 'outbox' }
  | { type: 'libraries' }
  | { type: 'takes' }
  /** More of a take is composed, or its sound is known further. */
  | { type: 'pieces'; take: string }
  | { type: 'settings' }
  /** A key was pressed in some program, or chosen in the tray. */
  | { type: 'hotkey'; action: HotkeyAction }
  /** What is recorded has to be safe within moments. */
  | { type: 'suspending'; why: 'sleep' | 'lock' | 'shutdown' }
  /** What the host can do, or what it shows, has changed. */
  | { type: 'host' }
  | { type: 'beat' }
