import { describe, expect, it } from 'vitest'
import { toldTo } from '../../../support/stand-in-transcriber.ts'
import { type Device, filesWith, until } from '../library/devices.ts'
import { setUpDevices } from '../library/setup.ts'
import { captionsJob, recordVoice, setUpProgram } from './captions-world.ts'

const devices = setUpDevices('terms')
const termsOf = async (device: Device, library: string): Promise<string[]> => {
  await device.call('POST', `/api/libraries/${library}/scan`, {})
  return (await device.call<{ terms: string[] }>('GET', `/api/libraries/${library}/terms`)).terms
}

describe('words as a team writes them', () => {
  it('are added by anyone, stand once however often they are, and are told to whatever writes captions', async () => {
    const { aya, ben, folder } = await devices.two()
    const library = (await aya.create(folder)).id
    await ben.join(folder, 'Ben')
    await ben.say(library, { request: 'term.set', text: 'SEPA', isPresent: true })
    await aya.say(library, { request: 'term.set', text: ' Kestrel ', isPresent: true })
    await until(async () => (await termsOf(aya, library)).length === 2)
    await aya.say(library, { request: 'term.set', text: 'sepa', isPresent: true })
    expect(await termsOf(aya, library)).toEqual(['Kestrel', 'sepa'])

    const modelPath = await setUpProgram(aya)
    await captionsJob(aya, await recordVoice(aya, { seconds: [1], library }))
    expect((await toldTo(modelPath))[0]?.['--prompt']).toMatch(/^Kestrel, sepa, (?:Aya, Ben|Ben, Aya)\.$/)

    await until(async () => (await termsOf(ben, library)).includes('sepa'))
    await ben.say(library, { request: 'term.set', text: 'Sepa', isPresent: false })
    expect(await termsOf(ben, library)).toEqual(['Kestrel'])
    // They stand among the words of a batch and in no signed head, so that one can be taken out.
    expect(filesWith(folder, 'Kestrel').length).toBeGreaterThan(0)
  })

  it('must be words', async () => {
    const { aya, folder } = await devices.two()
    const library = (await aya.create(folder)).id
    for (const text of ['', '   ', 'x'.repeat(61)]) {
      await expect(aya.ask(library, { request: 'term.set', text, isPresent: true })).rejects.toMatchObject({
        status: 400,
      })
    }
  })
})
