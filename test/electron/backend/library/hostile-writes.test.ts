import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Device, filesIn, thread, until, update } from './devices.ts'
import { setUpDevices } from './setup.ts'

const devices = setUpDevices('hostile-writes')

/** Moves something out of the library, and leaves a link in its place. */
function linkAway(path: string, away: string): void {
  mkdirSync(dirname(away), { recursive: true })
  renameSync(path, away)
  symlinkSync(away, path)
}

function bytesOf(dir: string): string[] {
  return filesIn(dir).map((path) => `${path} ${readFileSync(join(dir, path)).toString('base64')}`)
}

async function isStuck(device: Device): Promise<boolean> {
  return (await device.outbox()).some(({ state }) => state === 'stuck')
}

describe('a device that writes', () => {
  it.each(['ops', 'writer', 'month'])(
    'writes nothing through a link in place of %s, and keeps what it would publish',
    async (level) => {
      const { aya, folder } = await devices.two()
      const outside = join(devices.folder(), 'outside')
      const library = await aya.create(folder)
      const threadId = await aya.say(library.id, thread)
      const batch = filesIn(join(folder, 'ops')).at(-1) ?? ''
      const [writer = '', month = ''] = batch.split('/')
      const path = join(folder, 'ops', ...{ ops: [], writer: [writer], month: [writer, month] }[level as 'ops'])
      linkAway(path, outside)
      const before = bytesOf(outside)
      await aya.ask(library.id, update(threadId, 'Kept on this device.'))
      await until(() => isStuck(aya))
      expect(bytesOf(outside)).toEqual(before)
      expect(readdirSync(outside)).not.toContainEqual(expect.stringMatching(/^\.~/))
      // once the folder is itself again, what was kept goes out
      rmSync(path)
      renameSync(outside, path)
      const [entry] = await aya.outbox()
      await aya.call('POST', `/api/outbox/${entry?.id}/now`)
      await until(async () => (await aya.outbox()).length === 0)
      expect(filesIn(folder).some((each) => each.endsWith('item.md'))).toBe(true)
    },
  )

  it('takes nothing away behind a link when it withdraws', async () => {
    const { aya, folder } = await devices.two()
    const outside = join(devices.folder(), 'outside')
    const library = await aya.create(folder)
    const threadId = await aya.say(library.id, thread)
    const updateId = await aya.say(library.id, update(threadId, 'Nothing for everyone.'))
    const itemFolder = dirname(filesIn(folder).find((path) => path.includes(updateId)) ?? '')
    cpSync(join(folder, itemFolder), outside, { recursive: true })
    writeFileSync(join(outside, 'video.mp4'), 'another’s')
    rmSync(join(folder, itemFolder), { recursive: true })
    symlinkSync(outside, join(folder, itemFolder))
    const before = bytesOf(outside)
    await aya.ask(library.id, { request: 'withdraw', id: updateId })
    await until(async () => (await aya.outbox()).length === 0 || (await isStuck(aya)))
    expect(bytesOf(outside)).toEqual(before)
  })
})
