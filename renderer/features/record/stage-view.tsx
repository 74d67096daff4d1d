import { MonitorUp } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Corner, Layout } from '../../../domain/takes/take.ts'
import { text } from '../../app/messages/text.ts'
import { describeSources } from '../../capture/sources.ts'
import type { CaptureStage, SourceState } from '../../capture/stage.ts'
import { useStage } from '../../capture/use-recording.ts'
import { Button } from '../../ui/button.tsx'
import { CameraBubble } from './bubble.tsx'
import css from './stage.module.css'
import { StreamVideo } from './stream-video.tsx'

interface StageViewProps {
  stage: CaptureStage
  layout: Layout
  onCornerChange: (corner: Corner) => void
  /** Left out where nothing can be chosen now. */
  onChooseScreen?: (() => void) | undefined
  isVoiceOnly: boolean
  /** What lies over the picture: the countdown. */
  over?: ReactNode
}

/** What will be recorded, live: the screen with the camera on it, the camera alone, or a voice. */
export function StageView({ stage, layout, onCornerChange, onChooseScreen, isVoiceOnly, over }: StageViewProps) {
  const { screen, camera } = useStage(stage)
  const screenStream = screen.status === 'open' ? screen.stream : null
  const [size, setSize] = useState<{ width: number; height: number } | null>(null)
  const cameraStream = camera.status === 'open' ? camera.stream : null
  return (
    <div className={css.stage}>
      {screenStream ? (
        <>
          <div className={css.room}>
            <div className={css.fit} style={{ '--ratio': size === null ? 16 / 9 : size.width / size.height }}>
              <StreamVideo
                stream={screenStream}
                label={text('record.screen-preview')}
                className={css.picture}
                onSize={setSize}
              />
              {cameraStream && layout.bubble && (
                <CameraBubble stream={cameraStream} bubble={layout.bubble} onCornerChange={onCornerChange} />
              )}
            </div>
          </div>
          {size !== null && <p className={css.label}>{screenWords(screenStream, size)}</p>}
        </>
      ) : cameraStream ? (
        <>
          <StreamVideo stream={cameraStream} label={text('record.camera-preview')} mirrored className={css.picture} />
          {onChooseScreen && (
            <div className={css.over}>
              <Button icon={MonitorUp} onClick={onChooseScreen}>
                {text('record.choose-screen')}
              </Button>
            </div>
          )}
          <p className={css.label}>{text('record.camera-alone')}</p>
        </>
      ) : (
        <NothingShown screen={screen} isVoiceOnly={isVoiceOnly} onChooseScreen={onChooseScreen} />
      )}
      {over}
    </div>
  )
}

function NothingShown({
  screen,
  isVoiceOnly,
  onChooseScreen,
}: {
  screen: SourceState
  isVoiceOnly: boolean
  onChooseScreen: (() => void) | undefined
}) {
  return (
    <div className={css.empty}>
      <p className={css.lead}>{isVoiceOnly ? text('record.voice-lead') : text('record.nothing-shown')}</p>
      {screen.status === 'failed' && (
        <p className={css.quiet}>
          {screen.failure.message} {screen.failure.remedy}
        </p>
      )}
      {onChooseScreen && (
        <Button icon={MonitorUp} onClick={onChooseScreen}>
          {text('record.choose-screen')}
        </Button>
      )}
    </div>
  )
}

/** Its size as it comes in: what the browser says of it before the first picture is what was asked for at most. */
function screenWords(stream: MediaStream, { width, height }: { width: number; height: number }): string {
  const { screen } = describeSources({ screen: stream, camera: null, microphone: null })
  return text('record.screen-size', {
    kind: screen?.kind ?? 'screen',
    width: String(width),
    height: String(height),
  })
}
