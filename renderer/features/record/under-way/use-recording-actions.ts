import { useCallback, useEffect, useRef } from 'react'
import { text } from '../../../app/messages/text.ts'
import { goTo } from '../../../app/route.ts'
import { useSayFailure } from '../../../app/use-perform.ts'
import type { RemoteAction } from '../../../capture/remote.ts'
import { takesApi } from '../../../capture/takes-api.ts'
import type { CaptureSession } from '../../../capture/use-recording.ts'
import { useToasts } from '../../../ui/toast.tsx'
import { letGoUnlessWatched } from '../capture-session.ts'
import { choicesOf } from '../setup/choices.ts'
import { useChoices } from '../setup/use-choices.ts'

/** Every way to act on a recording, whoever asks for it: its panel, a key, the small control, another window. */
export function useRecordingActions({ stage, recording }: CaptureSession): (action: RemoteAction) => void {
  const offerBack = useOfferBack()
  const [choices, changeChoices] = useChoices()
  const latest = useRef({ choices, changeChoices, offerBack })
  useEffect(() => {
    latest.current = { choices, changeChoices, offerBack }
  })
  return useCallback(
    (action) => {
      const state = recording.state.get()
      const toldBack = (): void => latest.current.offerBack(recording.state.get().discardedTakeId)
      const { layout } = state
      switch (action) {
        case 'pause':
          return recording.pause()
        case 'resume':
          return recording.resume()
        case 'toggle-pause':
          return state.phase === 'paused' ? recording.resume() : recording.pause()
        case 'stop':
          return void recording.stop()
        case 'next-question':
          return recording.nextQuestion()
        case 'mark':
          return recording.mark()
        case 'restart':
          return void recording.restart().then(toldBack)
        case 'discard':
          return void recording.discard().then(() => {
            toldBack()
            letGoUnlessWatched()
          })
        case 'toggle-microphone':
          return stage.setMuted('microphone', !stage.state.get().muted.microphone)
        case 'toggle-camera': {
          if (layout === null) return
          const bubble = layout.bubble === null ? (latest.current.choices?.bubble ?? null) : null
          latest.current.changeChoices(choicesOf({ ...layout, bubble }))
          return recording.setLayout({ ...layout, bubble })
        }
        case 'swap':
          return layout === null ? undefined : recording.setLayout({ ...layout, isSwapped: !layout.isSwapped })
        default:
          action satisfies never
      }
    },
    [stage, recording],
  )
}

/** Says that a recording was put aside, with the way back. */
function useOfferBack(): (takeId: string | null) => void {
  const toasts = useToasts()
  const sayFailure = useSayFailure()
  const bringBack = async (takeId: string): Promise<void> => {
    try {
      await takesApi().restore(takeId)
      goTo({ screen: 'review', take: takeId, replaces: null })
    } catch (thrown) {
      sayFailure(thrown)
    }
  }
  return (takeId) => {
    if (takeId === null) return
    toasts.show({
      title: text('record.discarded'),
      detail: text('record.discarded-kept'),
      action: { label: text('common.undo'), onAct: () => void bringBack(takeId) },
    })
  }
}
