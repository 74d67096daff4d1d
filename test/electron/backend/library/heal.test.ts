import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseBatch } from '../../../../domain/library/batch.ts'
import type { Device } from './devices.ts'
import { filesIn, preparedId, prepareVideo, thread, until, update } from './devices.ts'
import { setUpDevices } from './setup.ts'
import { publishUntilKilled } from './until-killed.ts'

const devices = setUpDevices('heal')

/** Copies every file that the other folder has not, as a sync tool does. */
function sync(one: string, other: string): void {
  cpSync(one, other, { recursive: true, force: false })
  cpSync(other, one, { recursive: true, force: false })
}

interface KeptWriter {
  writer: string
  earlier?: { writer: string }[]
}

function keptWriter(profileDir: string, library: string): KeptWriter {
  return JSON.parse(readFileSync(join(profileDir, 'libraries', library, 'writer.json'), 'utf8')) as KeptWriter
}

async function updates(device: Device, library: string): Promise<{ id: string; author: string; text: string }[]> {
  const views = await device.call<{ id: string; author: string; answers: { text: string }[] }[]>(
    'GET',
    `/api/libraries/${library}/records?kind=update`,
  )
  return views.map(({ id, author, answers }) => ({ id, author, text: answers[0]?.text ?? '' }))
}

const textsOf = async (device: Device, library: string): Promise<string[]> =>
  (await updates(device, library)).map(({ text }) => text).sort()

/** Says something that changes nothing, after which the folder is read. */
async function nudge(device: Device, library: string, threadId: string): Promise<void> {
  await device.say(library, { request: 'thread.archive', id: threadId, isArchived: false })
}

/** A profile and its folder, closed, with a library, a thread and one update in it. */
async function lived() {
  const root = devices.folder()
  const at = (name: string): string => join(root, name)
  const device = await devices.start({ profileDir: at('first') })
  const library = await device.create(at('folder'))
  const threadId = await device.say(library.id, thread)
  await device.say(library.id, update(threadId, 'Before.'))
  await device.close()
  return { at, library, threadId }
}

/** Points a profile's copy to a folder of its own. */
function moveTo(profileDir: string, from: string, to: string): void {
  const path = join(profileDir, 'settings.json')
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll(from, to))
}

describe('a profile that was copied to another device', () => {
  it('goes on under a new key on both, and nothing that either published is lost', async () => {
    const { at, library, threadId } = await lived()
    cpSync(at('first'), at('second'), { recursive: true })
    cpSync(at('folder'), at('other-folder'), { recursive: true })
    moveTo(at('second'), at('folder'), at('other-folder'))
    const first = await devices.start({ profileDir: at('first') })
    const second = await devices.start({ profileDir: at('second') })
    await first.say(library.id, update(threadId, 'From the first.'))
    await second.say(library.id, update(threadId, 'From the second.'))
    await second.say(library.id, update(threadId, 'From the second again.'))

    const isHealed = (profile: string): boolean => keptWriter(at(profile), library.id).earlier?.length === 1
    await until(async () => {
      sync(at('folder'), at('other-folder'))
      await nudge(first, library.id, threadId)
      await nudge(second, library.id, threadId)
      return isHealed('first') && isHealed('second')
    })
    await first.say(library.id, update(threadId, 'The first goes on.'))
    await second.say(library.id, update(threadId, 'The second goes on.'))
    sync(at('folder'), at('other-folder'))

    const all = [
      'Before.',
      'From the first.',
      'From the second again.',
      'From the second.',
      'The first goes on.',
      'The second goes on.',
    ]
    for (const device of [first, second]) {
      await nudge(device, library.id, threadId)
      expect(await textsOf(device, library.id)).toEqual(all)
      expect(new Set((await updates(device, library.id)).map(({ author }) => author))).toEqual(new Set([library.me]))
      const [view] = await device.call<{ me: string; isUnconfirmed: boolean; pendingCount: number }[]>(
        'GET',
        '/api/libraries',
      )
      expect(view).toMatchObject({ me: library.me, isUnconfirmed: false, pendingCount: 0 })
    }
    expect(keptWriter(at('first'), library.id).writer).not.toBe(keptWriter(at('second'), library.id).writer)
    expect(keptWriter(at('first'), library.id).earlier?.[0]?.writer).toBe(library.me)
  })

  it('is found out without anything to publish', async () => {
    const { at, library, threadId } = await lived()
    cpSync(at('first'), at('second'), { recursive: true })
    const second = await devices.start({ profileDir: at('second') })
    await second.say(library.id, update(threadId, 'From the second.'))
    const first = await devices.start({ profileDir: at('first') })
    await until(async () => keptWriter(at('first'), library.id).earlier !== undefined)
    await until(async () => (await textsOf(first, library.id)).length === 2)
    expect(await first.outbox()).toEqual([])
  })
})

