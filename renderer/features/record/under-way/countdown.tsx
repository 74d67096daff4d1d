import { text } from '../../../app/messages/text.ts'
import type { Recording } from '../../../capture/recording.ts'
import { useRecording } from '../../../capture/use-recording.ts'
import { Button } from '../../../ui/button.tsx'
import { Kbd } from '../../../ui/kbd.tsx'
import css from '../setup/stage.module.css'
import { useKeys } from '../use-keys.ts'

/** The seconds until it begins, and the way out. */
export function Countdown({ recording }: { recording: Recording }) {
  const { phase, countdownSec } = useRecording(recording)
  useKeys({ escape: () => void recording.stop() }, phase === 'countdown')
  return (
    <div className={css.countdown}>
      <p className={css.number} role="timer" aria-live="assertive">
        {countdownSec ?? ''}
      </p>
      {phase === 'countdown' && (
        <Button onClick={() => void recording.stop()}>
          {text('common.cancel')} <Kbd>Esc</Kbd>
        </Button>
      )}
    </div>
  )
}
