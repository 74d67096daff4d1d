import { useEffect } from 'react'
import type { Layout, Sources } from '../../../../domain/takes/take.ts'
import { describeSources } from '../../../capture/sources.ts'
import type { CaptureStage } from '../../../capture/stage.ts'
import { useStage } from '../../../capture/use-recording.ts'
import { type CaptureChoices, choicesOf, layoutOf } from './choices.ts'

export interface SettingOut {
  layout: Layout
  screenKind: NonNullable<Sources['screen']>['kind'] | null
  chooseCamera: (device: string | null | 'off') => void
  chooseMicrophone: (device: string | null | 'off') => void
  turnSystemSound: (isOn: boolean) => void
  changeLayout: (layout: Layout) => void
  changeOptions: (change: Partial<CaptureChoices>) => void
  /** `sourceId` null lets the browser ask. */
  showScreen: (sourceId: string | null) => void
}

interface SettingOutOptions {
  stage: CaptureStage
  choices: CaptureChoices
  onChange: (change: Partial<CaptureChoices>) => void
  /** While one records the layout belongs to the recording; before, to the choices. */
  recorded?: { layout: Layout; setLayout: (layout: Layout) => void } | undefined
  /** Whether camera and screen are swapped before one records; that is not remembered. */
  isSwapped?: boolean | undefined
  onSwap?: ((isSwapped: boolean) => void) | undefined
}

/** What is chosen goes to the sources at once and is remembered for the next time. */
export function useSettingOut(options: SettingOutOptions): SettingOut {
  const { stage, choices, onChange, recorded, isSwapped = false, onSwap } = options
  useStage(stage)
  const isProcessed = choices.isVoiceProcessed
  useEffect(() => stage.setMuted('system', !choices.systemSound), [stage, choices.systemSound])
  const chooseMicrophone = (device: string | null | 'off', isVoiceProcessed = isProcessed): void => {
    onChange({ microphone: device, isVoiceProcessed })
    void stage.setMicrophone(device === 'off' ? null : { deviceId: device, isProcessed: isVoiceProcessed })
  }
  return {
    layout: recorded?.layout ?? { ...layoutOf(choices), isSwapped },
    screenKind: describeSources(stage.streams).screen?.kind ?? null,
    chooseMicrophone,
    chooseCamera: (device) => {
      onChange({ camera: device })
      void stage.setCamera(device === 'off' ? null : { deviceId: device })
    },
    turnSystemSound: (systemSound) => onChange({ systemSound }),
    changeLayout: (layout) => {
      onChange(choicesOf(layout))
      if (recorded) recorded.setLayout(layout)
      else onSwap?.(layout.isSwapped)
    },
    changeOptions: (change) => {
      if (change.isVoiceProcessed !== undefined) {
        chooseMicrophone(choices.microphone, change.isVoiceProcessed)
        return
      }
      onChange(change)
      if (change.framesPerSecond !== undefined) void stage.setFrameRate(change.framesPerSecond)
    },
    showScreen: (sourceId) => {
      const { systemSound: withSound, framesPerSecond } = choices
      void stage.setScreen({ sourceId, withSound, framesPerSecond })
    },
  }
}
