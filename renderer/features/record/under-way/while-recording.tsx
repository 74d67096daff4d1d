import { text } from '../../../app/messages/text.ts'
import { describeSources } from '../../../capture/sources.ts'
import { useRecording, useStage } from '../../../capture/use-recording.ts'
import { classes } from '../../../ui/classes.ts'
import { PageHeader } from '../../../ui/page.tsx'
import { Note } from '../../../ui/words.tsx'
import { captureSession, useCurrentCapture } from '../capture-session.ts'
import css from '../record.module.css'
import type { CaptureChoices } from '../setup/choices.ts'
import { LayoutControls } from '../setup/layout-controls.tsx'
import { SourceControls } from '../setup/source-controls.tsx'
import { StageView } from '../setup/stage-view.tsx'
import { useChoices } from '../setup/use-choices.ts'
import { useSettingOut } from '../setup/use-setting-out.ts'
import { Prompter } from './prompter.tsx'

/** The screen while one records: calm, because one looks at something else. The control floats over it. */
export function WhileRecording() {
  const [choices, changeChoices] = useChoices()
  return choices && <Known choices={choices} changeChoices={changeChoices} />
}

interface KnownProps {
  choices: CaptureChoices
  changeChoices: (change: Partial<CaptureChoices>) => void
}

function Known({ choices, changeChoices }: KnownProps) {
  const { stage, recording } = captureSession()
  const { subject } = useCurrentCapture()
  const { questionIndex, phase, layout } = useRecording(recording)
  const sources = useStage(stage)
  const setLayout = recording.setLayout.bind(recording)
  const recorded = layout === null ? undefined : { layout, setLayout }
  const settingOut = useSettingOut({ stage, choices, onChange: changeChoices, recorded })
  const { screen } = describeSources(stage.streams)
  const isWholeScreen = screen?.kind === 'screen'
  const hasPicture = sources.screen.status === 'open' || sources.camera.status === 'open'
  const hasBoth = sources.screen.status === 'open' && sources.camera.status === 'open'
  return (
    <div className={css.calm}>
      <PageHeader
        above={subject?.thread ?? ''}
        title={phase === 'paused' ? text('record.is-paused') : text('record.is-recording')}
        below={isWholeScreen ? text('record.is-recording-screen') : text('record.is-recording-window')}
      />
      <div className={css.calmWords}>
        {hasPicture && (
          <div className={classes(css.calmPicture, isWholeScreen && css.calmPlace)}>
            <StageView
              stage={stage}
              layout={settingOut.layout}
              isScreenHidden={isWholeScreen}
              onLayoutChange={settingOut.changeLayout}
            />
          </div>
        )}
        <Prompter questions={subject?.questions ?? []} notes={subject?.notes ?? ''} current={questionIndex} />
        {(subject?.questions.length ?? 0) === 0 && subject?.notes === '' && <Note>{text('record.no-questions')}</Note>}
        <div className={css.calmSources}>
          {hasBoth && (
            <LayoutControls layout={settingOut.layout} bubble={choices.bubble} onChange={settingOut.changeLayout} />
          )}
          <SourceControls
            stage={stage}
            choices={choices}
            onCamera={settingOut.chooseCamera}
            onMicrophone={settingOut.chooseMicrophone}
            onSystemSound={settingOut.turnSystemSound}
          />
        </div>
      </div>
    </div>
  )
}
