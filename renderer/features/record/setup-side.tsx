import { text } from '../../app/messages/text.ts'
import type { CaptureStage } from '../../capture/stage.ts'
import { useStage } from '../../capture/use-recording.ts'
import { Checkbox } from '../../ui/choice.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Spacer } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import { Prompter } from './prompter.tsx'
import css from './record.module.css'
import { SourceControls } from './source-controls.tsx'
import { ThreadSelect } from './thread-select.tsx'
import type { CaptureChoices } from './use-choices.ts'
import type { Place, ThreadChoice } from './use-place.ts'

interface SetupSideProps {
  stage: CaptureStage
  place: Place
  choices: CaptureChoices
  /** Left out where the thread is given. */
  onChoose: ((choice: ThreadChoice) => void) | undefined
  onChange: (change: Partial<CaptureChoices>) => void
  onChooseScreen: () => void
}

/** The column beside the picture: which thread, which sources, which questions, and what was not published yet. */
export function SetupSide({ stage, place, choices, onChoose, onChange, onChooseScreen }: SetupSideProps) {
  const { camera, screen } = useStage(stage)
  return (
    <div className={css.side}>
      {onChoose && (
        <ThreadSelect
          value={{ library: place.library, thread: place.thread?.id ?? null }}
          libraryName={place.libraryName}
          onChoose={onChoose}
        />
      )}
      <SourceControls
        stage={stage}
        choices={choices}
        onChooseScreen={onChooseScreen}
        onCloseScreen={() => void stage.setScreen(null)}
        onCamera={(device) => {
          onChange({ camera: device })
          void stage.setCamera(device === 'off' ? null : { deviceId: device })
        }}
        onMicrophone={(device) => {
          onChange({ microphone: device })
          void stage.setMicrophone(device === 'off' ? null : { deviceId: device, isProcessed: false })
        }}
        onSystemSound={(isOn) => onChange({ systemSound: isOn })}
      />
      {camera.status === 'open' && screen.status === 'open' && (
        <Checkbox
          label={text('record.show-bubble')}
          checked={choices.isBubbleShown}
          onCheckedChange={(isBubbleShown) => onChange({ isBubbleShown })}
        />
      )}
      <Prompter questions={place.thread?.questions ?? []} />
      <Spacer />
      {(place.thread?.questions.length ?? 0) > 1 && (
        <Note className={css.keyNote}>
          <Kbd>N</Kbd> {text('record.key-next')}
        </Note>
      )}
    </div>
  )
}
