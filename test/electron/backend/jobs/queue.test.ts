import { describe, expect, it } from 'vitest'
import { Failure } from '../../../../domain/failure.ts'
import type { Job } from '../../../../domain/views/job.ts'
import { createEventBus } from '../../../../electron/backend/events.ts'
import { createJobQueue, type JobStart } from '../../../../electron/backend/jobs/queue.ts'
import { jobRoutes } from '../../../../electron/backend/jobs/routes.ts'

function setUp() {
  const bus = createEventBus(() => undefined)
  const seen: Job[] = []
  bus.subscribe((event) => event.type === 'job' && seen.push(event.job))
  let drawn = 0
  const queue = createJobQueue({
    bus,
    clock: { nowMs: () => 0 },
    randomBytes: (byteCount) => Uint8Array.from({ length: byteCount }, (_, index) => (index === 0 ? drawn++ : index)),
    log: () => undefined,
  })
  return { queue, seen }
}

const importJob = { kind: 'import', subject: 'a', title: 'A film', lane: 'encode' } as const

/** A job that runs until it is told to go on, and says when it began. */
function heldJob(patch: Partial<JobStart> = {}) {
  let begin: () => void = () => undefined
  let goOn: () => void = () => undefined
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  const held = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const job: JobStart = {
    ...importJob,
    run: async ({ signal }) => {
      begin()
      await Promise.race([held, new Promise((resolve) => signal.addEventListener('abort', resolve))])
      if (signal.aborted) throw new Failure({ code: 'cancelled', message: 'This was cancelled.', kept: 'Everything.' })
      return undefined
    },
    ...patch,
  }
  return { job, begun, goOn }
}

