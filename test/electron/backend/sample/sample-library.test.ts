import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Job } from '../../../../domain/views/job.ts'
import type { LibraryView } from '../../../../domain/views/library.ts'
import type { RecordView } from '../../../../domain/views/records.ts'
import type { Device } from '../library/devices.ts'
import { setUpDevices } from '../library/setup.ts'

const devices = setUpDevices('sample')

/** Follows the events until a job says what is waited for. */
async function jobUntil(device: Device, isIt: (job: Job) => boolean): Promise<Job> {
  const response = await device.backend.fetch(new Request('http://device/api/events'))
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  try {
    for (;;) {
      const known = (await device.call<Job[]>('GET', '/api/jobs')).find(isIt)
      if (known) return known
      const { done } = await reader.read()
      if (done) throw new Error('the events ended')
    }
  } finally {
    await reader.cancel()
  }
}

async function startSample(device: Device): Promise<string> {
  const { jobId } = await device.call<{ jobId: string }>('POST', '/api/libraries/sample')
  return jobId
}

describe('the sample library', () => {
  it('is made whole, with something in it that waits for the person', { timeout: 240_000 }, async () => {
    const aya = await devices.start({ profileDir: join(devices.folder(), 'aya') })
    const id = await startSample(aya)
    const job = await jobUntil(aya, (one) => one.id === id && one.state !== 'running' && one.state !== 'queued')
    expect(job.error, aya.log.join('\n')).toBeUndefined()
    expect(job.state).toBe('done')
    const [library] = await aya.call<LibraryView[]>('GET', '/api/libraries')
    expect(library).toMatchObject({ state: 'ready', isSample: true, pendingCount: 0 })
    const updates = await aya.call<RecordView[]>('GET', `/api/libraries/${library?.id}/records?kind=update&limit=50`)
    expect(updates.length).toBeGreaterThan(3)
    const asked = updates.flatMap((update) => (update.kind === 'update' ? update.asks : []))
    expect(asked.some(({ to }) => to.includes(library?.me ?? ''))).toBe(true)
    expect(updates.every((update) => update.kind !== 'update' || update.video?.isHere === true)).toBe(true)
  })

  it('leaves nothing behind when its making is cancelled', async () => {
    const aya = await devices.start({ profileDir: join(devices.folder(), 'aya') })
    const id = await startSample(aya)
    await jobUntil(aya, (one) => one.id === id && one.progress.detail !== '')
    await aya.call('POST', `/api/jobs/${id}/cancel`)
    await jobUntil(aya, (one) => one.id === id && one.state === 'cancelled')
    expect(await aya.call('GET', '/api/libraries')).toEqual([])
    expect(existsSync(join(aya.profileDir, 'sample-library'))).toBe(false)
  })

  it('that a crash left half made is removed at the next start', async () => {
    const profileDir = join(devices.folder(), 'aya')
    const before = await devices.start({ profileDir })
    const dir = join(profileDir, 'sample-library')
    await before.create(dir)
    await before.close()
    writeFileSync(join(profileDir, 'sample-unfinished'), '')
    const after = await devices.start({ profileDir })
    await startSample(after)
    const job = await jobUntil(after, (one) => one.kind === 'sample' && one.progress.detail !== '')
    expect(await after.call('GET', '/api/libraries')).toEqual([])
    await after.call('POST', `/api/jobs/${job.id}/cancel`)
    await jobUntil(after, (one) => one.id === job.id && one.state === 'cancelled')
  })
})
