import { useEffect, useState, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import { followRecording, type RemoteAction, type RemoteState } from '../../../capture/remote.ts'
import { Store } from '../../../capture/store.ts'
import { ControlPanel } from '../../control/control-panel.tsx'
import { openPictureWindow } from './picture-window.ts'
import { keysFor } from './recording-keys.ts'

/** The small window over other programs, while there is one. */
const shown = new Store<Window | null>(null)

/** Opens the small control over other programs; to be called in a click. Where the browser cannot, nothing happens. */
export async function putControlOnTop(): Promise<void> {
  if (shown.get() !== null) return
  const opened = await openPictureWindow({ width: 380, height: 190 })
  if (opened === null) return
  opened.addEventListener('pagehide', () => shown.set(null), { once: true })
  shown.set(opened)
}

export function closeControlOnTop(): void {
  shown.get()?.close()
  shown.set(null)
}

/** Whether the small control is open. */
export function useControlOnTop(): boolean {
  return useSyncExternalStore(shown.subscribe, () => shown.get() !== null)
}

/** The control of the recording in the small window, where it is open. */
export function ControlPicture({ act }: { act: (action: RemoteAction) => void }) {
  const opened = useSyncExternalStore(shown.subscribe, shown.get)
  return opened === null ? null : createPortal(<Following act={act} from={opened} />, opened.document.body)
}

function Following({ act, from }: { act: (action: RemoteAction) => void; from: Window }) {
  const [state, setState] = useState<RemoteState | null>(null)
  const [level, setLevel] = useState<number>()
  useEffect(() => {
    const following = followRecording({ onState: setState, onLevel: setLevel })
    return () => following.close()
  }, [])
  useEffect(() => {
    const keys = keysFor(act)
    const onKey = (event: KeyboardEvent): void => {
      if (!event.repeat && !event.ctrlKey && !event.metaKey && !event.altKey) keys[event.key.toLowerCase()]?.()
    }
    from.addEventListener('keydown', onKey)
    return () => from.removeEventListener('keydown', onKey)
  }, [act, from])
  return state && <ControlPanel state={state} level={level} act={act} />
}
