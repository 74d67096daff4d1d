import type { Job } from '../../../../domain/views/job.ts'
import { type Device, until } from '../library/devices.ts'

/** Begins a job and answers its result once it has ended. */
export async function work<T>(device: Device, path: string, body?: unknown): Promise<T> {
  const { jobId } = await device.call<{ jobId: string }>('POST', path, body ?? {})
  let job: Job | undefined
  await until(async () => {
    job = (await device.call<Job[]>('GET', '/api/jobs')).find(({ id }) => id === jobId)
    return job?.state !== 'queued' && job?.state !== 'running'
  })
  if (job?.state !== 'done') throw new Error(JSON.stringify(job?.error))
  return job.result as T
}