describe('the job queue', () => {
  it('runs one encode at a time, in the order in which they came', async () => {
    const { queue } = setUp()
    const first = heldJob()
    const second = heldJob()
    const started = [queue.start(first.job), queue.start(second.job)]
    await first.begun
    expect(queue.snapshot().map(({ state }) => state)).toEqual(['running', 'queued'])
    first.goOn()
    await started[0]?.done
    await second.begun
    expect(queue.snapshot().map(({ state }) => state)).toEqual(['done', 'running'])
    second.goOn()
    await started[1]?.done
  })

  it('runs four light jobs at a time beside an encode', async () => {
    const { queue } = setUp()
    const jobs = [heldJob(), ...Array.from({ length: 5 }, () => heldJob({ lane: 'light' }))]
    for (const { job } of jobs) queue.start(job)
    await Promise.all(jobs.slice(0, 5).map(({ begun }) => begun))
    expect(queue.snapshot().map(({ state }) => state)).toEqual([...Array(5).fill('running'), 'queued'])
    await queue.close()
  })

  it('writes words down only when nothing waits to be encoded', async () => {
    const { queue } = setUp()
    const encodes = [heldJob(), heldJob()]
    const words = heldJob({ kind: 'captions', lane: 'words' })
    const [first, second] = encodes.map(({ job }) => queue.start(job))
    const written = queue.start(words.job)
    encodes[0]?.goOn()
    await first?.done
    await encodes[1]?.begun
    expect(queue.snapshot().map(({ state }) => state)).toEqual(['done', 'running', 'queued'])
    encodes[1]?.goOn()
    await second?.done
    await words.begun
    words.goOn()
    await written.done
  })

  it('writes words down after an encode that was called off, too', async () => {
    const { queue } = setUp()
    const encode = heldJob()
    const words = heldJob({ kind: 'captions', lane: 'words' })
    const { id, done } = queue.start(encode.job)
    queue.start(words.job)
    await encode.begun
    queue.cancel(id)
    await done.catch(() => undefined)
    await words.begun
    await queue.close()
  })

  it('never lets the fraction fall, leave 0 to 1, or be forgotten', async () => {
    const { queue, seen } = setUp()
    const { done } = queue.start({
      ...importJob,
      run: async ({ report }) => {
        for (const fraction of [0.2, 0.1, null, 0.5, -1, 7]) report({ fraction, step: 'Compressing', detail: '' })
        return undefined
      },
    })
    await done
    const running = seen.filter(({ state, progress }) => state === 'running' && progress.step !== '')
    expect(running.map(({ progress }) => progress.fraction)).toEqual([0.2, 0.2, 0.2, 0.5, 0.5, 1])
    expect(seen.at(-1)).toMatchObject({ state: 'done', progress: { fraction: 1 } })
  })

  it('keeps the result of a job that is done', async () => {
    const { queue } = setUp()
    const { id, done } = queue.start({ ...importJob, run: async () => ({ preparedId: 'p' }) })
    await expect(done).resolves.toEqual({ preparedId: 'p' })
    expect(queue.snapshot()).toMatchObject([{ id, state: 'done', result: { preparedId: 'p' } }])
  })

  it('tells a failure in its own words and an accident in general ones', async () => {
    const { queue } = setUp()
    const failure = new Failure({ code: 'disk-full', message: 'The disk is full.', kept: 'The original.' })
    const starts = [failure, new Error('secret at /home/ann')].map((error) =>
      queue.start({
        ...importJob,
        run: async () => {
          throw error
        },
      }),
    )
    await Promise.allSettled(starts.map(({ done }) => done))
    expect(queue.snapshot().map(({ state, error }) => [state, error?.code, error?.kept])).toEqual([
      ['failed', 'disk-full', 'The original.'],
      ['failed', 'internal', undefined],
    ])
    expect(JSON.stringify(queue.snapshot())).not.toContain('/home/ann')
  })

  it('cancels a running job by its signal and a queued one at once', async () => {
    const { queue } = setUp()
    const running = heldJob()
    const first = queue.start(running.job)
    const second = queue.start(heldJob().job)
    await running.begun
    expect(queue.cancel(second.id)).toBe(true)
    expect(queue.cancel(first.id)).toBe(true)
    await expect(first.done).rejects.toMatchObject({ code: 'cancelled', kept: 'Everything.' })
    await expect(second.done).rejects.toMatchObject({ code: 'cancelled' })
    expect(queue.snapshot().map(({ state }) => state)).toEqual(['cancelled', 'cancelled'])
    expect(queue.cancel(first.id)).toBe(false)
  })

  it('remembers the last 50 that ended', async () => {
    const { queue } = setUp()
    for (let index = 0; index < 60; index++) {
      await queue.start({ ...importJob, title: String(index), run: async () => undefined }).done
    }
    expect(queue.snapshot().map(({ title }) => title)).toEqual(
      Array.from({ length: 50 }, (_, index) => `${index + 10}`),
    )
  })

  it('cancels everything when it closes and takes nothing more', async () => {
    const { queue } = setUp()
    const held = heldJob()
    queue.start(held.job)
    queue.start(heldJob().job)
    await held.begun
    await queue.close()
    expect(queue.snapshot().map(({ state }) => state)).toEqual(['cancelled', 'cancelled'])
    expect(() => queue.start(heldJob().job)).toThrow(Failure)
  })
})

describe('the job routes', () => {
  it('list every job and cancel one by its id', async () => {
    const { queue } = setUp()
    const routes = jobRoutes({ queue })
    const held = heldJob()
    const { id, done } = queue.start(held.job)
    await held.begun
    expect(await (await routes.request('/jobs')).json()).toMatchObject([{ id, state: 'running' }])
    expect((await routes.request(`/jobs/${id}/cancel`, { method: 'POST' })).status).toBe(200)
    await expect(done).rejects.toMatchObject({ code: 'cancelled' })
    routes.onError((error, context) => context.json({ code: error instanceof Failure ? error.code : '' }, 404))
    const again = await routes.request(`/jobs/${id}/cancel`, { method: 'POST' })
    expect(await again.json()).toEqual({ code: 'not-found' })
  })
})
