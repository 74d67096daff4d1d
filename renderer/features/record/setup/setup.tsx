import { useEffect, useState } from 'react'
import type { TakeView } from '../../../../domain/takes/view.ts'
import type { UpdateView } from '../../../../domain/views/records.ts'
import { onBackendEvent, useLive } from '../../../app/live.ts'
import { text } from '../../../app/messages/text.ts'
import { goTo } from '../../../app/route.ts'
import { useReader } from '../../../app/use-reader.ts'
import { useRecording, useStage } from '../../../capture/use-recording.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { PageHeader, SplitLayout } from '../../../ui/page.tsx'
import { Note } from '../../../ui/words.tsx'
import { captureSession, setRecordingSubject } from '../capture-session.ts'
import { draftOfUpdate } from '../publish/draft.ts'
import { Unpublished } from '../publish/unpublished.tsx'
import { type Place, placeWords, type ThreadChoice } from '../publish/use-place.ts'
import css from '../record.module.css'
import { AgainBand } from '../review/again-band.tsx'
import { putControlOnTop } from '../under-way/control-picture.tsx'
import { Countdown } from '../under-way/countdown.tsx'
import { useKeys } from '../use-keys.ts'
import type { CaptureChoices } from './choices.ts'
import { ContinuedBand } from './continued-band.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { RegionDialog } from './region-dialog.tsx'
import { SetupFoot } from './setup-foot.tsx'
import { SetupSide } from './setup-side.tsx'
import { SourcePicker } from './source-picker.tsx'
import { StageView } from './stage-view.tsx'
import { useChoices } from './use-choices.ts'
import { useNotes } from './use-notes.ts'
import { useSettingOut } from './use-setting-out.ts'

interface SetupProps {
  place: Place
  /** The update whose video is made anew. */
  replaced: UpdateView | null
  /** The interrupted recording that is gone on with. */
  continued: TakeView | null
  onChoose: ((choice: ThreadChoice) => void) | undefined
}

/** Setting out what is recorded: each source with what it gives, the questions, and the way to write instead. */
export function Setup(props: SetupProps) {
  const [choices, changeChoices] = useChoices()
  const [notes, changeNotes] = useNotes({ library: props.place.library, thread: props.place.thread?.id ?? null })
  if (choices === undefined || notes === undefined) return null
  return <Known {...props} choices={choices} changeChoices={changeChoices} notes={notes} changeNotes={changeNotes} />
}

interface KnownProps extends SetupProps {
  choices: CaptureChoices
  changeChoices: (change: Partial<CaptureChoices>) => void
  notes: string
  changeNotes: (notes: string) => void
}

