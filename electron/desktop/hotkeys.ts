import { globalShortcut } from 'electron'
import { type HotkeyAction, heldKeys, hotkeyActions } from '../../domain/hotkeys.ts'
import type { HotkeyStatus, SettingsStore } from '../backend/ports.ts'

export interface HeldHotkeys {
  /** Holds what is useful while one records, or while one does not. */
  follow(isRecording: boolean): void
  /** Which keys the system refuses, those included that are not held now. */
  status(): HotkeyStatus
  pause(isPaused: boolean): void
  close(): void
}

/** A key held down repeats; one press is meant. */
const repeatMs = 400

/**
 * Holds the keys of the settings in every program, and only while they are useful. A key that another program has first
 * is refused by the system and stays its own. Under Wayland the system is asked for them and answers only later, if
 * ever: what it says at once is not to be believed.
 */
export function holdHotkeys({
  settings,
  isWayland,
  nowMs,
  onPressed,
  log,
}: {
  settings: SettingsStore
  isWayland: boolean
  nowMs: () => number
  onPressed: (action: HotkeyAction) => void
  log: (line: string) => void
}): HeldHotkeys {
  const held = new Map<string, HotkeyAction>()
  const pressedMs = new Map<HotkeyAction, number>()
  let isRecording = false
  let isPaused = false

  const press = (action: HotkeyAction): void => {
    const beforeMs = pressedMs.get(action) ?? Number.NEGATIVE_INFINITY
    pressedMs.set(action, nowMs())
    if (nowMs() - beforeMs > repeatMs) onPressed(action)
  }
  const take = (chord: string, action: HotkeyAction): boolean => {
    try {
      return globalShortcut.register(chord, () => press(action))
    } catch (error) {
      log(`the keys ${chord} are not to be had: ${String(error)}`)
      return false
    }
  }
  const hold = (): void => {
    const wanted: Map<string, HotkeyAction> = isPaused ? new Map() : heldKeys(settings.get().hotkeys, { isRecording })
    for (const [chord, action] of [...held]) {
      if (wanted.get(chord) === action) continue
      globalShortcut.unregister(chord)
      held.delete(chord)
    }
    for (const [chord, action] of wanted) {
      if (!held.has(chord) && take(chord, action)) held.set(chord, action)
    }
  }
  const isRefused = (chord: string): boolean => {
    if (chord === '' || held.has(chord)) return false
    const isFree = take(chord, 'mark')
    if (isFree) globalShortcut.unregister(chord)
    return !isFree
  }

  const stopFollowing = settings.subscribe(hold)
  hold()
  return {
    follow(isNow) {
      if (isNow === isRecording) return
      isRecording = isNow
      hold()
    },
    status() {
      const { isOn, keys } = settings.get().hotkeys
      if (isWayland) return { isCertain: false, refused: [] }
      const refused = isOn && !isPaused ? hotkeyActions.filter((action) => isRefused(keys[action])) : []
      return { isCertain: true, refused }
    },
    pause(isNow) {
      isPaused = isNow
      hold()
    },
    close() {
      stopFollowing()
      globalShortcut.unregisterAll()
      held.clear()
    },
  }
}
