import { text } from '../../app/messages/text.ts'
import { Checkbox } from '../../ui/choice.tsx'
import { hasPictureWindows } from './picture-window.ts'

/** Offers the small control over other programs, where this browser can make one and no desktop does. */
export function ControlOnTop({ isOn, onChange }: { isOn: boolean; onChange: (isOn: boolean) => void }) {
  if (!hasPictureWindows()) return null
  return (
    <Checkbox
      label={text('record.control-on-top')}
      detail={text('record.control-on-top-note')}
      checked={isOn}
      onCheckedChange={onChange}
    />
  )
}
