import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Edit, unedited } from '../../../../domain/takes/edit.ts'
import type { PiecesView, TakeSound } from '../../../../domain/takes/pieces.ts'
import { started } from '../../../domain/takes/fixtures.ts'
import { ffmpegRaw } from '../../../support/media.ts'
import { measuredLoudness, speech } from '../../../support/voice.ts'
import { type TakesWorld, takesWorld } from './takes-world.ts'

let world: TakesWorld

beforeEach(async () => {
  world = await takesWorld()
})

afterEach(async () => {
  await world.close()
})

const file = (name: string): string => join(world.profileDir, name)

/** Half a minute as a recorder gives it, in two parts. */
async function recorded(inputs: string[]): Promise<Uint8Array[]> {
  const opus = ['-ac', '2', '-c:a', 'libopus', '-b:a', '128k', '-live', '1']
  await ffmpegRaw([...inputs, '-t', '30', ...opus, file('heard.webm')])
  const whole = await readFile(file('heard.webm'))
  return [whole.subarray(0, (whole.length * 2) / 3), whole.subarray((whole.length * 2) / 3)]
}

const spoken = async (gainDb: number): Promise<string[]> => {
  const path = await speech({ path: file('voice.wav'), gainDb, noiseDb: gainDb - 60 })
  return ['-stream_loop', '-1', '-i', path]
}

/** A take of a voice alone that goes on. */
async function beginsWith(bytes: Uint8Array): Promise<string> {
  const take = await world.begin()
  await world.journal(take, [{ ...started(1), tracks: [{ track: 'microphone', mimeType: 'audio/webm;codecs=opus' }] }])
  await world.put({ take, track: 'microphone', sequence: 0, bytes })
  return take
}

const wholeSound = async (take: string): Promise<TakeSound | false> => {
  const sound = (await world.request('GET', `/api/takes/${take}/sound`)).body as TakeSound
  return sound.isWhole && sound
}

async function composed(take: string, edit: Edit): Promise<string> {
  const { body } = await world.post(`/${take}/compose`, { edit })
  const { result } = await world.jobEnd((body as { jobId: string }).jobId)
  return file(`prepared/${(result as { preparedId: string }).preparedId}/video.mp4`)
}

/** Short tones that leave much silence between them: their peaks reach the ceiling long before they are loud. */
const peaks = 'aevalsrc=if(lt(mod(t\\,1)\\,0.03)\\,0.5*sin(2*PI*1000*t)\\,0):s=48000'

describe('a voice that is heard while it is recorded', () => {
  it.each([
    ['as people speak', () => spoken(-8), -16],
    ['too loud', () => spoken(14), -16],
    ['hardly to be heard', () => spoken(-40), null],
    ['with peaks that cannot be raised much', async () => ['-f', 'lavfi', '-i', peaks], null],
  ])('is published as it was heard, and as loud as can be: %s', async (how, inputs, lufs) => {
    const [first = new Uint8Array(), rest = new Uint8Array()] = await recorded(await inputs())
    const take = await beginsWith(first)
    const heardFirst = async (): Promise<Uint8Array | false> => {
      const { pieces } = (await world.request('GET', `/api/takes/${take}/pieces`)).body as PiecesView
      if (!pieces?.[0]?.isReady) return false
      return new Uint8Array(await (await world.media(`${take}/sound/0`)).arrayBuffer())
    }
    const whileRecorded = await world.until(heardFirst)
    await world.put({ take, track: 'microphone', sequence: 1, bytes: rest })
    await world.post(`/${take}/finish`)
    await world.until(() => wholeSound(take))
    // What was encoded during the recording is what stands in the end: nothing of it had to be made once more.
    expect(Buffer.compare(await world.until(heardFirst), whileRecorded)).toBe(0)

    const { lufs: loudness, peakDb } = await measuredLoudness(await composed(take, unedited))
    console.log(`${how}: ${loudness} LUFS, ${peakDb} dBTP`)
    expect(peakDb).toBeLessThanOrEqual(-1)
    if (lufs !== null) expect(Math.abs(loudness - lufs)).toBeLessThanOrEqual(1)
  })

  it.each([
    ['the quiet half', [{ fromMs: 0, toMs: 16_000 }]],
    ['the loud half', [{ fromMs: 14_000, toMs: 30_000 }]],
  ])('is as loud as can be where only a part of it is published: %s', async (what, cuts) => {
    const path = await speech({ path: file('voice.wav'), gainDb: -2, noiseDb: -70 })
    const twoVoices = ['-stream_loop', '-1', '-i', path, '-af', 'volume=enable=gt(t\\,15):volume=-18dB']
    const [first = new Uint8Array(), rest = new Uint8Array()] = await recorded(twoVoices)
    const take = await beginsWith(first)
    await world.put({ take, track: 'microphone', sequence: 1, bytes: rest })
    await world.post(`/${take}/finish`)
    await world.until(() => wholeSound(take))
    const { lufs, peakDb } = await measuredLoudness(await composed(take, { ...unedited, cuts }))
    console.log(`${what}: ${lufs} LUFS, ${peakDb} dBTP`)
    expect(peakDb).toBeLessThanOrEqual(-1)
    expect(Math.abs(lufs + 16)).toBeLessThanOrEqual(1)
  })
})
