import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tripletsOf } from '../../../../domain/library/pack.ts'
import { update } from './devices.ts'
import { setUpDevices } from './setup.ts'
import { liveWorld, say, setDeleted, startMs, writeOver } from './upkeep-world.ts'

const devices = setUpDevices('packs')
const world = () => liveWorld(devices.folder())
const in2040 = Date.UTC(2040, 0, 1)

describe('packs', () => {
  it('hold a month that ended a week ago, and its loose files go 30 days later', async () => {
    const { clock, library, threadId, live, ops, folder, close } = await world()
    for (let count = 0; count < 5; count += 1) await say(library, update(threadId, `November ${count}.`))
    const loose = ops()
    const bytes = loose.map((path) => readFileSync(join(folder, 'ops', path), 'utf8')).join('')
    clock.ms = Date.UTC(2026, 11, 7, 9)
    expect((await library.upkeep.run()).packsWritten).toEqual([])
    await say(library, update(threadId, 'December.'))
    await live(1)
    const packs = ops().filter((path) => path.includes('/packs/'))
    expect(packs).toHaveLength(1)
    expect(packs[0]).toMatch(/\/packs\/00000001-00000007-[a-z2-7]{26}\.jsonl$/)
    const packed = readFileSync(join(folder, 'ops', packs[0] ?? ''))
    expect(packed.toString('utf8')).toBe(bytes)
    expect(tripletsOf(packed).triplets).toHaveLength(7)
    await live(29)
    expect(ops()).toEqual(expect.arrayContaining(loose))
    await live(2)
    expect(ops().filter((path) => loose.includes(path))).toEqual([])
    expect(readdirSync(join(folder, 'ops', library.writer.id)).sort()).toEqual(['202612', 'packs'])
    await close()
  })

  it('are not written, and nothing is removed, by a clock in 2040', async () => {
    const { clock, library, threadId, ops, close } = await world()
    const updateId = await say(library, update(threadId, 'November.'))
    await setDeleted(library, updateId, true)
    await library.upkeep.run()
    const before = ops()
    for (let run = 0; run < 40; run += 1) {
      clock.ms = in2040 + run * 1000
      const report = await library.upkeep.run()
      expect(report).toMatchObject({ isClockTrusted: false, packsWritten: [], collectedCount: 0 })
      clock.ms = startMs + run * 1000
    }
    expect(ops()).toEqual(before)
    await close()
  })

  it('are mended from the loose files where they are torn, and nothing is removed where that cannot be', async () => {
    const { clock, library, threadId, live, ops, folder, close } = await world()
    await say(library, update(threadId, 'November.'))
    clock.ms = Date.UTC(2026, 11, 8, 9)
    await live(1)
    const pack = ops().find((path) => path.includes('/packs/')) ?? ''
    const loose = ops().filter((path) => !path.includes('/packs/'))
    const path = join(folder, 'ops', pack)
    const whole = readFileSync(path)
    const isWhole = (): boolean => readFileSync(path).equals(whole)
    writeOver(path, whole.subarray(0, whole.length - 20))
    await live(1)
    expect(isWhole()).toBe(true)
    // the last batch is whole in neither of them
    writeOver(join(folder, 'ops', loose.at(-1) ?? ''), 'not a batch')
    writeOver(path, whole.subarray(0, whole.length - 20))
    await live(40)
    expect(ops()).toEqual(expect.arrayContaining(loose))
    expect(isWhole()).toBe(false)
    await close()
  })
})
