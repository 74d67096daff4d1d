import { z } from 'zod'

/** The BroadcastChannel on which the page that records tells other windows of it, and is told what to do. */
export const recordingChannel = 'ownpace-recording'

const remotePhaseSchema = z.enum([
  'idle',
  'preparing',
  'countdown',
  'recording',
  'paused',
  'stopping',
  'finished',
  'failed',
])

const promptSchema = z.object({ id: z.string(), text: z.string(), hint: z.string() })

/** What a small window needs to show of a recording. Posted on every change and once a second while one is under way. */
export const remoteStateSchema = z.object({
  type: z.literal('state'),
  phase: remotePhaseSchema,
  /** What the countdown shows; null outside it. */
  countdownSec: z.number().nullable(),
  /** Pauses left out. */
  elapsedMs: z.number(),
  /** The thread's name, or the library's where there is no thread. */
  subject: z.string(),
  /** The thread's questions in order; empty where it has none. */
  questions: z.array(promptSchema),
  questionIndex: z.number().int().nonnegative(),
  /** The one being answered, and the one after it. */
  question: promptSchema.nullable(),
  nextQuestion: promptSchema.nullable(),
  /** My own notes for this recording; never published. */
  notes: z.string(),
  /** 0 where nothing is suggested. */
  suggestedSec: z.number(),
  /** Most urgent first. */
  alarms: z.array(z.object({ kind: z.string(), message: z.string(), remedy: z.string() })),
  /** Between 0 and 1; null without a microphone. */
  microphoneLevel: z.number().nullable(),
  isMicrophoneMuted: z.boolean(),
  hasCamera: z.boolean(),
  /** Whether the camera is in the picture now. */
  isCameraShown: z.boolean(),
  /** Whether the camera is large and the screen small. */
  isSwapped: z.boolean(),
  /** What is shown; of a whole screen, every window on it can be in the picture. Null without one. */
  screenKind: z.enum(['screen', 'window', 'tab']).nullable(),
  /** Moments marked so far. */
  markCount: z.number().int().nonnegative(),
  /** How long the disk has room for; null until it is known. */
  roomHours: z.number().nullable(),
  /** Recorded and not yet on the disk. */
  waitingBytes: z.number(),
})
export type RemoteState = z.infer<typeof remoteStateSchema>

/** The microphone's level between two states, ten times a second while one records. */
const remoteLevelSchema = z.object({ type: z.literal('level'), level: z.number().min(0).max(1) })

export const remoteActionSchema = z.enum([
  'pause',
  'resume',
  /** Pauses what records, goes on with what is paused. */
  'toggle-pause',
  'stop',
  'next-question',
  'mark',
  'restart',
  'discard',
  'toggle-microphone',
  'toggle-camera',
  'swap',
])
export type RemoteAction = z.infer<typeof remoteActionSchema>

/** What other windows may post; `ask` wants the state again, for a window that has just opened. */
export const remoteRequestSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('act'), action: remoteActionSchema }),
  z.object({ type: z.literal('ask') }),
])
export type RemoteRequest = z.infer<typeof remoteRequestSchema>

export interface RemoteRecording {
  act(action: RemoteAction): void
  close(): void
}

/** For a window that shows a recording of another one: tells each state and level that comes, and asks for the first. */
export function followRecording({
  onState,
  onLevel = () => undefined,
}: {
  onState: (state: RemoteState) => void
  onLevel?: ((level: number) => void) | undefined
}): RemoteRecording {
  const channel = new BroadcastChannel(recordingChannel)
  const post = (request: RemoteRequest): void => channel.postMessage(request)
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const state = remoteStateSchema.safeParse(data)
    if (state.success) onState(state.data)
    const level = remoteLevelSchema.safeParse(data)
    if (level.success) onLevel(level.data.level)
  }
  post({ type: 'ask' })
  return {
    act: (action) => post({ type: 'act', action }),
    close: () => channel.close(),
  }
}
