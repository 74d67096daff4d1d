import { useEffect, useRef, useState } from 'react'
import { fitControl, showControl } from '../../api/host-api.ts'
import { followRecording, type RemoteRecording, type RemoteState } from '../../capture/remote.ts'
import { ControlPanel } from './control-panel.tsx'

/** The small window of its own: shows the recording of the other window, and is as high as what it shows. */
export function ControlWindow() {
  const [state, setState] = useState<RemoteState | null>(null)
  const [level, setLevel] = useState<number>()
  const remote = useRef<RemoteRecording>(null)
  useEffect(() => {
    const following = followRecording({ onState: setState, onLevel: setLevel })
    remote.current = following
    return () => following.close()
  }, [])
  const content = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const box = content.current
    if (box === null) return
    // A window that cannot be fitted is shown as it is, and scrolls.
    const observer = new ResizeObserver(() => void fitControl(Math.ceil(box.offsetHeight)).catch(() => undefined))
    observer.observe(box)
    return () => observer.disconnect()
  }, [])
  return (
    <main ref={content}>
      {state && (
        <ControlPanel
          state={state}
          level={level}
          act={(action) => remote.current?.act(action)}
          onHide={() => void showControl(false).catch(() => undefined)}
        />
      )}
    </main>
  )
}
