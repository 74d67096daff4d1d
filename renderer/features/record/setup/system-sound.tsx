import { Volume2 } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useLive } from '../../../app/live.ts'
import { text } from '../../../app/messages/text.ts'
import type { CaptureStage } from '../../../capture/stage.ts'
import { useStage } from '../../../capture/use-recording.ts'
import { Icon } from '../../../ui/icon.tsx'
import { Meter } from '../../../ui/meter.tsx'
import { Note } from '../../../ui/words.tsx'
import css from '../record.module.css'

interface SystemSoundProps {
  stage: CaptureStage
  isOn: boolean
  onChange: (isOn: boolean) => void
}

/** The sound of the computer or of a tab: whether it is recorded, how loud it is, and why there is none. */
export function SystemSound({ stage, isOn, onChange }: SystemSoundProps) {
  const host = useLive((live) => live.host)
  const { screen } = useStage(stage)
  // A browser says only after its own question whether a sound comes along; the desktop knows before.
  const isPossible = host?.host !== 'desktop' || host.abilities.includes('system-sound')
  const hasSound = screen.status === 'open' && screen.stream.getAudioTracks().length > 0
  return (
    <div>
      <button
        type="button"
        role="switch"
        aria-checked={isOn && isPossible}
        disabled={!isPossible}
        className={css.source}
        onClick={() => onChange(!isOn)}
      >
        <Icon of={Volume2} />
        <span className={css.sourceName}>{text('record.system-sound')}</span>
        {isOn && hasSound ? (
          <SystemMeter stage={stage} />
        ) : (
          <span className={css.sourceState}>{isOn && isPossible ? text('common.on') : text('common.off')}</span>
        )}
      </button>
      {!isPossible && <Note className={css.sourceNote}>{text('record.no-system-sound')}</Note>}
      {isPossible && isOn && screen.status === 'open' && !hasSound && (
        <Note className={css.sourceNote}>{text('record.no-sound-came')}</Note>
      )}
    </div>
  )
}

function SystemMeter({ stage }: { stage: CaptureStage }) {
  const { level } = useSyncExternalStore(stage.systemLevel.subscribe, stage.systemLevel.get)
  return <Meter level={level} label={text('record.level-of', { device: text('record.system-sound') })} />
}
