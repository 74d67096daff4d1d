import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Job } from '../../../../domain/views/job.ts'
import { listedModels } from '../../../../electron/backend/captions/models.ts'
import { openModels } from '../../../../electron/backend/captions/models-store.ts'
import { createEventBus } from '../../../../electron/backend/events.ts'
import { createJobQueue } from '../../../../electron/backend/jobs/queue.ts'
import { openConfFile } from '../../../../electron/backend/settings/conf-file.ts'
import { openSettings } from '../../../../electron/backend/settings/store.ts'
import { until } from '../library/devices.ts'

/** "ggml" as models begin, and something behind it. */
const model = Buffer.concat([Buffer.from('lmgg', 'latin1'), Buffer.alloc(3_000_000, 7)])
const clock = { nowMs: () => Date.now() }
let root: string
let server: Server

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ownpace-models-'))
  server = createServer((_request, response) => response.writeHead(200, { etag: '"one"' }).end(model))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
  await rm(root, { recursive: true, force: true })
})

async function world() {
  const profileDir = await mkdtemp(join(root, 'profile-'))
  const log = (): void => undefined
  const settings = openSettings({ profileDir, clock, timeZone: 'UTC', openFile: openConfFile, log })
  const bus = createEventBus(log)
  const seen: Job[] = []
  bus.subscribe((event) => event.type === 'job' && seen.push(event.job))
  const jobs = createJobQueue({ bus, clock, randomBytes, log })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ggml-base.bin`
  const sha256 = createHash('sha256').update(model).digest('hex')
  const base = { id: 'base', fileName: 'ggml-base.bin', sizeBytes: model.length, sha256, url, licence: 'MIT' } as const
  const models = openModels({ profileDir, settings, jobs, models: [base] })
  return { models, settings, jobs, seen, dir: join(profileDir, 'models') }
}

describe('models for captions', () => {
  it('are used once they were fetched, by a job that shows how far it is', async () => {
    const { models, settings, jobs, seen, dir } = await world()
    settings.set({ captionsBy: 'model' })
    expect(await models.setup()).toMatchObject({
      isReady: false,
      problem: expect.stringContaining('not on this device'),
    })
    const jobId = await models.fetch('base')
    // Whoever presses the button twice gets one.
    expect(await models.fetch('base')).toBe(jobId)
    await until(async () =>
      jobs.snapshot().some(({ id, state }) => id === jobId && state !== 'running' && state !== 'queued'),
    )
    expect(jobs.snapshot().find(({ id }) => id === jobId)).toMatchObject({ kind: 'model', state: 'done' })
    expect(seen.some(({ progress }) => progress.fraction !== null && progress.fraction > 0)).toBe(true)
    expect(await models.setup()).toMatchObject({
      isReady: true,
      problem: null,
      models: [{ isHere: true, jobId: null }],
    })
    expect(await readFile(join(dir, 'ggml-base.bin'))).toEqual(model)
    await models.remove('base')
    expect(await models.setup()).toMatchObject({ isReady: false })
    expect(await readdir(dir)).toEqual([])
  })

  it('may be a file that the person gives, if it is one', async () => {
    const { models, settings, dir } = await world()
    settings.set({ captionsBy: 'model', captionsModel: 'file' })
    await expect(models.take(new Blob(['no model at all']).stream())).rejects.toMatchObject({ code: 'model-unusable' })
    expect(await readdir(dir)).toEqual([])
    await models.take(new Blob([new Uint8Array(model)]).stream())
    expect(await models.setup()).toMatchObject({ isReady: true, givenFile: { sizeBytes: model.length } })
    expect(await readdir(dir)).toEqual(['given.bin'])
  })

  it('are named with all that one has to know before one agrees', () => {
    for (const { url, sha256, sizeBytes, licence } of listedModels) {
      expect(new URL(url).protocol).toBe('https:')
      expect(sha256).toMatch(/^[0-9a-f]{64}$/)
      expect(sizeBytes).toBeGreaterThan(10_000_000)
      expect(licence).toBe('MIT')
    }
  })
})
