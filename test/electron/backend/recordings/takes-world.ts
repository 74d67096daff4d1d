import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { TakeView } from '../../../../domain/takes/view.ts'
import type { Job } from '../../../../domain/views/job.ts'
import { newTake, question, started } from '../../../domain/takes/fixtures.ts'
import { makeVideo } from '../../../support/media.ts'
import { takesApp } from './serve-takes.ts'

/** The routes of takes over a profile of their own, with a clock that stands still unless it is set. */
export async function takesWorld(place: { profileDir?: string } = {}) {
  const profileDir = place.profileDir ?? (await mkdtemp(join(tmpdir(), 'ownpace-takes-')))
  const clock = { nowMs: Date.UTC(2026, 10, 16, 9) }
  const open = () => takesApp(profileDir, () => clock.nowMs)
  let app = await open()

  async function request(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const isBytes = body instanceof Uint8Array
    const response = await app.app.request(path, {
      method,
      ...(body === undefined ? {} : { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
      headers: { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' },
    })
    return { status: response.status, body: await response.json().catch(() => null) }
  }

  const post = (path: string, body: unknown = {}) => request('POST', `/api/takes${path}`, body)
  const journal = (take: string, events: unknown[]) => post(`/${take}/journal`, { events })

  function put({ take, sequence, bytes, track = 'screen', segment = 1 }: ChunkToPut) {
    return request('PUT', `/api/takes/${take}/segments/${segment}/tracks/${track}/chunks/${sequence}`, bytes)
  }

  async function begin(): Promise<string> {
    const { status, body } = await post('', newTake)
    expect(status).toBe(201)
    return (body as { take: { id: string } }).take.id
  }

  /** A recorded track as the page sends it: a live WebM of 2 s, cut into chunks. */
  async function recordedChunks(): Promise<Uint8Array[]> {
    const path = join(profileDir, 'made.webm')
    await makeVideo({ path, secondsEach: 2, options: ['-f', 'webm', '-live', '1'] })
    const whole = await readFile(path)
    const size = Math.ceil(whole.length / 4)
    return [0, 1, 2, 3].map((index) => whole.subarray(index * size, (index + 1) * size))
  }

  async function recordedTake(): Promise<string> {
    const take = await begin()
    await journal(take, [started(1), question(1, 0, 'q1'), question(1, 1_000, 'q2')])
    for (const [sequence, bytes] of (await recordedChunks()).entries()) {
      expect((await put({ take, sequence, bytes })).status).toBe(200)
    }
    return take
  }

  return {
    profileDir,
    clock,
    request,
    post,
    journal,
    put,
    begin,
    recordedChunks,
    recordedTake,
    dirOf: (take: string): string => join(profileDir, 'takes', take),
    view: async (take: string): Promise<TakeView> => (await request('GET', `/api/takes/${take}`)).body as TakeView,
    list: async (): Promise<TakeView[]> => ((await request('GET', '/api/takes')).body as { takes: TakeView[] }).takes,
    media: (path: string, headers: Record<string, string> = {}) => app.app.request(`/media/takes/${path}`, { headers }),
    prepared: (id: string) => app.store.get(id),

    /** Closes the takes as an app that ends does, and opens them again, with something done in between. */
    async restart(between: () => Promise<void> = async () => undefined): Promise<void> {
      await app.live.close()
      await app.recordings.close()
      await between()
      app = await open()
    },

    /** Resolves once something holds, asked again with each news. */
    async until<T>(ask: () => Promise<T | null | undefined | false>): Promise<T> {
      for (;;) {
        let wake = (): void => undefined
        const news = new Promise<void>((resolve) => {
          wake = resolve
        })
        const stop = app.bus.subscribe(() => wake())
        try {
          const answer = await ask()
          if (answer) return answer
          await news
        } finally {
          stop()
        }
      }
    },

    /** Resolves with the job once it has ended. */
    jobEnd(jobId: string): Promise<Job> {
      return new Promise((resolve) => {
        const check = (): void => {
          const job = app.jobs.snapshot().find(({ id }) => id === jobId)
          if (job && job.state !== 'queued' && job.state !== 'running') resolve(job)
        }
        app.bus.subscribe(check)
        check()
      })
    },

    async close(): Promise<void> {
      await app.live.close()
      await app.jobs.close()
      await app.recordings.close()
      await rm(profileDir, { recursive: true, force: true })
    },
  }
}

export type TakesWorld = Awaited<ReturnType<typeof takesWorld>>

interface ChunkToPut {
  take: string
  sequence: number | string
  bytes: Uint8Array
  track?: string
  segment?: number
}
