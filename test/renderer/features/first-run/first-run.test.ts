import { describe, expect, it } from 'vitest'
import { devicesAmong } from '../../../../renderer/features/first-run/devices.ts'
import { lastPartOf, pathInside } from '../../../../renderer/features/first-run/folder-path.ts'
import { greetingOf } from '../../../../renderer/features/first-run/greeting.ts'

const at = (hour: number) => ({ nowMs: Date.UTC(2026, 10, 17, hour), timeZone: 'UTC', locale: 'en-GB' })

describe('the first screen', () => {
  it('greets by name and by the clock where one is', () => {
    expect(greetingOf('Aya', at(8))).toBe('Good morning, Aya. Nothing here yet.')
    expect(greetingOf('Aya Lopes', at(13))).toBe('Good afternoon, Aya. Nothing here yet.')
    expect(greetingOf('Aya', at(23))).toBe('Good evening, Aya. Nothing here yet.')
    expect(greetingOf('Aya', { ...at(23), timeZone: 'Asia/Tokyo' })).toBe('Good morning, Aya. Nothing here yet.')
    expect(greetingOf('', at(8))).toBe('Good morning. Nothing here yet.')
  })

  it('says which devices are connected', () => {
    expect(devicesAmong(['videoinput', 'audiooutput', 'audioinput'])).toBe('both')
    expect(devicesAmong(['audioinput'])).toBe('microphone')
    expect(devicesAmong(['videoinput'])).toBe('camera')
    expect(devicesAmong(['audiooutput'])).toBe('none')
  })
})

describe('paths of folders', () => {
  it('are put together as their system writes them', () => {
    expect(pathInside('/home/aya', 'Team')).toBe('/home/aya/Team')
    expect(pathInside('/', 'srv')).toBe('/srv')
    expect(pathInside('C:\\Users\\aya', 'Team')).toBe('C:\\Users\\aya\\Team')
    expect(pathInside('C:\\', 'Team')).toBe('C:\\Team')
    expect(pathInside('\\\\server\\share', 'Team')).toBe('\\\\server\\share\\Team')
  })

  it('end in the name that a library is offered', () => {
    expect(lastPartOf('/home/aya/Dropbox/Payments/')).toBe('Payments')
    expect(lastPartOf('C:\\Users\\aya\\Payments')).toBe('Payments')
    expect(lastPartOf('/')).toBe('')
  })
})
