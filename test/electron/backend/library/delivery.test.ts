import { readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseBatch } from '../../../../domain/library/batch.ts'
import type { DeliveryState } from '../../../../domain/views/library.ts'
import { type Device, filesIn, preparedId, prepareVideo, thread, update } from './devices.ts'
import { setUpDevices } from './setup.ts'

const devices = setUpDevices('delivery')
const dayMs = 24 * 3600 * 1000

const scan = (device: Device, library: string): Promise<unknown> =>
  device.call('POST', `/api/libraries/${library}/scan`)

/** Aya and Ben on one library; their days pass when the test says so. */
async function together() {
  const root = devices.folder()
  const folder = join(root, 'shared')
  const clock = { nowMs: Date.UTC(2026, 10, 17, 10) }
  const nowMs = (): number => clock.nowMs
  const aya = await devices.start({ profileDir: join(root, 'aya'), nowMs })
  const ben = await devices.start({ profileDir: join(root, 'ben'), nowMs })
  const { id: library } = await aya.create(folder)
  await ben.join(folder, 'Ben')
  await scan(aya, library)
  const threadId = await aya.say(library, thread)
  await scan(ben, library)
  clock.nowMs += dayMs
  const stateOf = async (id: string): Promise<DeliveryState> =>
    (await aya.call<{ state: DeliveryState }>('GET', `/api/libraries/${library}/records/${id}/delivery`)).state
  const say = async (device: Device, text: string): Promise<string> => {
    clock.nowMs += 60_000
    return await device.say(library, update(threadId, text))
  }
  const notesIn = (): unknown[] =>
    filesIn(folder)
      .filter((path) => path.startsWith('ops/'))
      .flatMap((path) => {
        const batch = parseBatch(readFileSync(join(folder, path), 'utf8'))
        return 'reason' in batch ? [] : batch.head.ops.filter(({ kind }) => kind === 'writer.holds')
      })
  return { aya, ben, folder, clock, library, threadId, stateOf, say, notesIn }
}

describe('what has arrived', () => {
  it('is told by the next thing that the other device publishes, at most once a day and without a time', async () => {
    const { aya, ben, clock, library, stateOf, say, notesIn } = await together()
    const id = await say(aya, 'Refunds settle.')
    const before = notesIn().length
    expect(await stateOf(id)).toBe('not-yet')
    await scan(ben, library)
    expect(notesIn()).toHaveLength(before)
    await say(ben, 'Payouts too.')
    await scan(aya, library)
    expect(await stateOf(id)).toBe('everywhere')
    expect(notesIn()).toHaveLength(before + 1)
    expect(JSON.stringify(notesIn().at(-1))).not.toMatch(/1[67]\d{11}|hlc|At/)

    const second = await say(aya, 'And the audit.')
    await scan(ben, library)
    await say(ben, 'The same day.')
    await scan(aya, library)
    expect(await stateOf(second)).toBe('not-yet')
    clock.nowMs += dayMs
    await say(ben, 'The next day.')
    await scan(aya, library)
    expect(await stateOf(second)).toBe('everywhere')
  })

  it('waits for the video, too', async () => {
    const { aya, ben, folder, clock, library, threadId, stateOf, say } = await together()
    prepareVideo(aya)
    const id = await aya.say(library, { ...update(threadId, 'Shown.'), video: { prepared: preparedId } })
    const video = join(folder, filesIn(folder).find((path) => path.endsWith('video.mp4')) ?? '')
    renameSync(video, `${folder}-video`)
    await scan(ben, library)
    await say(ben, 'I read it.')
    await scan(aya, library)
    expect(await stateOf(id)).toBe('not-yet')
    renameSync(`${folder}-video`, video)
    clock.nowMs += dayMs
    await scan(ben, library)
    await say(ben, 'I saw it.')
    await scan(aya, library)
    expect(await stateOf(id)).toBe('everywhere')
  })

  it('is not told where that is switched off, and what was told before is taken back', async () => {
    const { aya, ben, library, stateOf, say, notesIn } = await together()
    await ben.call('PATCH', '/api/settings', { deliveryNotes: false })
    const before = notesIn().length
    const id = await say(aya, 'Refunds settle.')
    await scan(ben, library)
    await say(ben, 'Quietly.')
    await say(ben, 'Again.')
    await scan(aya, library)
    expect(notesIn().slice(before)).toMatchObject([{ body: { holds: {} } }])
    expect(await stateOf(id)).toBe('unknown')
  })

  it('waits for no closed device, and for none that has been away for two months', async () => {
    const { aya, ben, clock, library, stateOf, say } = await together()
    await say(ben, 'I hold what there is.')
    await scan(aya, library)
    const id = await say(aya, 'Later than Ben.')
    expect(await stateOf(id)).toBe('not-yet')
    clock.nowMs += 61 * dayMs
    expect(await stateOf(id)).toBe('unknown')
  })
})
