import { describe, expect, it } from 'vitest'
import { refusalToShow } from '../../../electron/desktop/screen-access.ts'
import { hasSystemSound } from '../../../electron/desktop/system-sound.ts'
import { dotBitmap } from '../../../electron/desktop/tray-icon.ts'
import { isWaylandSession } from '../../../electron/desktop/wayland.ts'

describe('the sound of the computer', () => {
  const linux = { platform: 'linux', systemVersion: '6.1.0', env: {}, userId: 1000 } as const

  it('is promised on Windows, and on a Mac from macOS 13 on', () => {
    const of = (platform: NodeJS.Platform, systemVersion: string) =>
      hasSystemSound({ ...linux, platform, systemVersion })
    expect(of('win32', '10.0.19045')).toBe(true)
    expect(of('darwin', '13.0')).toBe(true)
    expect(of('darwin', '12.7.6')).toBe(false)
    expect(of('freebsd', '14')).toBe(false)
  })

  it('is promised on Linux only where something answers as PulseAudio does', () => {
    const asked: string[] = []
    const exists = (path: string): boolean => asked.push(path) > 0 && path === '/run/user/1000/pulse/native'
    expect(hasSystemSound({ ...linux, exists })).toBe(true)
    expect(hasSystemSound({ ...linux, userId: 7, exists })).toBe(false)
    expect(hasSystemSound({ ...linux, env: { XDG_RUNTIME_DIR: '/tmp/run' }, exists })).toBe(false)
    expect(hasSystemSound({ ...linux, env: { PULSE_SERVER: 'tcp:sound' }, exists: () => false })).toBe(true)
    expect(asked).toContain('/tmp/run/pulse/native')
  })
})

describe('a Wayland session', () => {
  it('is told by what the session says of itself, and only on Linux', () => {
    expect(isWaylandSession({ platform: 'linux', env: { XDG_SESSION_TYPE: 'wayland' } })).toBe(true)
    expect(isWaylandSession({ platform: 'linux', env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBe(true)
    expect(isWaylandSession({ platform: 'linux', env: { XDG_SESSION_TYPE: 'x11', DISPLAY: ':0' } })).toBe(false)
    expect(isWaylandSession({ platform: 'darwin', env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBe(false)
  })
})

describe('the dot in the tray', () => {
  const alphaAt = (pixels: Buffer, x: number, y: number): number => pixels.readUInt8((y * 32 + x) * 4 + 3)

  it('is round and red, and a ring while the recording is paused', () => {
    const dot = dotBitmap({ size: 32, isPaused: false })
    expect(dot).toHaveLength(32 * 32 * 4)
    expect([...dot.subarray((16 * 32 + 16) * 4, (16 * 32 + 16) * 4 + 4)]).toEqual([0x2a, 0x2f, 0x9c, 255])
    expect(alphaAt(dot, 0, 0)).toBe(0)
    const ring = dotBitmap({ size: 32, isPaused: true })
    expect(alphaAt(ring, 16, 16)).toBe(0)
    expect(alphaAt(ring, 16, 5)).toBe(255)
  })
})

describe('a Mac that shows no screen', () => {
  it('is said so, with the way out; one that has not been asked yet is left to ask', () => {
    expect(refusalToShow('granted')).toBeNull()
    expect(refusalToShow('not-determined')).toBeNull()
    expect(refusalToShow('denied')?.body).toMatchObject({
      code: 'no-permission',
      remedy: expect.stringMatching(/Settings/),
    })
    expect(refusalToShow('restricted')?.body.remedy).toBe('Whoever looks after this Mac can allow it.')
  })
})
