import { text } from '../../../app/messages/text.ts'
import type { CaptureStage } from '../../../capture/stage.ts'
import { useStage } from '../../../capture/use-recording.ts'
import { Kbd } from '../../../ui/kbd.tsx'
import { Spacer, Stack } from '../../../ui/row.tsx'
import { Note } from '../../../ui/words.tsx'
import { ControlNotice } from '../../control/control-notice.tsx'
import type { Place, ThreadChoice } from '../publish/use-place.ts'
import css from '../record.module.css'
import { Prompter } from '../under-way/prompter.tsx'
import { useKeyCaps } from '../use-key-caps.ts'
import type { CaptureChoices } from './choices.ts'
import { ControlOnTop } from './control-on-top.tsx'
import { LayoutControls } from './layout-controls.tsx'
import { PrompterPlace } from './prompter-place.tsx'
import { RecordingOptions } from './recording-options.tsx'
import { SourceControls } from './source-controls.tsx'
import { ThreadSelect } from './thread-select.tsx'
import type { SettingOut } from './use-setting-out.ts'

interface SetupSideProps {
  stage: CaptureStage
  place: Place
  choices: CaptureChoices
  settingOut: SettingOut
  notes: string
  /** Left out where the thread is given. */
  onChoose: ((choice: ThreadChoice) => void) | undefined
  onChange: (change: Partial<CaptureChoices>) => void
  onNotesChange: (notes: string) => void
  onChooseScreen: () => void
}

/** The column beside the picture: which thread, which sources and how, which questions, and my notes. */
export function SetupSide(props: SetupSideProps) {
  const { stage, place, choices, settingOut, notes, onChoose, onChange, onNotesChange, onChooseScreen } = props
  const { camera, screen } = useStage(stage)
  const questions = place.thread?.questions ?? []
  return (
    <div className={css.side}>
      {onChoose && (
        <ThreadSelect
          value={{ library: place.library, thread: place.thread?.id ?? null }}
          libraryName={place.libraryName}
          onChoose={onChoose}
        />
      )}
      <Stack gap={3}>
        <SourceControls
          stage={stage}
          choices={choices}
          onChooseScreen={onChooseScreen}
          onCamera={settingOut.chooseCamera}
          onMicrophone={settingOut.chooseMicrophone}
          onSystemSound={settingOut.turnSystemSound}
        />
        {camera.status === 'open' && screen.status === 'open' && (
          <LayoutControls layout={settingOut.layout} bubble={choices.bubble} onChange={settingOut.changeLayout} />
        )}
        <RecordingOptions choices={choices} onChange={settingOut.changeOptions} />
      </Stack>
      <ControlNotice isWholeScreen={settingOut.screenKind === 'screen'} />
      <Prompter
        questions={questions}
        notes={notes}
        whereSeen={<PrompterPlace stage={stage} />}
        onNotesChange={onNotesChange}
      />
      <ControlOnTop isOn={choices.isControlOnTop} onChange={(isControlOnTop) => onChange({ isControlOnTop })} />
      <Spacer />
      <KeyNote hasNext={questions.length > 1} />
    </div>
  )
}

/** The keys that go on without looking: of every program where the host holds them, else of this window alone. */
function KeyNote({ hasNext }: { hasNext: boolean }) {
  const capOf = useKeyCaps({ isRecording: true })
  const next = capOf('next-question', 'N')
  return (
    <Note className={css.keyNote}>
      {hasNext && (
        <>
          <Kbd>{next.cap}</Kbd> {text(next.isAnywhere ? 'record.key-next-anywhere' : 'record.key-next')}{' '}
        </>
      )}
      <Kbd>{capOf('mark', 'M').cap}</Kbd> {text('record.key-mark')}
    </Note>
  )
}
