import { describe, expect, it } from 'vitest'
import { offsetBetween } from '../../../../../electron/backend/media/compose/track-offset.ts'

const rate = 8000

/** Speech as far as its loudness goes: noise in bursts that never repeat, from a seed. */
function speech(seconds: number, seed = 1): Float32Array {
  let state = seed
  const random = () => {
    state = (state * 1103515245 + 12345) % 2147483648
    return state / 2147483648
  }
  const samples = new Float32Array(seconds * rate)
  let level = 0
  for (let index = 0; index < samples.length; index++) {
    if (index % 1200 === 0) level = random() > 0.5 ? random() : 0
    samples[index] = level * (random() - 0.5)
  }
  return samples
}

function mixed(a: Float32Array, b: Float32Array, share: number): Float32Array {
  return a.map((sample, index) => sample + share * (b[index] ?? 0))
}

describe('hearing how much later a recording began', () => {
  it.each([0, 3, 137, 350, 1200])('finds %i ms within two', (offsetMs) => {
    const room = speech(15)
    const found = offsetBetween({ reference: room, other: room.subarray((offsetMs * rate) / 1000) })
    expect(found.isSure).toBe(true)
    expect(Math.abs(found.offsetMs - offsetMs)).toBeLessThanOrEqual(2)
  })

  it('finds a recording that began earlier', () => {
    const room = speech(15)
    const found = offsetBetween({ reference: room.subarray((250 * rate) / 1000), other: room })
    expect(found).toMatchObject({ isSure: true })
    expect(Math.abs(found.offsetMs + 250)).toBeLessThanOrEqual(2)
  })

  it('hears the microphone through the sound of the screen', () => {
    const room = speech(15)
    const reference = mixed(room, speech(15, 99), 0.7)
    const found = offsetBetween({ reference, other: room.subarray((180 * rate) / 1000) })
    expect(found.isSure).toBe(true)
    expect(Math.abs(found.offsetMs - 180)).toBeLessThanOrEqual(2)
  })

  it('is not sure of silence, of a hum, or of two different rooms', () => {
    const hum = Float32Array.from({ length: 10 * rate }, (_, index) => Math.sin((index / rate) * 50 * 2 * Math.PI))
    const silence = new Float32Array(10 * rate)
    expect(offsetBetween({ reference: silence, other: silence }).isSure).toBe(false)
    expect(offsetBetween({ reference: hum, other: hum.subarray(1000) }).isSure).toBe(false)
    expect(offsetBetween({ reference: speech(10, 5), other: speech(10, 6) }).isSure).toBe(false)
    expect(offsetBetween({ reference: new Float32Array(0), other: speech(1) }).isSure).toBe(false)
  })
})
