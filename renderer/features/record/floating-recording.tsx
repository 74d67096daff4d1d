import { useEffect } from 'react'
import { goTo } from '../../app/route.ts'
import { setPrivate } from '../../cache/private.ts'
import type { CaptureSession } from '../../capture/use-recording.ts'
import { useRecording } from '../../capture/use-recording.ts'
import { endCapture, letGoUnlessWatched, type RecordingSubject, useCurrentCapture } from './capture-session.ts'
import { draftName } from './draft.ts'
import { RecordingPanel } from './recording-panel.tsx'

/**
 * The control of a recording under way, over whatever screen one is on; when the recording has ended it leads to the
 * review. To be mounted once, beside the screens.
 */
export function FloatingRecording() {
  const { session, subject } = useCurrentCapture()
  return session === null || subject === null ? null : <Following session={session} subject={subject} />
}

function Following({ session, subject }: { session: CaptureSession; subject: RecordingSubject }) {
  const { phase, takeId } = useRecording(session.recording)
  const isUnderWay = phase === 'recording' || phase === 'paused' || phase === 'stopping'
  const { replacement } = subject
  const replaces = replacement?.replaces ?? null
  useEffect(() => {
    // Kept from the start, so that an interrupted recording still knows what it replaces.
    if (phase === 'recording' && takeId !== null && replacement !== null) {
      void setPrivate({ [`draft:${draftName({ kind: 'take', take: takeId })}`]: replacement })
    }
  }, [phase, takeId, replacement])
  useEffect(() => {
    if (phase === 'failed' || phase === 'idle') letGoUnlessWatched()
  }, [phase])
  useEffect(() => {
    if (phase !== 'finished' || takeId === null) return
    goTo({ screen: 'review', take: takeId, replaces }, { replace: true })
    endCapture()
  }, [phase, takeId, replaces])
  useEffect(() => {
    if (!isUnderWay) return
    // The browser asks in its own words; what is recorded until then is on the disk either way.
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isUnderWay])
  return isUnderWay ? <RecordingPanel session={session} subject={subject} /> : null
}
