import { describe, expect, it } from 'vitest'
import { Failure } from '../../../domain/failure.ts'
import type { TakeView } from '../../../domain/takes/view.ts'
import { type AlarmFacts, alarmsOf, noTroubles } from '../../../renderer/capture/alarms.ts'
import { meterLevel, SilenceAlarm } from '../../../renderer/capture/level.ts'
import { pictureBitsPerSecond, recordingType, Stopwatch } from '../../../renderer/capture/recorder.ts'
import { sourceFailure } from '../../../renderer/capture/sources.ts'
import { interruptedAmong } from '../../../renderer/capture/use-recording.ts'
import { take, takeView } from '../../domain/takes/fixtures.ts'

describe('a microphone that gives nothing', () => {
  it('raises the alarm after five seconds of zeros, and not before', () => {
    const alarm = new SilenceAlarm()
    expect(alarm.note({ peak: 0, nowMs: 1_000 })).toBe(false)
    expect(alarm.note({ peak: 0, nowMs: 5_999 })).toBe(false)
    expect(alarm.note({ peak: 0, nowMs: 6_000 })).toBe(true)
  })

  it('raises it when no samples come at all', () => {
    const alarm = new SilenceAlarm()
    alarm.note({ peak: null, nowMs: 0 })
    expect(alarm.note({ peak: null, nowMs: 5_000 })).toBe(true)
  })

  it('is not a quiet room, whose noise is never zero', () => {
    const alarm = new SilenceAlarm()
    for (let nowMs = 0; nowMs < 60_000; nowMs += 100) expect(alarm.note({ peak: 0.00001, nowMs })).toBe(false)
  })

  it('is over with the first sound', () => {
    const alarm = new SilenceAlarm()
    alarm.note({ peak: 0, nowMs: 0 })
    expect(alarm.note({ peak: 0, nowMs: 9_000 })).toBe(true)
    expect(alarm.note({ peak: 0.1, nowMs: 9_100 })).toBe(false)
    expect(alarm.note({ peak: 0, nowMs: 9_200 })).toBe(false)
  })
})

describe('a level meter', () => {
  it.each([
    [0, 0],
    [0.001, 0],
    [0.0316, 0.5],
    [1, 1],
    [2, 1],
  ])('shows a peak of %d as %d', (peak, level) => {
    expect(meterLevel(peak)).toBeCloseTo(level, 2)
  })
})

describe('the type that is recorded', () => {
  it('is H.264 where the browser has it, else the next best', () => {
    const both = { hasPicture: true, hasSound: true }
    expect(recordingType(both, () => true)).toBe('video/webm;codecs=h264,opus')
    expect(recordingType(both, (type) => !type.includes('h264'))).toBe('video/webm;codecs=vp9,opus')
    expect(recordingType(both, (type) => type.includes('vp8'))).toBe('video/webm;codecs=vp8,opus')
  })

  it('names only what is there', () => {
    expect(recordingType({ hasPicture: true, hasSound: false }, () => true)).toBe('video/webm;codecs=h264')
    expect(recordingType({ hasPicture: false, hasSound: true }, () => true)).toBe('audio/webm;codecs=opus')
  })

  it('is a failure with a way on where the browser can record nothing', () => {
    expect(() => recordingType({ hasPicture: true, hasSound: true }, () => false)).toThrow(
      expect.objectContaining({ code: 'not-available-here' }),
    )
  })

  it('grows with the picture, within bounds', () => {
    expect(pictureBitsPerSecond({ width: 320, height: 180 })).toBe(1_500_000)
    expect(pictureBitsPerSecond({ width: 1920, height: 1080 })).toBe(4_976_640)
    expect(pictureBitsPerSecond({ width: 3840, height: 2160 })).toBe(8_000_000)
  })
})

describe('the time recorded', () => {
  it('leaves out pauses, however often one presses', () => {
    const watch = new Stopwatch()
    watch.run(1_000)
    watch.hold(3_000)
    watch.hold(4_000)
    expect(watch.elapsedMs(9_000)).toBe(2_000)
    watch.run(10_000)
    watch.run(11_000)
    expect(watch.elapsedMs(12_000)).toBe(4_000)
  })
})

describe('a source that cannot be opened', () => {
  it.each([
    ['NotAllowedError', 'no-permission'],
    ['NotFoundError', 'not-found'],
    ['OverconstrainedError', 'not-found'],
    ['NotReadableError', 'conflict'],
    ['SomethingNewError', 'internal'],
  ])('%s is told as %s, with a way to go on without it', (name, code) => {
    for (const kind of ['screen', 'camera', 'microphone'] as const) {
      const failure = sourceFailure(kind, new DOMException('text of the browser', name))
      expect(failure.code).toBe(code)
      expect(failure.message).not.toContain('text of the browser')
      expect(failure.remedy).toContain(`without the ${kind}`)
    }
  })
})

