import { FileUp } from 'lucide-react'
import { useEffect, useState } from 'react'
import { bubbleIn, type Corner, screenWith } from '../../../domain/takes/take.ts'
import type { UpdateView } from '../../../domain/views/records.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { goTo, hrefOf } from '../../app/route.ts'
import { useReader } from '../../app/use-reader.ts'
import { useRecording, useStage } from '../../capture/use-recording.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { RecordIcon } from '../../ui/icons.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { PageHeader, SplitLayout } from '../../ui/page.tsx'
import { Row, Spacer } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import { captureSession, setRecordingSubject } from './capture-session.ts'
import { Countdown } from './countdown.tsx'
import { draftOfUpdate } from './draft.ts'
import { ImportDialog } from './import-dialog.tsx'
import css from './record.module.css'
import { roomWords } from './room-words.ts'
import { SetupSide } from './setup-side.tsx'
import { SourcePicker } from './source-picker.tsx'
import { StageView } from './stage-view.tsx'
import { Unpublished } from './unpublished.tsx'
import { useChoices } from './use-choices.ts'
import { useKeys } from './use-keys.ts'
import { type Place, placeWords, type ThreadChoice } from './use-place.ts'

interface SetupProps {
  place: Place
  /** The update whose video is made anew. */
  replaced: UpdateView | null
  onChoose: ((choice: ThreadChoice) => void) | undefined
}

/** The camera's circle on the screen, as a part of the picture's width. */
const bubbleFraction = 0.16

/** Setting out what is recorded: each source with what it gives, the questions, and the way to write instead. */
export function Setup({ place, replaced, onChoose }: SetupProps) {
  const [{ stage, recording }] = useState(captureSession)
  const sources = useStage(stage)
  const { phase, room, failure } = useRecording(recording)
  const [choices, changeChoices] = useChoices()
  const [isVoiceOnly, setVoiceOnly] = useState(false)
  const [opened, setOpened] = useState<'picker' | 'import' | null>(null)
  const [dropped, setDropped] = useState<File | null>(null)
  const countdownSec = useLive((live) => live.settings?.countdownSec ?? 3)
  const listsSources = useLive((live) => live.host?.abilities.includes('list-sources') ?? false)
  const reader = useReader()
  const isReady = choices !== undefined

  // biome-ignore lint/correctness/useExhaustiveDependencies: the devices are opened once, as they were chosen the last time
  useEffect(() => {
    if (choices === undefined) return
    const { camera, microphone } = stage.state.get()
    if (camera.status === 'off' && choices.camera !== 'off') void stage.setCamera({ deviceId: choices.camera })
    if (microphone.status === 'off' && choices.microphone !== 'off') {
      void stage.setMicrophone({ deviceId: choices.microphone, isProcessed: false })
    }
  }, [isReady])

  const openCount = [sources.screen, sources.camera, sources.microphone].filter(
    ({ status }) => status === 'open',
  ).length
  const canRecord = isReady && openCount > 0 && (phase === 'idle' || phase === 'failed')
  const record = (): void => {
    if (!canRecord || choices === undefined) return
    const { thread } = place
    const bubble = choices.isBubbleShown ? bubbleIn({ corner: choices.corner, sizeFraction: bubbleFraction }) : null
    const layout = screenWith(sources.camera.status === 'open' ? bubble : null)
    const questions = thread?.questions ?? []
    setRecordingSubject({
      ...{ thread: thread?.name ?? place.libraryName, questions, layout },
      replacement: replaced && draftOfUpdate(place.library, replaced),
      suggestedSec: thread?.suggestedSec ?? 0,
    })
    void recording.start({
      ...{ library: place.library, thread: thread?.id ?? null, cycle: place.cycle, layout, countdownSec },
      questions: questions.map(({ id }) => id),
    })
  }
  useKeys({ r: record }, opened === null)
  if (choices === undefined) return null

  const withSound = choices.systemSound
  const chooseScreen = (): void => {
    setVoiceOnly(false)
    if (listsSources) setOpened('picker')
    else void stage.setScreen({ sourceId: null, withSound, framesPerSecond: 30 })
  }
  const setVoice = (isOn: boolean): void => {
    setVoiceOnly(isOn)
    if (isOn) void stage.setScreen(null)
    void stage.setCamera(isOn || choices.camera === 'off' ? null : { deviceId: choices.camera })
  }
  const layout = screenWith(
    choices.isBubbleShown ? bubbleIn({ corner: choices.corner, sizeFraction: bubbleFraction }) : null,
  )
  const isCounting = phase === 'preparing' || phase === 'countdown'
  return (
    <SplitLayout
      raised
      sideWidth={324}
      sideLabel={text('record.sources-and-questions')}
      side={
        <SetupSide
          stage={stage}
          place={place}
          choices={choices}
          onChoose={onChoose}
          onChange={changeChoices}
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
          layout={layout}
          isVoiceOnly={isVoiceOnly}
          onCornerChange={(corner: Corner) => changeChoices({ corner })}
          onChooseScreen={isCounting ? undefined : chooseScreen}
          over={isCounting ? <Countdown recording={recording} /> : undefined}
        />
        {phase === 'failed' && failure !== null && <ErrorNotice failure={failure} />}
        <Row gap={3} wrap>
          <Button variant="primary" size="l" icon={RecordIcon} onClick={record} disabled={!canRecord}>
            {text('record.record-after', { seconds: countdownSec })}
          </Button>
          <Kbd>R</Kbd>
          {place.thread !== null && replaced === null && (
            <LinkButton
              variant="ghost"
              href={hrefOf({ screen: 'write', library: place.library, thread: place.thread.id, item: null })}
            >
              {text('record.write-instead')}
            </LinkButton>
          )}
          <Button variant="ghost" aria-pressed={isVoiceOnly} onClick={() => setVoice(!isVoiceOnly)}>
            {text('record.voice-only')}
          </Button>
          <Button variant="ghost" icon={FileUp} onClick={() => setOpened('import')}>
            {text('record.bring-file')}
          </Button>
          <Spacer />
          {room !== null && <Note tabular>{text('record.room', { length: roomWords(room) })}</Note>}
        </Row>
        {openCount === 0 && <Note>{text('record.nothing-open')}</Note>}
      </div>
      {opened === 'picker' && (
        <SourcePicker
          onClose={() => setOpened(null)}
          onChoose={(sourceId) => {
            setOpened(null)
            void stage.setScreen({ sourceId, withSound, framesPerSecond: 30 })
          }}
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
