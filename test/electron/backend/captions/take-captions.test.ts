import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CaptionsSetup } from '../../../../domain/captions/engine.ts'
import { parseCaptions } from '../../../../domain/captions/parse.ts'
import { toldTo } from '../../../support/stand-in-transcriber.ts'
import { type Device, thread, until } from '../library/devices.ts'
import { setUpDevices } from '../library/setup.ts'
import { captionsJob, captionsOf, recordVoice, setUpProgram } from './captions-world.ts'

const devices = setUpDevices('captions')

async function oneDevice(): Promise<{ aya: Device; folder: string }> {
  const { aya, folder } = await devices.two()
  return { aya, folder }
}

const wordsOf = (vtt: string | undefined): [number, number, string][] =>
  parseCaptions(vtt ?? '').cues.map(({ startMs, endMs, text }) => [startMs, endMs, text])

describe('captions of a recording', () => {
  it('are written after it once they are set up, in the recording’s own time', async () => {
    const { aya } = await oneDevice()
    const modelPath = await setUpProgram(aya, { language: 'de' })
    const take = await recordVoice(aya, { seconds: [2, 3] })
    const job = await captionsJob(aya, take)
    expect(job).toMatchObject({ state: 'done', progress: { fraction: 1 } })
    const { captions, jobId } = await captionsOf(aya, take)
    expect(jobId).toBeNull()
    expect(captions).toMatchObject({ language: 'de', madeBy: 'device' })
    const words = wordsOf(captions?.vtt)
    expect(words.map(([, , text]) => text)).toEqual([1, 2, 3, 4, 5].map((second) => `word number ${second}`))
    // Both parts one after the other: what is said in the last second is found there.
    expect(words.at(-1)?.[1]).toBeGreaterThan(4800)
    expect(await toldTo(modelPath)).toHaveLength(1)
    // Neither the sound nor what the program wrote stays.
    expect(await readdir(join(aya.profileDir, 'captions'))).toEqual([])
    expect(JSON.parse(await readFile(join(aya.profileDir, 'takes', take, 'captions.json'), 'utf8'))).toEqual(captions)
  })

  it('are not made where nobody set them up, and then say so when they are asked for', async () => {
    const { aya } = await oneDevice()
    const take = await recordVoice(aya, { seconds: [1] })
    expect(await captionsOf(aya, take)).toEqual({ captions: null, jobId: null })
    await expect(aya.call('POST', `/api/takes/${take}/captions`, {})).rejects.toMatchObject({
      status: 409,
      answer: { error: { code: 'captions-not-set-up', remedy: expect.stringContaining('Settings') } },
    })
    const setup = await aya.call<CaptionsSetup>('GET', '/api/captions')
    expect(setup).toMatchObject({ engine: 'nobody', isReady: false, problem: null })
    expect(
      setup.models.every(({ isHere, sha256, url }) => !isHere && sha256.length === 64 && url.startsWith('https:')),
    ).toBe(true)
    await aya.call('PATCH', '/api/settings', { captionsBy: 'model' })
    expect(await aya.call<CaptionsSetup>('GET', '/api/captions')).toMatchObject({
      isReady: false,
      problem: expect.any(String),
    })
    await expect(aya.call('POST', `/api/takes/${take}/captions`, {})).rejects.toMatchObject({ status: 409 })
  })

  it('are told the names of the library’s people and threads beforehand', async () => {
    const { aya, folder } = await oneDevice()
    const modelPath = await setUpProgram(aya)
    const library = await aya.create(folder)
    await aya.say(library.id, thread)
    await captionsJob(aya, await recordVoice(aya, { seconds: [1], library: library.id }))
    expect((await toldTo(modelPath))[0]?.['--prompt']).toBe('Aya, Payments.')
  })

  it('can be called off, and leave nothing half', async () => {
    const { aya } = await oneDevice()
    await setUpProgram(aya, { mode: 'hangs' })
    const take = await recordVoice(aya, { seconds: [1] })
    const running = await captionsJob(aya, take, ['running'])
    await until(async () => {
      const job = await captionsJob(aya, take, ['running'])
      return job.progress.fraction !== null && job.progress.fraction > 0.05
    })
    expect((await captionsOf(aya, take)).jobId).toBe(running.id)
    await aya.call('POST', `/api/jobs/${running.id}/cancel`, {})
    expect(await captionsJob(aya, take)).toMatchObject({ state: 'cancelled' })
    expect((await captionsOf(aya, take)).captions).toBeNull()
    expect(await readdir(join(aya.profileDir, 'captions'))).toEqual([])
  })

  it('that fail say why, and the recording stays as it was', async () => {
    const { aya } = await oneDevice()
    await setUpProgram(aya, { mode: 'bad-model' })
    const take = await recordVoice(aya, { seconds: [1] })
    const job = await captionsJob(aya, take)
    expect(job).toMatchObject({ state: 'failed', error: { code: 'model-unusable', kept: expect.any(String) } })
    expect(await aya.call(`GET`, `/api/takes/${take}`)).toMatchObject({ status: 'finished' })
  })

  it('that a person wrote are never written over, unless they ask for it', async () => {
    const { aya } = await oneDevice()
    const take = await recordVoice(aya, { seconds: [1] })
    const own = { language: 'en', madeBy: 'person', vtt: 'WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nMine\n' }
    await aya.call('PUT', `/api/takes/${take}/captions`, own)
    await setUpProgram(aya)
    await aya.call('POST', `/api/takes/${take}/finish`, {})
    expect((await captionsOf(aya, take)).captions).toEqual(own)
    await aya.call('POST', `/api/takes/${take}/captions`, {})
    await captionsJob(aya, take)
    expect((await captionsOf(aya, take)).captions?.madeBy).toBe('device')
    await aya.call('DELETE', `/api/takes/${take}/captions`)
    expect((await captionsOf(aya, take)).captions).toBeNull()
  })

  it('are made anew in another language when one is chosen, and stand until then', async () => {
    const { aya } = await oneDevice()
    const modelPath = await setUpProgram(aya, { language: 'en' })
    const take = await recordVoice(aya, { seconds: [1] })
    await captionsJob(aya, take)
    const first = (await captionsOf(aya, take)).captions
    await setUpProgram(aya, { mode: 'hangs' })
    await aya.call('POST', `/api/takes/${take}/captions`, { language: 'fr' })
    await until(async () => (await toldTo(modelPath)).some((told) => told['-l'] === 'fr'))
    const hanging = await captionsJob(aya, take, ['running'])
    await aya.call('POST', `/api/jobs/${hanging.id}/cancel`, {})
    await captionsJob(aya, take, ['cancelled'])
    expect((await captionsOf(aya, take)).captions).toEqual(first)
    await setUpProgram(aya, { language: 'de', said: ['Guten Tag.'] })
    await aya.call('POST', `/api/takes/${take}/captions`, { language: 'de' })
    await captionsJob(aya, take, ['done'])
    const { captions } = await captionsOf(aya, take)
    expect(captions).toMatchObject({ language: 'de', madeBy: 'device' })
    expect(wordsOf(captions?.vtt).map(([, , text]) => text)).toEqual(['Guten Tag.'])
    // What was chosen once is not what is set up.
    await aya.call('POST', `/api/takes/${take}/captions`, { language: '' })
    await captionsJob(aya, take, ['done'])
    expect((await toldTo(modelPath)).flatMap((told) => told['-l'] ?? [])).toEqual(['auto', 'fr', 'de', 'auto'])
    await expect(aya.call('POST', `/api/takes/${take}/captions`, { language: 'German!' })).rejects.toMatchObject({
      status: 400,
    })
  })

  it('of a recording without sound are empty', async () => {
    const { aya } = await oneDevice()
    const modelPath = await setUpProgram(aya)
    const take = await recordVoice(aya, { seconds: [] })
    await aya.call('POST', `/api/takes/${take}/captions`, {})
    await captionsJob(aya, take)
    expect(wordsOf((await captionsOf(aya, take)).captions?.vtt)).toEqual([])
    expect(await toldTo(modelPath)).toEqual([])
  })

  it.each([
    [{ language: 'English!', madeBy: 'person', vtt: '' }],
    [{ language: 'en', madeBy: 'nobody', vtt: '' }],
    [{ language: 'en', madeBy: 'person', vtt: 'x'.repeat(3 * 1024 * 1024) }],
  ])('are taken from a page only as they must be', async (captions) => {
    const { aya } = await oneDevice()
    const take = await recordVoice(aya, { seconds: [] })
    await expect(aya.call('PUT', `/api/takes/${take}/captions`, captions)).rejects.toMatchObject({ status: 400 })
  })
})