describe('the alarms of a recording', () => {
  const calm: AlarmFacts = {
    stage: {
      screen: { status: 'off' },
      camera: { status: 'off' },
      microphone: { status: 'off' },
      devices: { cameras: [], microphones: [] },
      region: null,
      muted: { microphone: false, system: false },
      isDark: { screen: false, camera: false },
    },
    isSilent: false,
    upload: { waitingBytes: 0, problem: null, isFull: false, isLost: false },
    room: { freeBytes: 1e12, bytesPerSecond: 1, hoursLeft: 100, isFull: false },
    ...noTroubles,
    isStopping: false,
  }
  const kinds = (facts: Partial<AlarmFacts>) => alarmsOf({ ...calm, ...facts }).map(({ kind }) => kind)
  const problem = (code: 'disk-full' | 'internal') => new Failure({ code, message: 'What happened.' })

  it('are none when all is well', () => {
    expect(kinds({})).toEqual([])
    expect(kinds({ upload: null, room: null })).toEqual([])
  })

  it('tell a lost microphone once, not as silent too', () => {
    const stage = { ...calm.stage, microphone: { status: 'lost' as const, label: 'Microphone' } }
    expect(kinds({ stage, isSilent: true })).toEqual(['microphone-lost'])
    expect(kinds({ isSilent: true })).toEqual(['microphone-silent'])
  })

  it('say that the recording is paused where the device that is gone was the only source', () => {
    const stage = { ...calm.stage, camera: { status: 'lost' as const, label: 'Camera' } }
    const camera = { status: 'open' as const, stream: {} as MediaStream, label: 'Camera' }
    const besideCamera = { ...calm.stage, camera, microphone: { status: 'lost' as const, label: 'Microphone' } }
    const [alone, beside] = [stage, besideCamera].map((facts) => alarmsOf({ ...calm, stage: facts })[0]?.message)
    expect(alone).toContain('paused')
    expect(beside).toContain('goes on without it')
  })

  it('leave a microphone alone that was muted on purpose', () => {
    const stage = { ...calm.stage, muted: { microphone: true, system: false } }
    expect(kinds({ stage, isSilent: true })).toEqual([])
  })

  it('tell that what is open gives no picture', () => {
    const stage = { ...calm.stage, isDark: { screen: true, camera: true } }
    expect(kinds({ stage })).toEqual(['camera-dark', 'screen-dark'])
    expect(kinds({ stage: { ...stage, camera: { status: 'lost' as const, label: '' } } })).toEqual([
      ...['camera-lost', 'screen-dark'],
    ])
  })

  it('tell that the computer slept, until one goes on', () => {
    expect(alarmsOf({ ...calm, suspension: 'sleep' })).toMatchObject([
      {
        kind: 'suspended',
        message: expect.stringContaining('because the computer slept'),
        remedy: expect.stringContaining('kept'),
      },
    ])
  })

  it('tell a full disk at once and a slow one only when much waits', () => {
    const upload = { waitingBytes: 10, problem: problem('disk-full'), isFull: false, isLost: false }
    expect(kinds({ upload })).toEqual(['disk-full'])
    expect(kinds({ upload: { ...upload, problem: problem('internal') } })).toEqual([])
    expect(kinds({ upload: { ...upload, problem: problem('internal'), waitingBytes: 20_000_000 } })).toEqual([
      'writing-delayed',
    ])
  })

  it('tell that the disk is full where the room held back for it was needed', () => {
    const room = { freeBytes: 0, bytesPerSecond: 1, hoursLeft: 0, isFull: true }
    expect(kinds({ room })).toEqual(['disk-full'])
  })

  it('tell whatever keeps a stopped recording from being finished', () => {
    const upload = { waitingBytes: 10, problem: problem('internal'), isFull: false, isLost: false }
    expect(kinds({ upload, isStopping: true })).toEqual(['writing-delayed'])
    expect(kinds({ finishTrouble: problem('internal').body, isStopping: true })).toEqual(['writing-delayed'])
    expect(kinds({ finishTrouble: problem('disk-full').body, isStopping: true })).toEqual(['disk-full'])
  })

  it('tell how many minutes of room are left once they are few', () => {
    const room = { freeBytes: 1, bytesPerSecond: 1, hoursLeft: 0.1, isFull: false }
    expect(alarmsOf({ ...calm, room })).toMatchObject([{ kind: 'disk-low', message: expect.stringContaining('6') }])
    expect(kinds({ room: { ...room, hoursLeft: 1 } })).toEqual([])
  })
})

describe('the takes that are offered', () => {
  const view = (id: string, status: TakeView['status'], sizeBytes = 10): TakeView => ({
    ...takeView,
    ...{ take: { ...take, id }, status, sizeBytes },
  })

  it('are the open ones that no page holds and that have something in them', () => {
    const takes = [
      view('a', 'recording'),
      view('b', 'recording'),
      view('c', 'interrupted'),
      view('d', 'interrupted', 0),
      view('e', 'finished'),
      view('f', 'discarded'),
    ]
    expect(interruptedAmong(takes, new Set(['a'])).map((found) => found.take.id)).toEqual(['b', 'c'])
  })
})
