import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseCaptions } from '../../../../domain/captions/parse.ts'
import type { TakeCaptions } from '../../../../domain/captions/take-captions.ts'
import { toldTo } from '../../../support/stand-in-transcriber.ts'
import type { Device } from '../library/devices.ts'
import { setUpDevices } from '../library/setup.ts'
import { captionsJob, setUpProgram } from './captions-world.ts'

const devices = setUpDevices('sounds')

async function oneDevice(): Promise<{ aya: Device; sound: string; modelPath: string }> {
  const { aya } = await devices.two()
  const modelPath = await setUpProgram(aya, { said: ['one', 'two'] })
  const { sound } = await aya.call<{ sound: string }>('POST', '/api/captions/sounds')
  return { aya, sound, modelPath }
}

async function add(device: Device, sound: string, fromByte: number, length: number): Promise<number> {
  const url = `http://device/api/captions/sounds/${sound}/bytes?from=${fromByte}`
  return (await device.backend.fetch(new Request(url, { method: 'POST', body: new Uint8Array(length) }))).status
}

describe('a sound that a page decoded', () => {
  it('is handed over in slices, written down, and forgotten', async () => {
    const { aya, sound, modelPath } = await oneDevice()
    expect(await add(aya, sound, 0, 32_000)).toBe(200)
    // A slice that is sent again changes nothing.
    expect(await add(aya, sound, 0, 32_000)).toBe(200)
    expect(await add(aya, sound, 32_000, 32_000)).toBe(200)
    await aya.call('POST', `/api/captions/sounds/${sound}/write`, { library: null, title: 'A film', language: 'de' })
    expect((await captionsJob(aya, sound)).state).toBe('done')
    const { vtt } = await aya.call<TakeCaptions>('GET', `/api/captions/sounds/${sound}`)
    expect(parseCaptions(vtt).cues).toEqual([
      { startMs: 0, endMs: 1000, text: 'one' },
      { startMs: 1000, endMs: 2000, text: 'two' },
    ])
    expect((await toldTo(modelPath)).map((told) => told['-l'])).toEqual(['de'])
    await aya.call('DELETE', `/api/captions/sounds/${sound}`)
    expect(await readdir(join(aya.profileDir, 'captions'))).toEqual([])
    await expect(aya.call('GET', `/api/captions/sounds/${sound}`)).rejects.toMatchObject({ status: 404 })
  })

  it('is taken without gaps, in whole samples, and no longer than four hours', async () => {
    const { aya, sound } = await oneDevice()
    expect(await add(aya, sound, 0, 100)).toBe(200)
    expect(await add(aya, sound, 200, 100)).toBe(409)
    expect(await add(aya, sound, 100, 3)).toBe(400)
    expect(await add(aya, sound, 4 * 3600 * 32_000, 100)).toBe(413)
    expect(await add(aya, sound, 100, 9 * 1024 * 1024)).toBe(413)
    expect(await add(aya, 'aaaaaaaaaaaaaaaa', 0, 100)).toBe(404)
    expect(await add(aya, '../../settings', 0, 100)).toBe(404)
  })

  it('makes room for others: no page can fill the disk with them', async () => {
    const { aya } = await oneDevice()
    for (let count = 0; count < 12; count += 1) await aya.call('POST', '/api/captions/sounds')
    expect(await readdir(join(aya.profileDir, 'captions'))).toHaveLength(4)
  })
})
