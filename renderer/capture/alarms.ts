import type { FailureBody } from '../../domain/failure.ts'
import type { Room } from '../../domain/takes/view.ts'
import type { StageState } from './stage.ts'
import type { UploadState } from './upload-queue.ts'

export type AlarmKind =
  | 'microphone-silent'
  | 'microphone-lost'
  | 'camera-lost'
  | 'camera-dark'
  | 'screen-dark'
  | 'screen-ended'
  | 'recorder-failed'
  | 'writing-delayed'
  | 'writing-full'
  | 'disk-full'
  | 'disk-low'
  | 'folder-vanished'
  | 'suspended'

/** Something that a recording in need has to tell, most urgent first. */
export interface Alarm {
  kind: AlarmKind
  message: string
  remedy: string
}

/** Why a recording was paused without being asked. */
export type Suspension = 'sleep' | 'lock'

/** What went wrong with the recording itself, until it is over or gone on with. */
export interface Troubles {
  hasScreenEnded: boolean
  recorderFailure: FailureBody | null
  /** What keeps a stopped recording from being finished. */
  finishTrouble: FailureBody | null
  suspension: Suspension | null
}

export const noTroubles: Troubles = {
  hasScreenEnded: false,
  recorderFailure: null,
  finishTrouble: null,
  suspension: null,
}

export interface AlarmFacts extends Troubles {
  stage: StageState
  isSilent: boolean
  upload: UploadState | null
  room: Room | null
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
  } else if (room?.isFull) {
    // Written into the room that was held back for it: what was recorded is safe, and there is none for more.
    alarms.push({
      kind: 'disk-full',
      message: 'The disk is full.',
      remedy: 'What was recorded is kept. Free some space before you go on, or come to an end.',
    })
  }
  if (upload?.isFull) {
    alarms.push({
      kind: 'writing-full',
      message: 'The recording is paused: too much of it waits to be written.',
      remedy: 'It is written as soon as that is possible; then go on.',
    })
  }
  if (facts.suspension !== null) {
    alarms.push({
      kind: 'suspended',
      message:
        facts.suspension === 'sleep' ? 'Paused because the computer slept.' : 'Paused because the computer was locked.',
      remedy: 'Everything until then is kept. Go on when you are ready.',
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
    alarms.push({ kind: 'microphone-lost', ...lostWords('microphone', stage) })
  } else if (isSilent && !stage.muted.microphone) {
    alarms.push({
      kind: 'microphone-silent',
      message: 'Your microphone has been silent for 5 s.',
      remedy: 'Still recording. Look whether it is muted, or choose another.',
    })
  }
  if (stage.camera.status === 'lost') {
    alarms.push({ kind: 'camera-lost', ...lostWords('camera', stage) })
  } else if (stage.isDark.camera) {
    alarms.push({
      kind: 'camera-dark',
      message: 'The camera gives no picture just now.',
      remedy: 'Still recording. Look at its cover and its switch.',
    })
  }
  if (stage.isDark.screen) {
    alarms.push({
      kind: 'screen-dark',
      message: 'What you show gives no picture just now.',
      remedy: 'Still recording. It may be minimised, or its display may be off.',
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
  if (room && !room.isFull && room.hoursLeft * 60 < lowRoomMinutes) {
    const minutes = Math.floor(room.hoursLeft * 60)
    alarms.push({
      kind: 'disk-low',
      message: minutes < 1 ? 'The disk is nearly full.' : `The disk has room for ${minutes} more min.`,
      remedy: 'Free some space, or come to an end.',
    })
  }
  return alarms
}

/** Without another source there is nothing to go on with. */
function lostWords(device: 'microphone' | 'camera', stage: StageState): Pick<Alarm, 'message' | 'remedy'> {
  const isAlone = [stage.screen, stage.camera, stage.microphone].every(({ status }) => status !== 'open')
  return isAlone
    ? {
        message: `The ${device} is gone, so the recording is paused.`,
        remedy: 'Plug it in or choose another, then go on.',
      }
    : {
        message: `The ${device} is gone; the recording goes on without it.`,
        remedy: 'It is taken up again when it is back. Or choose another.',
      }
}
