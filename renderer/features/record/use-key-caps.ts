import { type HotkeyAction, heldKeys } from '../../../domain/hotkeys.ts'
import { useLive } from '../../app/live.ts'
import { writtenChord } from '../../app/written-chord.ts'

/** What stands on a key's cap, and whether the key works in every program or in this window alone. */
interface KeyCap {
  cap: string
  isAnywhere: boolean
}

/** Tells an action's key: that of every program where the host holds one, else the plain key of this window. */
export function useKeyCaps({
  isRecording,
}: {
  isRecording: boolean
}): (action: HotkeyAction, plainKey: string) => KeyCap {
  const holdsKeys = useLive((live) => live.host?.abilities.includes('hotkeys') ?? false)
  const hotkeys = useLive((live) => live.settings?.hotkeys)
  const held = holdsKeys && hotkeys ? [...heldKeys(hotkeys, { isRecording })] : []
  return (action, plainKey) => {
    const chord = held.find(([, heldAction]) => heldAction === action)?.[0]
    return chord === undefined ? { cap: plainKey, isAnywhere: false } : { cap: writtenChord(chord), isAnywhere: true }
  }
}
