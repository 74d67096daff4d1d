import type { Recording } from './recording.ts'
import type { RecordingState } from './recording-state.ts'
import { type RemoteAction, type RemoteState, recordingChannel, remoteRequestSchema } from './remote.ts'
import { describeSources, type OpenStreams } from './sources.ts'
import type { CaptureStage, StageState } from './stage.ts'

/** What a recording is about, for those who show it. */
export interface RemoteSubject {
  subject: string
  questions: RemoteState['questions']
  notes: string
  suggestedSec: number
}

/** A recording as other windows are told of it. */
export function remoteStateOf({
  state,
  stage,
  streams,
  elapsedMs,
  level,
  about,
}: {
  state: RecordingState
  stage: Pick<StageState, 'microphone' | 'camera' | 'muted'>
  streams: OpenStreams
  elapsedMs: number
  level: number
  about: RemoteSubject
}): RemoteState {
  const { phase, countdownSec, questionIndex, alarms, layout, markCount, room, bytesWaiting } = state
  const hasCamera = stage.camera.status === 'open'
  return {
    ...{ type: 'state', phase, countdownSec, elapsedMs, questionIndex, alarms, markCount },
    ...about,
    question: about.questions[questionIndex] ?? null,
    nextQuestion: about.questions[questionIndex + 1] ?? null,
    microphoneLevel: stage.microphone.status === 'open' ? level : null,
    isMicrophoneMuted: stage.muted.microphone,
    hasCamera,
    isCameraShown: hasCamera && layout?.bubble !== null,
    isSwapped: layout?.isSwapped ?? false,
    screenKind: describeSources(streams).screen?.kind ?? null,
    roomHours: room?.hoursLeft ?? null,
    waitingBytes: bytesWaiting,
  }
}

interface AnnounceOptions {
  recording: Recording
  stage: CaptureStage
  about: RemoteSubject
  /** Does what another window asks for. */
  act: (action: RemoteAction) => void
}

/** Tells other windows of a recording until the returned function is called, and does what they ask for. */
export function announceRecording({ recording, stage, about, act }: AnnounceOptions): () => void {
  const channel = new BroadcastChannel(recordingChannel)
  const tell = (): void =>
    channel.postMessage(
      remoteStateOf({
        ...{ state: recording.state.get(), stage: stage.state.get(), streams: stage.streams, about },
        ...{ elapsedMs: recording.elapsedMs.get(), level: stage.level.get().level },
      }),
    )
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const request = remoteRequestSchema.safeParse(data)
    if (!request.success) return
    if (request.data.type === 'ask') tell()
    else act(request.data.action)
  }
  const everySecond = setInterval(tell, 1_000)
  const ends = [
    recording.state.subscribe(tell),
    stage.state.subscribe(tell),
    stage.level.subscribe(() => channel.postMessage({ type: 'level', level: stage.level.get().level })),
    () => clearInterval(everySecond),
    () => channel.close(),
  ]
  tell()
  return () => {
    tell()
    for (const end of ends) end()
  }
}
