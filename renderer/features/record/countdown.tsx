import { text } from '../../app/messages/text.ts'
import type { Recording } from '../../capture/recording.ts'
import { useRecording } from '../../capture/use-recording.ts'
import { Button } from '../../ui/button.tsx'
import css from './stage.module.css'

/** The seconds until it begins, and the way out. */
export function Countdown({ recording }: { recording: Recording }) {
  const { phase, countdownSec } = useRecording(recording)
  return (
    <div className={css.countdown}>
      <p className={css.number} role="timer" aria-live="assertive">
        {countdownSec ?? ''}
      </p>
      {phase === 'countdown' && <Button onClick={() => void recording.stop()}>{text('common.cancel')}</Button>}
    </div>
  )
}