describe('a profile that was put back from a backup', () => {
  it('publishes what waits, once, and what it had published in its other life not again', async () => {
    const { at, library, threadId } = await lived()
    const before = await devices.start({ profileDir: at('first'), undoSec: 300 })
    const video = prepareVideo(before)
    const waiting = await before.ask(library.id, {
      ...update(threadId, 'Waits in the backup.'),
      video: { prepared: preparedId },
    })
    const unmade = await before.ask(library.id, update(threadId, 'Comes out only now.'))
    await before.close()
    cpSync(at('first'), at('backup'), { recursive: true })

    const later = await devices.start({ profileDir: at('first') })
    await later.call('POST', `/api/outbox/${waiting.outboxId}/now`)
    await until(async () => (await later.outbox()).every(({ id }) => id !== waiting.outboxId))
    await later.say(library.id, update(threadId, 'After the backup.'))
    await later.close()
    const videoPath = filesIn(at('folder')).find((path) => path.endsWith('video.mp4')) ?? ''
    // it was still being copied when the disk died
    rmSync(join(at('folder'), videoPath))
    rmSync(at('first'), { recursive: true })

    renameSync(at('folder'), at('away'))
    const again = await devices.start({ profileDir: at('backup') })
    const on = { item: unmade.id, version: null, ms: null }
    await again.ask(library.id, { request: 'comment.write', on, text: 'About it.', answersAsk: null })
    renameSync(at('away'), at('folder'))
    for (const { id } of await again.outbox()) await again.call('POST', `/api/outbox/${id}/now`).catch(() => undefined)
    await until(async () => (await again.outbox()).length === 0)
    expect(await textsOf(again, library.id)).toEqual([
      'After the backup.',
      'Before.',
      'Comes out only now.',
      'Waits in the backup.',
    ])
    const all = await updates(again, library.id)
    expect(all.find(({ text }) => text === 'Waits in the backup.')?.id).toBe(waiting.id)
    expect(readFileSync(join(at('folder'), videoPath)).equals(video)).toBe(true)
    const renamed = all.find(({ text }) => text === 'Comes out only now.')
    expect(renamed?.id).not.toBe(unmade.id)
    const comments = await again.call<{ on: string }[]>('GET', `/api/libraries/${library.id}/records?kind=comment`)
    expect(JSON.stringify(comments)).toContain(renamed?.id)
    expect(filesIn(at('folder')).filter((path) => path.includes(unmade.id))).toEqual([])
  })

  it('is healed whole wherever it is killed on the way', async () => {
    const { at, library, threadId } = await lived()
    cpSync(at('first'), at('backup'), { recursive: true })
    const later = await devices.start({ profileDir: at('first') })
    await later.say(library.id, update(threadId, 'After the backup.'))
    await later.close()
    const accepted = ['After the backup.', 'Before.']
    let killCount = 0
    for (let draws = 1; draws <= 6; draws += 1) {
      const round = await publishUntilKilled([at('backup'), library.id, threadId, `round${draws}`, String(draws)])
      accepted.push(...round.accepted)
      if (round.wasKilled) killCount += 1
    }
    expect(killCount).toBeGreaterThan(4)
    const again = await devices.start({ profileDir: at('backup') })
    await until(async () => (await again.outbox()).length === 0)
    const texts = await textsOf(again, library.id)
    // one may have been kept without its text having been printed
    expect(accepted.filter((text) => !texts.includes(text))).toEqual([])
    expect(new Set(texts).size).toBe(texts.length)
    const { writer, earlier } = keptWriter(at('backup'), library.id)
    expect(earlier?.map((key) => key.writer)).toEqual([library.me])
    const seqs = filesIn(join(at('folder'), 'ops', writer)).map((path) => {
      const batch = parseBatch(readFileSync(join(at('folder'), 'ops', writer, path), 'utf8'))
      return 'reason' in batch ? batch.reason : batch.head.seq
    })
    expect(seqs).toEqual(seqs.map((_, place) => place + 1))
  }, 120_000)
})
