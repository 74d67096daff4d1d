import { screenWith } from '../../../domain/takes/take.ts'
import { text } from '../../app/messages/text.ts'
import { describeSources } from '../../capture/sources.ts'
import { useRecording, useStage } from '../../capture/use-recording.ts'
import { PageHeader } from '../../ui/page.tsx'
import { Note } from '../../ui/words.tsx'
import { captureSession, useCurrentCapture } from './capture-session.ts'
import { Prompter } from './prompter.tsx'
import css from './record.module.css'
import { StageView } from './stage-view.tsx'

/** The screen while one records: calm, because one looks at something else. The control floats over it. */
export function WhileRecording() {
  const { stage, recording } = captureSession()
  const { subject } = useCurrentCapture()
  const { questionIndex, phase } = useRecording(recording)
  useStage(stage)
  const { screen, camera } = describeSources(stage.streams)
  // A picture of the whole screen within itself would repeat without end.
  const isShown = screen === null || screen.kind !== 'screen'
  return (
    <div className={css.calm}>
      <PageHeader
        above={subject?.thread ?? ''}
        title={phase === 'paused' ? text('record.is-paused') : text('record.is-recording')}
        below={isShown ? text('record.is-recording-window') : text('record.is-recording-screen')}
      />
      <div className={css.calmWords}>
        {isShown && (screen !== null || camera !== null) && (
          <div className={css.calmPicture}>
            <StageView
              stage={stage}
              layout={subject?.layout ?? screenWith(null)}
              isVoiceOnly
              onCornerChange={() => undefined}
            />
          </div>
        )}
        <Prompter questions={subject?.questions ?? []} current={questionIndex} />
        {(subject?.questions.length ?? 0) === 0 && <Note>{text('record.no-questions')}</Note>}
      </div>
    </div>
  )
}
