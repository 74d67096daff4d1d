import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { type FailureBody, toFailure } from '../../domain/failure.ts'
import type { TakeView } from '../../domain/takes/view.ts'
import type { LevelReading } from './level.ts'
import { Recording } from './recording.ts'
import type { RecordingState } from './recording-state.ts'
import { CaptureStage, type StageState } from './stage.ts'
import type { Store } from './store.ts'
import { heldTakes } from './take-lock.ts'
import { type TakesApi, takesApi } from './takes-api.ts'

export interface CaptureSession {
  stage: CaptureStage
  recording: Recording
  api: TakesApi
}

/** Makes a stage and a recording that belong together. Outside React too: a recording outlives the screen it began on. */
export function createCapture(api: TakesApi = takesApi()): CaptureSession {
  const stage = new CaptureStage((sourceId) => api.chooseSource(sourceId))
  return { stage, recording: new Recording({ stage, api }), api }
}

function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get)
}

/** The sources as they are set out, with their live streams and the devices there are to choose from. */
export function useStage(stage: CaptureStage): StageState {
  return useStore(stage.state)
}

/** The microphone's level; renders ten times a second, so only the meter itself should use it. */
export function useLevel(stage: CaptureStage): LevelReading {
  return useStore(stage.level)
}

/** Where the recording stands. */
export function useRecording(recording: Recording): RecordingState {
  return useStore(recording.state)
}

/** The time recorded; renders five times a second, so only the clock itself should use it. */
export function useElapsedMs(recording: Recording): number {
  return useStore(recording.elapsedMs)
}

export interface Takes {
  /** Null until the first answer. */
  takes: TakeView[] | null
  /** Open takes that no page is recording any more: to be finished as they are, gone on with, or discarded. */
  interrupted: TakeView[]
  failure: FailureBody | null
  refresh(): Promise<void>
}

/** The takes on this device; asked for when the screen opens and on `refresh`, which the event `takes` should call. */
export function useTakes(api: TakesApi): Takes {
  const [takes, setTakes] = useState<TakeView[] | null>(null)
  const [interrupted, setInterrupted] = useState<TakeView[]>([])
  const [failure, setFailure] = useState<FailureBody | null>(null)

  const refresh = useCallback(async () => {
    try {
      const [all, held] = await Promise.all([api.list(), heldTakes()])
      setTakes(all)
      setInterrupted(interruptedAmong(all, held))
      setFailure(null)
    } catch (error) {
      setFailure(toFailure(error).body)
    }
  }, [api])

  useEffect(() => {
    void refresh()
  }, [refresh])

  return { takes, interrupted, failure, refresh }
}

/** The takes to offer: open in their journal, held by no page, and with something in them. */
export function interruptedAmong(takes: readonly TakeView[], held: ReadonlySet<string>): TakeView[] {
  return takes.filter(
    ({ status, take, sizeBytes }) =>
      (status === 'interrupted' || status === 'recording') && !held.has(take.id) && sizeBytes > 0,
  )
}
