import { Crop, MonitorUp } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { type Box, bubbleBox, smallScreenBox } from '../../../../domain/takes/bubble-place.ts'
import type { Bubble, Layout, Region } from '../../../../domain/takes/take.ts'
import { text } from '../../../app/messages/text.ts'
import { describeSources } from '../../../capture/sources.ts'
import type { CaptureStage, SourceState } from '../../../capture/stage.ts'
import { useStage } from '../../../capture/use-recording.ts'
import { Button } from '../../../ui/button.tsx'
import { StageBubble } from './bubble.tsx'
import css from './stage.module.css'
import { CroppedVideo, StreamVideo } from './stream-video.tsx'

interface Size {
  width: number
  height: number
}

interface StageViewProps {
  stage: CaptureStage
  layout: Layout
  onLayoutChange: (layout: Layout) => void
  /** Left out where nothing can be chosen now. */
  onChooseScreen?: (() => void) | undefined
  onChooseRegion?: (() => void) | undefined
  isVoiceOnly?: boolean | undefined
  /** The screen's own picture is left out: it would show itself, and that again, without end. */
  isScreenHidden?: boolean | undefined
  /** What lies over the picture: the countdown. */
  over?: ReactNode
}

/** What will be recorded, live and just as the video will show it: the screen, the camera on it or alone, or a voice. */
export function StageView(props: StageViewProps) {
  const { stage, layout, onLayoutChange, onChooseScreen, onChooseRegion, isVoiceOnly = false, over } = props
  const { screen, camera, region } = useStage(stage)
  const screenStream = screen.status === 'open' ? screen.stream : null
  const cameraStream = camera.status === 'open' ? camera.stream : null
  const [seen, setSeen] = useState<Size | null>(null)
  const size = seen ?? (screenStream && sizeOf(screenStream))
  return (
    <div className={css.stage}>
      {screenStream && size ? (
        <>
          <ScreenWithCamera
            {...{ screenStream, cameraStream, region, size, layout, onLayoutChange }}
            isScreenHidden={props.isScreenHidden ?? false}
            onSize={setSeen}
          />
          <p className={css.label}>{screenWords({ stream: screenStream, size, region })}</p>
          {onChooseRegion && (
            <div className={css.over}>
              <Button size="s" icon={Crop} onClick={onChooseRegion}>
                {text(region === null ? 'record.choose-region' : 'record.change-region')}
              </Button>
            </div>
          )}
        </>
      ) : cameraStream ? (
        <>
          <StreamVideo
            stream={cameraStream}
            label={text('record.camera-preview')}
            mirrored={layout.bubble?.isMirrored}
            className={css.picture}
          />
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

interface ScreenWithCameraProps {
  screenStream: MediaStream
  cameraStream: MediaStream | null
  region: Region | null
  size: Size
  layout: Layout
  isScreenHidden: boolean
  onLayoutChange: (layout: Layout) => void
  onSize: (size: Size) => void
}

function ScreenWithCamera(props: ScreenWithCameraProps) {
  const { screenStream, cameraStream, region, size, layout, isScreenHidden, onLayoutChange, onSize } = props
  const { bubble } = layout
  const isSwapped = layout.isSwapped && cameraStream !== null
  const frame = partOf(size, region)
  const boxOf = (at: Bubble): Box => (isSwapped ? smallScreenBox(at, { frame, screen: frame }) : bubbleBox(at, frame))
  const screen = isScreenHidden ? (
    <span className={css.crop} />
  ) : (
    <CroppedVideo stream={screenStream} label={text('record.screen-preview')} region={region} onSize={onSize} />
  )
  const camera = cameraStream && (
    <StreamVideo
      stream={cameraStream}
      label={text('record.camera-preview')}
      mirrored={bubble?.isMirrored}
      className={css.covering}
    />
  )
  return (
    <div className={css.room}>
      <div className={css.fit} style={{ '--ratio': frame.width / frame.height }}>
        {isSwapped ? camera : screen}
        {isScreenHidden && !isSwapped && <p className={css.notShown}>{text('record.screen-not-shown')}</p>}
        {bubble && cameraStream && (
          <StageBubble
            bubble={bubble}
            frame={frame}
            boxOf={boxOf}
            isScreen={isSwapped}
            onChange={(moved) => onLayoutChange({ ...layout, bubble: moved })}
          >
            {isSwapped ? screen : camera}
          </StageBubble>
        )}
      </div>
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

/** What the browser says of a screen before its first picture. */
function sizeOf(stream: MediaStream): Size {
  const { width = 1280, height = 720 } = stream.getVideoTracks()[0]?.getSettings() ?? {}
  return { width, height }
}

function partOf({ width, height }: Size, region: Region | null): Size {
  return { width: Math.round(width * (region?.width ?? 1)), height: Math.round(height * (region?.height ?? 1)) }
}

/** Its size as it comes in: what the browser says of it before the first picture is what was asked for at most. */
function screenWords({ stream, size, region }: { stream: MediaStream; size: Size; region: Region | null }): string {
  const { screen } = describeSources({ screen: stream, camera: null, microphone: null })
  const { width, height } = partOf(size, region)
  const values = { kind: screen?.kind ?? 'screen', width: String(width), height: String(height) }
  return text(region === null ? 'record.screen-size' : 'record.region-size', values)
}
