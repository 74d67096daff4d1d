import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chunkEveryMs } from '../../../../domain/takes/view.ts'
import { started } from '../../../domain/takes/fixtures.ts'
import { type TakesWorld, takesWorld } from './takes-world.ts'

let world: TakesWorld
const dayMs = 24 * 3600 * 1000
beforeEach(async () => {
  world = await takesWorld()
})

afterEach(async () => {
  await world.close()
})

describe('a discarded take', () => {
  it('can be brought back', async () => {
    const take = await world.recordedTake()
    expect((await world.post(`/${take}/discard`)).body).toMatchObject({
      status: 'discarded',
      removedAtMs: world.clock.nowMs + 7 * dayMs,
    })
    expect((await world.post(`/${take}/restore`)).body).toMatchObject({ status: 'interrupted', removedAtMs: null })
  })

  it('alone can be removed for good', async () => {
    const take = await world.recordedTake()
    expect(await world.request('DELETE', `/api/takes/${take}`)).toMatchObject({ status: 409 })
    await world.post(`/${take}/discard`)
    expect(await world.request('DELETE', `/api/takes/${take}`)).toMatchObject({ status: 200 })
    expect(await readdir(join(world.profileDir, 'takes'))).toEqual([])
  })
})

const keptFrom500To1500 = [
  { fromMs: 0, toMs: 500 },
  { fromMs: 1_500, toMs: 60_000 },
]

describe('a finished take', () => {
  it('becomes a prepared video whose length is what trimming left', async () => {
    const take = await world.recordedTake()
    await world.post(`/${take}/finish`)
    const { status, body } = await world.post(`/${take}/compose`, { edit: { cuts: keptFrom500To1500 } })
    expect(status).toBe(202)
    const { jobId } = body as { jobId: string }
    const job = await world.jobEnd(jobId)
    expect(job).toMatchObject({ state: 'done', kind: 'compose', subject: take })
    const { prepared } = await world.view(take)
    expect(job?.result).toEqual({ preparedId: prepared })
    const video = await world.prepared(prepared ?? '')
    expect(Math.abs(video.durationMs - 1_000)).toBeLessThan(100)
    expect(video.chapters.map(({ questionId }) => questionId)).toEqual(['q1', 'q2'])
  })

  it('that holds nothing says so instead of making a video of nothing', async () => {
    const take = await world.begin()
    await world.journal(take, [started(1)])
    expect(await world.post(`/${take}/compose`, { edit: {} })).toMatchObject({
      status: 422,
      body: { error: { code: 'take-empty' } },
    })
  })
})

describe('the room on the disk', () => {
  it('is told in hours at the rate that is being recorded', async () => {
    const { status, body } = await world.request('GET', '/api/takes/room')
    expect(status).toBe(200)
    const room = body as { freeBytes: number; hoursLeft: number; bytesPerSecond: number }
    expect(room.freeBytes).toBeGreaterThan(0)
    const take = await world.begin()
    await world.journal(take, [started(1)])
    for (let sequence = 0; sequence < 6; sequence += 1) await world.put({ take, sequence, bytes: new Uint8Array(100) })
    const measured = (await world.request('GET', '/api/takes/room')).body as typeof room
    expect(measured.bytesPerSecond).toBe((100 * 1_000) / chunkEveryMs)
    expect(measured.hoursLeft).toBeGreaterThan(room.hoursLeft)
  })
})
