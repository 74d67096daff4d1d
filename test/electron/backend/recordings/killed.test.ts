import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TrackName } from '../../../../domain/takes/take.ts'
import { newTake, started } from '../../../domain/takes/fixtures.ts'
import { type ServingChild, spawnTakes } from './child.ts'

let profileDir: string
let child: ServingChild

beforeEach(async () => {
  profileDir = await mkdtemp(join(tmpdir(), 'ownpace-killed-'))
})

afterEach(async () => {
  await child.kill()
  await rm(profileDir, { recursive: true, force: true })
})

async function send(method: string, path: string, body: unknown): Promise<Response> {
  const isBytes = body instanceof Uint8Array
  return await fetch(`http://127.0.0.1:${child.port}/api${path}`, {
    method,
    body: isBytes ? new Uint8Array(body) : JSON.stringify(body),
    headers: { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' },
  })
}

async function begin(): Promise<string> {
  const { take } = (await (await send('POST', '/takes', newTake)).json()) as { take: { id: string } }
  expect((await send('POST', `/takes/${take.id}/journal`, { events: [started(1)] })).status).toBe(200)
  return take.id
}

const chunkPath = (take: string, track: TrackName, sequence: number): string =>
  `/takes/${take}/segments/1/tracks/${track}/chunks/${sequence}`

const trackBytes = (take: string, track: TrackName): Promise<Buffer> =>
  readFile(join(profileDir, 'takes', take, `segment-001-${track}.webm`))

describe('a backend that is killed while chunks come in', () => {
  it('has every chunk it acknowledged, at whatever moment it died, and goes on where it stood', async () => {
    child = await spawnTakes({ profileDir })
    const take = await begin()
    const tracks: TrackName[] = ['screen', 'camera']
    const sent = new Map<TrackName, Uint8Array[]>(tracks.map((track) => [track, []]))
    const acknowledged = new Map<TrackName, number>(tracks.map((track) => [track, 0]))

    let onAcknowledged = (): void => undefined
    /** Resolves with the n-th acknowledgement from now on. */
    const acknowledgements = (count: number): Promise<void> =>
      new Promise((resolve) => {
        let left = count
        onAcknowledged = () => {
          left -= 1
          if (left === 0) resolve()
        }
      })

    /** Sends chunks as the page does, until the process is gone; an unanswered one is sent again the next time. */
    async function sendUntilGone(track: TrackName): Promise<void> {
      const chunks = sent.get(track) ?? []
      for (let sequence = acknowledged.get(track) ?? 0; ; sequence += 1) {
        chunks[sequence] ??= randomBytes(1 + Math.floor(Math.random() * 700_000))
        const response = await send('PUT', chunkPath(take, track, sequence), chunks[sequence]).catch(() => null)
        if (!response) return
        expect(response.status).toBe(200)
        acknowledged.set(track, sequence + 1)
        onAcknowledged()
      }
    }

    // Each time a little later after an acknowledgement: before, in the middle of and after the writing of the next chunk.
    for (const [round, killAfterMs] of [0, 1, 2, 3, 5, 8, 13].entries()) {
      const enough = acknowledgements(round + 1)
      const sending = tracks.map(sendUntilGone)
      await enough
      await after(killAfterMs)
      await child.kill()
      await Promise.all(sending)
      for (const track of tracks) {
        const chunks = (sent.get(track) ?? []).slice(0, acknowledged.get(track))
        const expected = Buffer.concat(chunks)
        const found = await trackBytes(take, track).catch(() => Buffer.alloc(0))
        expect(found.subarray(0, expected.length).equals(expected)).toBe(true)
      }
      child = await spawnTakes({ profileDir })
    }

    expect([...acknowledged.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(28)
    for (const track of tracks) {
      const chunks = sent.get(track) ?? []
      for (const [sequence, chunk] of chunks.entries()) {
        expect((await send('PUT', chunkPath(take, track, sequence), chunk)).status).toBe(200)
      }
      expect((await trackBytes(take, track)).equals(Buffer.concat(chunks))).toBe(true)
    }
  })
})

describe('a disk that has no more room', () => {
  it('costs nothing that was acknowledged, and the take goes on when there is room again', async () => {
    child = await spawnTakes({ profileDir, maxFileBytes: 1024 * 1024 })
    const take = await begin()
    const chunks = [0, 1, 2, 3, 4].map(() => new Uint8Array(randomBytes(300_000)))
    const statuses: number[] = []
    for (const [sequence, chunk] of chunks.entries()) {
      const response = await send('PUT', chunkPath(take, 'screen', sequence), chunk)
      statuses.push(response.status)
      if (response.ok) continue
      const { error } = (await response.json()) as { error: Record<string, string> }
      expect(error).toMatchObject({ code: 'disk-full', kept: expect.stringContaining('kept') })
      expect(JSON.stringify(error)).not.toContain(profileDir)
      break
    }
    expect(statuses).toEqual([200, 200, 200, 507])
    expect((await trackBytes(take, 'screen')).equals(Buffer.concat(chunks.slice(0, 3)))).toBe(true)
    expect((await send('PUT', chunkPath(take, 'screen', 3), chunks[3])).status).toBe(507)

    await child.kill()
    child = await spawnTakes({ profileDir })
    for (const sequence of [3, 4]) {
      expect((await send('PUT', chunkPath(take, 'screen', sequence), chunks[sequence])).status).toBe(200)
    }
    expect((await trackBytes(take, 'screen')).equals(Buffer.concat(chunks))).toBe(true)
  })
})
