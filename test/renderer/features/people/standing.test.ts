import { describe, expect, it } from 'vitest'
import type { DeviceView } from '../../../../domain/views/records.ts'
import { claimedBy, devicesToConfirm, wantsSecondOwner } from '../../../../renderer/features/people/standing.ts'
import { personView } from '../../../support/views.ts'

const device = (writer: string, more: Partial<DeviceView> = {}): DeviceView => ({
  writer,
  name: writer,
  isUnconfirmed: false,
  isClosed: false,
  ...more,
})
const waiting = device('laptop', { isUnconfirmed: true })
const aya = personView('aya', { isOwner: true, devices: [device('aya')] })
const ben = personView('ben', { devices: [device('ben'), waiting] })
const people = new Map([aya, ben].map((person) => [person.id, person]))
const reader = { me: 'aya', writer: 'aya', isUnconfirmed: false, isClosed: false }

describe('a device that waits to be confirmed', () => {
  it('is asked of its person and of every owner, and of nobody else', () => {
    const asked = (me: string): string[] =>
      devicesToConfirm({ ...reader, me, writer: me }, people).map((each) => each.device.writer)
    expect([asked('aya'), asked('ben'), asked('mara')]).toEqual([['laptop'], ['laptop'], []])
  })

  it('confirms no other while it waits, nor once it is closed', () => {
    expect(devicesToConfirm({ ...reader, isUnconfirmed: true }, people)).toEqual([])
    expect(devicesToConfirm({ ...reader, isClosed: true }, people)).toEqual([])
    const closed = personView('ben', { devices: [{ ...waiting, isClosed: true }] })
    expect(devicesToConfirm(reader, new Map([['ben', closed]]))).toEqual([])
  })

  it('knows whose it says to be', () => {
    expect(claimedBy({ ...reader, writer: 'laptop', isUnconfirmed: true }, people)?.id).toBe('ben')
    expect(claimedBy({ ...reader, writer: 'unknown', isUnconfirmed: true }, people)).toBeNull()
  })
})

describe('a second owner', () => {
  it('is wanted where the only one has somebody to choose', () => {
    expect(wantsSecondOwner(reader, people)).toBe(true)
    expect(wantsSecondOwner({ ...reader, me: 'ben' }, people)).toBe(false)
    expect(wantsSecondOwner(reader, new Map([['aya', aya]]))).toBe(false)
    const both = new Map([aya, { ...ben, isOwner: true }].map((person) => [person.id, person]))
    expect(wantsSecondOwner(reader, both)).toBe(false)
  })
})
