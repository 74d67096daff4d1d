import type { LucideIcon } from 'lucide-react'
import { AppWindow, Mic, MicOff, Monitor, Video, X } from 'lucide-react'
import { text } from '../../../app/messages/text.ts'
import type { DeviceChoice } from '../../../capture/sources.ts'
import type { CaptureStage, SourceState } from '../../../capture/stage.ts'
import { useLevel, useStage } from '../../../capture/use-recording.ts'
import { IconButton, TextAction } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Meter } from '../../../ui/meter.tsx'
import { Stack } from '../../../ui/row.tsx'
import { Select, type SelectOption } from '../../../ui/select.tsx'
import { Note } from '../../../ui/words.tsx'
import css from '../record.module.css'
import type { CaptureChoices } from './choices.ts'
import { SystemSound } from './system-sound.tsx'

interface SourceControlsProps {
  stage: CaptureStage
  choices: CaptureChoices
  /** Left out while one records: what is shown is chosen before. */
  onChooseScreen?: (() => void) | undefined
  onCamera: (deviceId: string | null | 'off') => void
  onMicrophone: (deviceId: string | null | 'off') => void
  onSystemSound: (isOn: boolean) => void
}

const off = 'off'
const usual = 'default'

/** What is recorded, one line a source, with what it gives and why it gives nothing. */
export function SourceControls(props: SourceControlsProps) {
  const { stage, choices, onChooseScreen, onCamera, onMicrophone, onSystemSound } = props
  const { screen, camera, microphone, devices, muted } = useStage(stage)
  return (
    <Stack gap={3}>
      {onChooseScreen && (
        <ScreenButton screen={screen} onChoose={onChooseScreen} onClose={() => void stage.setScreen(null)} />
      )}
      <DeviceSelect
        label={text('record.camera')}
        icon={Video}
        source={camera}
        devices={devices.cameras}
        chosen={choices.camera}
        onChoose={onCamera}
      />
      <SystemSound stage={stage} isOn={choices.systemSound} onChange={onSystemSound} />
      <DeviceSelect
        label={text('record.microphone')}
        icon={Mic}
        source={microphone}
        devices={devices.microphones}
        chosen={choices.microphone}
        onChoose={onMicrophone}
        after={
          microphone.status !== 'open' ? undefined : muted.microphone ? (
            <span className={css.sourceState}>{text('record.muted')}</span>
          ) : (
            <StageMeter stage={stage} label={microphone.label} />
          )
        }
        beside={
          microphone.status === 'open' && (
            <IconButton
              icon={muted.microphone ? MicOff : Mic}
              label={text(muted.microphone ? 'record.unmute' : 'record.mute')}
              onClick={() => stage.setMuted('microphone', !muted.microphone)}
            />
          )
        }
      />
    </Stack>
  )
}

/** The microphone's level as it is now. */
export function StageMeter({ stage, label }: { stage: CaptureStage; label: string }) {
  const { level } = useLevel(stage)
  return <Meter level={level} label={text('record.level-of', { device: label || text('record.microphone') })} />
}

function ScreenButton({
  screen,
  onChoose,
  onClose,
}: {
  screen: SourceState
  onChoose: () => void
  onClose: () => void
}) {
  const isOpen = screen.status === 'open'
  return (
    <div className={css.sourcePair}>
      <button type="button" className={css.source} onClick={onChoose}>
        <Icon of={isOpen && /window/i.test(screen.label) ? AppWindow : Monitor} />
        <span className={css.sourceName}>{isOpen ? screenName(screen.label) : text('record.screen-or-window')}</span>
        <span className={css.sourceState}>
          {isOpen ? text('record.change') : screen.status === 'opening' ? '' : text('common.choose')}
        </span>
      </button>
      {isOpen && <IconButton icon={X} label={text('record.without-screen')} onClick={onClose} />}
    </div>
  )
}

/** Chromium names a screen "screen:0:0", a window by a number of its own: neither means anything to a person. */
function screenName(label: string): string {
  if (/^screen:/.test(label)) return text('record.a-screen')
  if (/^window:/.test(label)) return text('record.a-window')
  return /^web-contents/.test(label) ? text('record.a-tab') : label
}

interface DeviceSelectProps {
  label: string
  icon: LucideIcon
  source: SourceState
  devices: readonly DeviceChoice[]
  chosen: string | null | 'off'
  onChoose: (deviceId: string | null | 'off') => void
  after?: React.ReactNode
  beside?: React.ReactNode
}

function DeviceSelect({ label, icon, source, devices, chosen, onChoose, after, beside }: DeviceSelectProps) {
  const named = devices.filter((device) => device.deviceId !== usual)
  const options: SelectOption<string>[] = [
    { value: usual, label: source.status === 'open' && chosen === null ? source.label : usualName(label, named) },
    ...named
      .filter(
        (device) => device.label !== '' && !(chosen === null && 'label' in source && source.label === device.label),
      )
      .map((device) => ({ value: device.deviceId, label: device.label })),
    { value: off, label: text('record.without', { device: label }) },
  ]
  const value = chosen === null ? usual : options.some((option) => option.value === chosen) ? chosen : usual
  return (
    <div>
      <div className={css.sourcePair}>
        <Select
          label={label}
          icon={icon}
          options={options}
          value={value}
          onValueChange={(next) => onChoose(next === usual ? null : next)}
          after={after}
        />
        {beside}
      </div>
      {source.status === 'failed' && (
        <Note className={css.sourceNote}>
          {source.failure.message} {source.failure.remedy}{' '}
          <TextAction leading onClick={() => onChoose(chosen)}>
            {text('common.retry')}
          </TextAction>
        </Note>
      )}
      {source.status === 'opening' && <Note className={css.asking}>{text('record.asking', { device: label })}</Note>}
      {source.status === 'lost' && <Note className={css.sourceNote}>{text('record.lost', { device: label })}</Note>}
    </div>
  )
}

function usualName(label: string, named: readonly DeviceChoice[]): string {
  return named[0]?.label || label
}
