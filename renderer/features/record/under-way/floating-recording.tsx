import { useEffect, useRef } from 'react'
import { text } from '../../../app/messages/text.ts'
import { goTo } from '../../../app/route.ts'
import { useRoute } from '../../../app/use-route.ts'
import { setPrivate } from '../../../cache/private.ts'
import type { RecordingPhase } from '../../../capture/recording-state.ts'
import type { CaptureSession } from '../../../capture/use-recording.ts'
import { useRecording } from '../../../capture/use-recording.ts'
import { useToasts } from '../../../ui/toast.tsx'
import { endCapture, letGoUnlessWatched, type RecordingSubject, useCurrentCapture } from '../capture-session.ts'
import { draftName, type UpdateDraft } from '../publish/draft.ts'
import { draftOfAgain } from '../review/edit-again.ts'
import { ControlPicture, closeControlOnTop } from './control-picture.tsx'
import { CountingPanel, RecordingPanel } from './recording-panel.tsx'
import { isUnderWay, useRemoteControl, useWakefulness, useWarningOnClose } from './use-duties.ts'
import { useRecordingActions } from './use-recording-actions.ts'

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
  const act = useRecordingActions(session)
  const route = useRoute()
  const { replacement } = subject
  useRemoteControl(session, { subject, act })
  // In a pause nothing is lost by sleeping, and a recording that was forgotten must not keep the computer awake.
  useWakefulness(isUnderWay(phase) && phase !== 'paused')
  useWarningOnClose(isUnderWay(phase))
  useAfterwards(session, replacement?.replaces ?? null)
  useDraftFromStart({ phase, takeId, replacement })
  useEffect(() => {
    // What the review needs is here before it is led to, so that nothing has to be waited for but the picture.
    if (phase === 'recording') import('../review/review-screen.tsx').catch(() => undefined)
  }, [phase])
  return (
    <>
      {isUnderWay(phase) && phase !== 'countdown' && <RecordingPanel session={session} subject={subject} act={act} />}
      {phase === 'countdown' && route.screen !== 'record' && <CountingPanel session={session} act={act} />}
      <ControlPicture act={act} />
    </>
  )
}

/** Kept from the start, so that an interrupted recording still knows what it replaces, or which part it stands in for. */
function useDraftFromStart({
  phase,
  takeId,
  replacement,
}: {
  phase: RecordingPhase
  takeId: string | null
  replacement: UpdateDraft | null
}): void {
  const begun = useRef<UpdateDraft | null>(null)
  useEffect(() => {
    if (phase === 'idle') begun.current = null
    if (phase !== 'recording' || takeId === null) return
    // What is begun anew stands in for the same part.
    begun.current ??= draftOfAgain() ?? replacement
    if (begun.current) void setPrivate({ [`draft:${draftName({ kind: 'take', take: takeId })}`]: begun.current })
  }, [phase, takeId, replacement])
}

/** Leads to the review once all is on the disk, and says so where the recording ended by itself. */
function useAfterwards({ recording }: CaptureSession, replaces: string | null): void {
  const { phase, takeId, alarms } = useRecording(recording)
  const toasts = useToasts()
  const ended = alarms.find(({ kind }) => kind === 'screen-ended')
  useEffect(() => {
    if (phase !== 'failed' && phase !== 'idle') return
    closeControlOnTop()
    letGoUnlessWatched()
  }, [phase])
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is led there once, when it has ended
  useEffect(() => {
    if (phase !== 'finished' || takeId === null) return
    if (ended) toasts.show({ title: text('record.ended-by-itself'), detail: text('record.ended-by-itself-note') })
    closeControlOnTop()
    goTo({ screen: 'review', take: takeId, replaces }, { replace: true })
    endCapture()
  }, [phase, takeId, replaces])
}
