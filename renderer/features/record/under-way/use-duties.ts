import { useEffect, useRef } from 'react'
import { onBackendEvent } from '../../../app/live.ts'
import { announceRecording } from '../../../capture/announce.ts'
import type { RemoteAction } from '../../../capture/remote.ts'
import type { CaptureSession } from '../../../capture/use-recording.ts'
import type { RecordingSubject } from '../capture-session.ts'

/** Tells other windows of the recording, and does what they, the keys of every program and the tray ask for. */
export function useRemoteControl(
  { stage, recording }: CaptureSession,
  { subject, act }: { subject: RecordingSubject; act: (action: RemoteAction) => void },
): void {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    const { thread, notes, suggestedSec } = subject
    const questions = subject.questions.map(({ id, text, hint }) => ({ id, text, hint }))
    const about = { subject: thread, questions, notes, suggestedSec }
    return announceRecording({ recording, stage, about, act: (action) => latest.current(action) })
  }, [stage, recording, subject])
  useEffect(
    () =>
      onBackendEvent((event) => {
        if (event.type === 'suspending') recording.suspend(event.why)
        if (event.type !== 'hotkey') return
        if (event.action !== 'start-stop') latest.current(event.action)
        else if (isUnderWay(recording.state.get().phase)) latest.current('stop')
      }),
    [recording],
  )
}

/** Whether something is being recorded, from the countdown until it is on the disk. */
export function isUnderWay(phase: string): boolean {
  return phase === 'countdown' || phase === 'recording' || phase === 'paused' || phase === 'stopping'
}

/** Asks before the window is closed. The browser does so in its own words; what is recorded is on the disk either way. */
export function useWarningOnClose(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isOn])
}

/** Keeps the screen awake, where the browser can. It lets go whenever the window is hidden, so it is asked for again. */
export function useWakefulness(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return
    let lock: WakeLockSentinel | null = null
    let isOver = false
    const hold = async (): Promise<void> => {
      if (document.visibilityState !== 'visible' || (lock !== null && !lock.released)) return
      // Refused with a low battery: the recording goes on, and the system decides when it sleeps.
      const held = await navigator.wakeLock?.request('screen').catch(() => null)
      if (isOver) void held?.release()
      else lock = held ?? null
    }
    const onVisible = (): void => void hold()
    void hold()
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      isOver = true
      document.removeEventListener('visibilitychange', onVisible)
      void lock?.release()
    }
  }, [isOn])
}
