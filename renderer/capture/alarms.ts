import type { FailureBody } from '../../domain/failure.ts'
import type { Room } from '../../domain/takes/view.ts'
import type { StageState } from './stage.ts'
import type { UploadState } from './upload-queue.ts'

export type AlarmKind =
  | 'microphone-silent'
  | 'microphone-lost'
  | 'camera-lost'
  | 'screen-ended'
  | 'recorder-failed'
  | 'writing-delayed'
  | 'writing-full'
  | 'disk-full'
  | 'disk-low'
  | 'folder-vanished'

/** Something that a recording in need has to tell, most urgent first. */
export interface Alarm {
  kind: AlarmKind
  message: string
  remedy: string
}

export interface AlarmFacts {
  stage: StageState
  isSilent: boolean
  upload: UploadState | null
  room: Room | null
  hasScreenEnded: boolean
  recorderFailure: FailureBody | null
  /** What keeps a stopped recording from being finished. */
  finishTrouble: FailureBody | null
  isStopping: boolean
}

/** Under this many minutes of room a recording is warned. */
const lowRoomMinutes = 10

/** While recording, what waits for a second or two is how it always is; more than this is told. */
const delayedBytes = 16 * 1024 * 1024

/** Every alarm that holds now, most urgent first. */
export function alarmsOf(facts: AlarmFacts): Alarm[] {
  const { stage, isSilent, upload, room, hasScreenEnded, recorderFailure, finishTrouble, isStopping } = facts
  const alarms: Alarm[] = []
  const problem = upload?.problem ?? finishTrouble
  const isDelayed = isStopping || (upload?.waitingBytes ?? 0) > delayedBytes
  if (problem && (problem.code === 'disk-full' || problem.code === 'folder-vanished')) {
    alarms.push({ kind: problem.code, message: problem.message, remedy: problem.remedy ?? '' })
  }
  if (upload?.isFull) {
    alarms.push({
      kind: 'writing-full',
      message: 'The recording is paused: too much of it waits to be written.',
      remedy: 'It is written as soon as that is possible; then go on.',
    })
  }
  if (recorderFailure) {
    alarms.push({
      kind: 'recorder-failed',
      message: recorderFailure.message,
      remedy: recorderFailure.remedy ?? '',
    })
  }
  if (stage.microphone.status === 'lost') {
    alarms.push({
      kind: 'microphone-lost',
      message: 'The microphone is gone; nothing is heard.',
      remedy: 'Plug it in again or choose another.',
    })
  } else if (isSilent) {
    alarms.push({
      kind: 'microphone-silent',
      message: 'The microphone has given nothing for five seconds.',
      remedy: 'Look whether it is muted, or choose another.',
    })
  }
  if (stage.camera.status === 'lost') {
    alarms.push({
      kind: 'camera-lost',
      message: 'The camera is gone; the recording goes on without it.',
      remedy: 'Plug it in again or choose another.',
    })
  }
  if (hasScreenEnded) {
    alarms.push({
      kind: 'screen-ended',
      message: 'What was recorded has been closed, so the recording has ended.',
      remedy: 'Everything until then is kept.',
    })
  }
  if (problem && alarms.length === 0 && isDelayed) {
    alarms.push({ kind: 'writing-delayed', message: problem.message, remedy: problem.kept ?? '' })
  }
  if (room && room.hoursLeft * 60 < lowRoomMinutes) {
    const minutes = Math.floor(room.hoursLeft * 60)
    alarms.push({
      kind: 'disk-low',
      message: minutes < 1 ? 'The disk is nearly full.' : `The disk has room for ${minutes} more min.`,
      remedy: 'Free some space, or come to an end.',
    })
  }
  return alarms
}
