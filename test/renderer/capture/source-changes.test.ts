import { describe, expect, it } from 'vitest'
import { DeviceWatch, decideOnSources } from '../../../renderer/capture/source-changes.ts'
import type { SourceState, StageState } from '../../../renderer/capture/stage.ts'

const off: SourceState = { status: 'off' }
const lost: SourceState = { status: 'lost', label: 'It' }
const opening: SourceState = { status: 'opening' }
const [screen, camera, microphone, other] = [{}, {}, {}, {}]
const all = { screen, camera, microphone }

function stage(sources: Partial<Pick<StageState, 'screen' | 'camera' | 'microphone'>> = {}): StageState {
  return {
    ...{ screen: off, camera: off, microphone: off, ...sources },
    ...{ devices: { cameras: [], microphones: [] }, region: null, muted: { microphone: false, system: false } },
    isDark: { screen: false, camera: false },
  }
}

describe('a change of what is recorded', () => {
  it('ends the recording where what was shown has closed', () => {
    expect(decideOnSources({ stage: stage({ screen: lost }), recorded: all, now: { ...all, screen: null } })).toBe(
      'end',
    )
  })

  it('goes on in a new segment without a camera or a microphone that went away, and with one that came back', () => {
    const without = { ...all, camera: null }
    expect(decideOnSources({ stage: stage({ camera: lost }), recorded: all, now: without })).toBe('new-segment')
    expect(decideOnSources({ stage: stage(), recorded: without, now: all })).toBe('new-segment')
    const deaf = { ...all, microphone: null }
    expect(decideOnSources({ stage: stage({ microphone: lost }), recorded: all, now: deaf })).toBe('new-segment')
  })

  it('waits while a device is being opened, then takes the other one', () => {
    const now = { ...all, microphone: null }
    expect(decideOnSources({ stage: stage({ microphone: opening }), recorded: all, now })).toBe('go-on')
    expect(decideOnSources({ stage: stage(), recorded: all, now: { ...all, microphone: other } })).toBe('new-segment')
  })

  it('pauses where nothing is left', () => {
    const none = { screen: null, camera: null, microphone: null }
    const recorded = { ...none, microphone }
    expect(decideOnSources({ stage: stage({ microphone: lost }), recorded, now: none })).toBe('pause')
  })

  it('is none where everything stays', () => {
    expect(decideOnSources({ stage: stage(), recorded: all, now: all })).toBe('go-on')
  })
})

describe('lost devices', () => {
  it('are told once, and once when they are back', () => {
    const watch = new DeviceWatch()
    const open: SourceState = { status: 'open', label: 'It', stream: {} as MediaStream }
    expect(watch.news(stage({ camera: open }))).toEqual([])
    expect(watch.news(stage({ camera: lost }))).toEqual([{ type: 'device-lost', device: 'camera' }])
    expect(watch.news(stage({ camera: lost }))).toEqual([])
    expect(watch.news(stage({ camera: opening }))).toEqual([])
    expect(watch.news(stage({ camera: open }))).toEqual([{ type: 'device-returned', device: 'camera' }])
    expect(watch.news(stage({ camera: open }))).toEqual([])
  })
})
