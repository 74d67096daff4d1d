import { useCallback, useEffect, useRef, useState } from 'react'
import { type CaptureSession, createCapture } from '../../capture/use-recording.ts'
import { type Finding, type StepName, type StepState, stepNames } from './check.ts'
import { checkCamera, checkDisk, checkMicrophone, checkRecorder, checkScreen, checkSound } from './checks.ts'
import { type TestVideo, testRecording } from './test-recording.ts'

type Steps = Record<StepName, StepState>

const untried = Object.fromEntries(stepNames.map((name) => [name, { status: 'waiting' }])) as Steps

export interface SelfTest {
  steps: Steps
  isRunning: boolean
  video: TestVideo | null
  /** For the meter of the microphone while it is tried. */
  session: CaptureSession | null
  runAll: () => void
  runOne: (name: StepName) => void
}

/** Runs the steps one after the other; every source is closed and all that was made is removed when the screen is left. */
export function useSelfTest(): SelfTest {
  const [steps, setSteps] = useState(untried)
  const [video, setVideo] = useState<TestVideo | null>(null)
  const [isRunning, setRunning] = useState(false)
  const [session, setSession] = useState<CaptureSession | null>(null)
  const made = useRef<{ session: CaptureSession | null; video: TestVideo | null }>({ session: null, video: null })

  const removeVideo = useCallback((): void => {
    void made.current.video?.remove()
    made.current.video = null
    setVideo(null)
  }, [])

  useEffect(
    () => () => {
      const { session: left, video: kept } = made.current
      made.current = { session: null, video: null }
      if (left) void left.recording.close().then(() => left.stage.close())
      void kept?.remove()
    },
    [],
  )

  const run = useCallback(
    async (names: readonly StepName[]): Promise<void> => {
      const at = made.current
      at.session ??= createCapture()
      setSession(at.session)
      setRunning(true)
      setSteps((before) => ({ ...before, ...Object.fromEntries(names.map((name) => [name, { status: 'waiting' }])) }))
      for (const name of names) {
        setSteps((before) => ({ ...before, [name]: { status: 'running' } }))
        if (name === 'recording') removeVideo()
        const { finding, video: recorded } = await runStep(name, at.session)
        // The screen was left meanwhile: nothing is shown any more, and nothing may stay.
        if (made.current.session !== at.session || at.session === null) {
          await recorded?.remove()
          return
        }
        if (recorded) at.video = recorded
        if (recorded) setVideo(recorded)
        setSteps((before) => ({ ...before, [name]: { status: 'done', ...finding } }))
      }
      if (names.includes('recording')) closeSources(at.session)
      setRunning(false)
    },
    [removeVideo],
  )

  return {
    ...{ steps, isRunning, video, session },
    runAll: () => void run(stepNames),
    // The sound comes with the screen: it is tried with it. A recording needs what it records.
    runOne: (name) => void run(withIt[name] ?? [name]),
  }
}

const withIt: Partial<Record<StepName, readonly StepName[]>> = {
  screen: ['screen', 'sound'],
  sound: ['screen', 'sound'],
  recording: ['screen', 'sound', 'camera', 'microphone', 'recording'],
}

function closeSources({ stage }: CaptureSession): void {
  void stage.setScreen(null)
  void stage.setCamera(null)
  void stage.setMicrophone(null)
}

async function runStep(
  name: StepName,
  session: CaptureSession,
): Promise<{ finding: Finding; video?: TestVideo | null }> {
  const { stage, api } = session
  switch (name) {
    case 'screen':
      return { finding: await checkScreen(stage) }
    case 'sound':
      return { finding: checkSound(stage) }
    case 'camera':
      return { finding: await checkCamera(stage) }
    case 'microphone':
      return { finding: await checkMicrophone(stage) }
    case 'recorder':
      return { finding: checkRecorder() }
    case 'disk':
      return { finding: await checkDisk(api) }
    default:
      return await testRecording(session)
  }
}
