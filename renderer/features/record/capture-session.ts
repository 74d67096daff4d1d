import { useSyncExternalStore } from 'react'
import type { QuestionView } from '../../../domain/views/records.ts'
import { Store } from '../../capture/store.ts'
import { type CaptureSession, createCapture } from '../../capture/use-recording.ts'
import type { UpdateDraft } from './publish/draft.ts'

/** What the recording under way is for; kept beside it, because it goes on when its screen is left. */
export interface RecordingSubject {
  thread: string
  questions: QuestionView[]
  suggestedSec: number
  /** The draft that it begins with where it replaces an update's video; else null. */
  replacement: UpdateDraft | null
  /** My own, for the prompter. */
  notes: string
}

interface Current {
  session: CaptureSession | null
  subject: RecordingSubject | null
}

const current = new Store<Current>({ session: null, subject: null })

/** How many screens show the sources now. */
let viewers = 0

/** The one recording of this page, made when it is first asked for. */
export function captureSession(): CaptureSession {
  const existing = current.get().session
  if (existing) return existing
  const session = createCapture()
  current.patch({ session })
  return session
}

/** The recording of this page where there is one. */
export function useCurrentCapture(): Current {
  return useSyncExternalStore(current.subscribe, current.get)
}

export function setRecordingSubject(subject: RecordingSubject): void {
  current.patch({ subject })
}

/** Says that a screen shows the sources; returns the way to say that it no longer does. */
export function watchCapture(): () => void {
  viewers += 1
  return () => {
    viewers -= 1
    // A screen that is drawn anew asks again at once; only one that stays away lets the camera go.
    setTimeout(letGoUnlessWatched, 0)
  }
}

/** Closes the sources where no screen shows them and nothing is recorded, so that no light of a camera stays on. */
export function letGoUnlessWatched(): void {
  const { session } = current.get()
  if (viewers > 0 || session === null || isUnderWay(session)) return
  current.set({ session: null, subject: null })
  session.stage.close()
  void session.recording.close()
}

/** Closes the sources of a recording that has ended; the next one begins with new ones. */
export function endCapture(): void {
  const { session } = current.get()
  if (session === null || isUnderWay(session)) return
  current.set({ session: null, subject: null })
  session.stage.close()
  void session.recording.close()
}

function isUnderWay({ recording }: CaptureSession): boolean {
  return !['idle', 'finished', 'failed'].includes(recording.state.get().phase)
}
