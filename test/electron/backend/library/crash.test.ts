import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseBatch } from '../../../../domain/library/batch.ts'
import { filesIn, thread, until } from './devices.ts'
import { setUpDevices } from './setup.ts'
import { publishUntilKilled } from './until-killed.ts'

const devices = setUpDevices('crash')
describe('a device that is killed while it publishes', () => {
  it('says after its restart all that it had accepted, each exactly once and in one unbroken chain', async () => {
    const root = devices.folder()
    const profileDir = join(root, 'aya')
    const folder = join(root, 'shared')
    const first = await devices.start({ profileDir })
    const library = await first.create(folder)
    const threadId = await first.say(library.id, thread)
    await first.close()

    const accepted: string[] = []
    let killCount = 0
    for (let draws = 2; draws <= 44; draws += 3) {
      const round = await publishUntilKilled([profileDir, library.id, threadId, `round${draws}`, String(draws)])
      accepted.push(...round.accepted)
      if (round.wasKilled) killCount += 1
    }
    expect(killCount).toBeGreaterThan(10)

    const again = await devices.start({ profileDir })
    await until(async () => (await again.outbox()).length === 0)
    const batches = filesIn(folder)
      .filter((path) => path.startsWith('ops/'))
      .map((path) => parseBatch(readFileSync(join(folder, path), 'utf8')))
    const texts: string[] = []
    const seqs: number[] = []
    let updateCount = 0
    for (const batch of batches) {
      if ('reason' in batch) throw new Error(batch.reason)
      seqs.push(batch.head.seq)
      updateCount += batch.head.ops.filter(({ kind }) => kind === 'update.version').length
      texts.push(...[...batch.words.values()].map(({ text }) => text).filter((text) => /^round\d+-\d$/.test(text)))
    }
    expect(seqs.sort((a, b) => a - b)).toEqual(Array.from({ length: seqs.length }, (_, place) => place + 1))
    expect(new Set(texts).size).toBe(texts.length)
    expect(accepted.filter((text) => !texts.includes(text))).toEqual([])
    const files = filesIn(folder)
    expect(files.filter((path) => path.endsWith('/item.md'))).toHaveLength(updateCount)
    expect(files.filter((path) => path.endsWith('/manifest.json'))).toHaveLength(updateCount)
    expect(files.filter((path) => path.endsWith('.tmp'))).toEqual([])
  }, 180_000)
})
