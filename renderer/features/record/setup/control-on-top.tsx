import { showControl } from '../../../api/host-api.ts'
import { useLive } from '../../../app/live.ts'
import { text } from '../../../app/messages/text.ts'
import { useSayFailure } from '../../../app/use-perform.ts'
import { TextAction } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/choice.tsx'
import { putControlOnTop, useControlOnTop } from '../under-way/control-picture.tsx'
import { hasPictureWindows } from '../under-way/picture-window.ts'

/** Offers the small control over other programs, where this browser can make one and no desktop does. */
export function ControlOnTop({ isOn, onChange }: { isOn: boolean; onChange: (isOn: boolean) => void }) {
  const maker = useControlMaker()
  if (maker !== 'browser') return null
  return (
    <Checkbox
      label={text('record.control-on-top')}
      detail={text('record.control-on-top-note')}
      checked={isOn}
      onCheckedChange={onChange}
    />
  )
}

/** Brings the small control over other programs, where it is not there yet. */
export function PutOnTop() {
  const maker = useControlMaker()
  const isShownByHost = useLive((live) => live.host?.isControlShown ?? false)
  const isShownByBrowser = useControlOnTop()
  const sayFailure = useSayFailure()
  if (maker === null || isShownByHost || isShownByBrowser) return null
  const put = (): void => void (maker === 'host' ? showControl(true).catch(sayFailure) : putControlOnTop())
  return <TextAction onClick={put}>{text('record.put-on-top')}</TextAction>
}

/** Who can make a small control that stays over other programs: the desktop its own, else perhaps the browser. */
function useControlMaker(): 'host' | 'browser' | null {
  const host = useLive((live) => live.host)
  if (host?.host === 'desktop') return host.abilities.includes('control') ? 'host' : null
  return hasPictureWindows() ? 'browser' : null
}