function Known({ place, replaced, continued, onChoose, choices, changeChoices, notes, changeNotes }: KnownProps) {
  const [{ stage, recording }] = useState(captureSession)
  const sources = useStage(stage)
  const { phase, failure } = useRecording(recording)
  const [isVoiceOnly, setVoiceOnly] = useState(false)
  const [isSwapped, setSwapped] = useState(false)
  const [opened, setOpened] = useState<'picker' | 'import' | 'region' | null>(null)
  const [dropped, setDropped] = useState<File | null>(null)
  const countdownSec = useLive((live) => live.settings?.countdownSec ?? 3)
  const isDesktop = useLive((live) => live.host?.host === 'desktop')
  const listsSources = useLive((live) => live.host?.abilities.includes('list-sources') ?? false)
  const reader = useReader()
  const settingOut = useSettingOut({ stage, choices, onChange: changeChoices, isSwapped, onSwap: setSwapped })

  // biome-ignore lint/correctness/useExhaustiveDependencies: the devices are opened once, as they were chosen the last time
  useEffect(() => {
    const { camera, microphone } = stage.state.get()
    if (camera.status === 'off' && choices.camera !== 'off') void stage.setCamera({ deviceId: choices.camera })
    if (microphone.status === 'off' && choices.microphone !== 'off') {
      void stage.setMicrophone({ deviceId: choices.microphone, isProcessed: choices.isVoiceProcessed })
    }
  }, [])

  const openCount = [sources.screen, sources.camera, sources.microphone].filter(
    ({ status }) => status === 'open',
  ).length
  const canRecord = openCount > 0 && (phase === 'idle' || phase === 'failed')
  const record = (): void => {
    if (!canRecord) return
    const { thread } = place
    const questions = thread?.questions ?? []
    setRecordingSubject({
      ...{ thread: thread?.name ?? place.libraryName, questions, notes },
      replacement: replaced && draftOfUpdate(place.library, replaced),
      suggestedSec: thread?.suggestedSec ?? 0,
    })
    // Now or never: a browser lets a small window be opened only in the click itself.
    if (choices.isControlOnTop && !isDesktop) void putControlOnTop()
    void recording.start({
      ...{ library: place.library, thread: thread?.id ?? null, cycle: place.cycle, countdownSec },
      layout: settingOut.layout,
      questions: questions.map(({ id }) => id),
      continueTake: continued?.take.id,
    })
  }
  useKeys({ r: record }, opened === null)
  useEffect(() =>
    onBackendEvent((event) => {
      if (event.type === 'hotkey' && event.action === 'start-stop') record()
    }),
  )

  const showScreen = (sourceId: string | null): void => {
    setVoiceOnly(false)
    settingOut.showScreen(sourceId)
  }
  const chooseScreen = (): void => {
    if (listsSources) setOpened('picker')
    else showScreen(null)
  }
  const setVoice = (isOn: boolean): void => {
    setVoiceOnly(isOn)
    if (isOn) void stage.setScreen(null)
    void stage.setCamera(isOn || choices.camera === 'off' ? null : { deviceId: choices.camera })
  }
  const isCounting = phase === 'preparing' || phase === 'countdown'
  return (
    <SplitLayout
      raised
      sideWidth={324}
      sideLabel={text('record.sources-and-questions')}
      side={
        <SetupSide
          {...{ stage, place, choices, settingOut, notes, onChoose }}
          onChange={changeChoices}
          onNotesChange={changeNotes}
          onChooseScreen={chooseScreen}
        />
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; "Bring a file" is the first */}
      <div
        className={css.main}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault()
          const file = event.dataTransfer.files[0]
          if (!file) return
          setDropped(file)
          setOpened('import')
        }}
      >
        <AgainBand />
        {continued && <ContinuedBand view={continued} />}
        <PageHeader
          above={placeWords(place, reader)}
          title={text('record.title')}
          actions={
            <>
              <Unpublished />
              <Button variant="ghost" size="s" onClick={() => leave(place)}>
                {text('common.close')}
              </Button>
            </>
          }
        />
        <StageView
          stage={stage}
          layout={settingOut.layout}
          isVoiceOnly={isVoiceOnly}
          onLayoutChange={settingOut.changeLayout}
          onChooseScreen={isCounting ? undefined : chooseScreen}
          onChooseRegion={isCounting ? undefined : () => setOpened('region')}
          over={isCounting ? <Countdown recording={recording} /> : undefined}
        />
        {sources.region !== null && <Note>{text('record.region-note')}</Note>}
        {phase === 'failed' && failure !== null && <ErrorNotice failure={failure} />}
        <SetupFoot
          {...{ recording, place, countdownSec, isVoiceOnly, canRecord }}
          isCorrection={replaced !== null}
          onRecord={record}
          onVoiceOnly={setVoice}
          onImport={() => setOpened('import')}
        />
        {openCount === 0 && <Note>{text('record.nothing-open')}</Note>}
      </div>
      {opened === 'picker' && (
        <SourcePicker
          onClose={() => setOpened(null)}
          onChoose={(sourceId) => {
            setOpened(null)
            showScreen(sourceId)
          }}
        />
      )}
      {opened === 'region' && sources.screen.status === 'open' && (
        <RegionDialog
          stream={sources.screen.stream}
          region={sources.region}
          onChoose={(region) => stage.setRegion(region)}
          onClose={() => setOpened(null)}
        />
      )}
      {opened === 'import' && (
        <ImportDialog
          place={place}
          replaces={replaced?.id ?? null}
          file={dropped}
          onClose={() => {
            setOpened(null)
            setDropped(null)
          }}
        />
      )}
    </SplitLayout>
  )
}

function leave({ library, thread }: Place): void {
  if (thread === null) goTo({ screen: 'catch-up' })
  else goTo({ screen: 'thread', library, thread: thread.id, tab: 'now' })
}
