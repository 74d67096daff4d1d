import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Failure } from '../../../domain/failure.ts'
import { createJournalSender } from '../../../renderer/capture/journal-sender.ts'
import { OutOfOrder, takesApi, Unanswered } from '../../../renderer/capture/takes-api.ts'
import { createUploadQueue, type UploadQueueOptions, type UploadState } from '../../../renderer/capture/upload-queue.ts'
import { ended, newTake, question, started } from '../../domain/takes/fixtures.ts'
import { type ServingChild, spawnTakes } from '../../electron/backend/recordings/child.ts'

const screen = { segment: 1, track: 'screen' } as const
const camera = { segment: 1, track: 'camera' } as const
const blob = (text: string): Blob => new Blob([text])

/** Resolves when the queue's state is as asked for. */
function watched(options: Omit<UploadQueueOptions, 'onChange'>) {
  const waiters = new Set<() => void>()
  const onChange = (): void => {
    for (const wake of [...waiters]) wake()
  }
  const queue = createUploadQueue({ ...options, firstRetryMs: 5, onChange })
  const until = (isSo: (state: UploadState) => boolean): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!isSo(queue.state)) return
        waiters.delete(check)
        resolve()
      }
      waiters.add(check)
      check()
    })
  return { queue, until }
}

describe('chunks on their way to a real backend', () => {
  let profileDir: string
  let backend: ServingChild
  let take: string

  beforeEach(async () => {
    profileDir = await mkdtemp(join(tmpdir(), 'ownpace-queue-'))
    backend = await spawnTakes({ profileDir })
    const api = takesApi(`http://127.0.0.1:${backend.port}`)
    take = (await api.begin(newTake)).id
    const events = [started(1)].filter((event) => event.type === 'segment-started')
    await api.journal(take, events)
  })

  afterEach(async () => {
    await backend.kill()
    await rm(profileDir, { recursive: true, force: true })
  })

  const written = (track: string): Promise<string> =>
    readFile(join(profileDir, 'takes', take, `segment-001-${track}.webm`), 'latin1')

  it('are all on disk, in order, when it says drained', async () => {
    const api = takesApi(`http://127.0.0.1:${backend.port}`)
    const { queue } = watched({ take, put: api.putChunk })
    for (let index = 0; index < 30; index += 1) {
      queue.add(screen, blob(`<s${index}>`))
      queue.add(camera, blob(`<c${index}>`))
    }
    expect(queue.state.waitingBytes).toBeGreaterThan(0)
    await queue.drained()
    expect(queue.state).toEqual({ waitingBytes: 0, problem: null, isFull: false, isLost: false })
    expect(await written('screen')).toBe(Array.from({ length: 30 }, (_, index) => `<s${index}>`).join(''))
    expect(await written('camera')).toBe(Array.from({ length: 30 }, (_, index) => `<c${index}>`).join(''))
  })

  it('wait while the backend is away and are sent when it is back', async () => {
    const { port } = backend
    const api = takesApi(`http://127.0.0.1:${port}`)
    const { queue, until } = watched({ take, put: api.putChunk })
    queue.add(screen, blob('before '))
    await queue.drained()
    await backend.kill()
    queue.add(screen, blob('while '))
    queue.add(screen, blob('away '))
    await until(({ problem }) => problem !== null)
    expect(queue.state).toMatchObject({ waitingBytes: 11, isLost: false })
    backend = await spawnTakes({ profileDir, port })
    queue.hurry()
    queue.add(screen, blob('after'))
    await queue.drained()
    expect(await written('screen')).toBe('before while away after')
  })

  it('are lost when their take is gone, and whoever waits hears it', async () => {
    const api = takesApi(`http://127.0.0.1:${backend.port}`)
    const { queue } = watched({ take: 'a'.repeat(26), put: api.putChunk })
    queue.add(screen, blob('nowhere'))
    await expect(queue.drained()).rejects.toMatchObject({ code: 'not-found' })
    expect(queue.state.isLost).toBe(true)
  })

  it('take an answer that got lost on its way back for what it was', async () => {
    const api = takesApi(`http://127.0.0.1:${backend.port}`)
    let isFirst = true
    const { queue } = watched({
      take,
      put: async (address, bytes) => {
        await api.putChunk(address, bytes)
        if (!isFirst) return
        isFirst = false
        throw new Unanswered(new Error('cut'))
      },
    })
    queue.add(screen, blob('once'))
    queue.add(screen, blob(' and once'))
    await queue.drained()
    expect(await written('screen')).toBe('once and once')
  })

  it('come after the journal that announced them, which waits for the backend too', async () => {
    const { port } = backend
    const api = takesApi(`http://127.0.0.1:${port}`)
    await backend.kill()
    const closing = new AbortController()
    const journal = createJournalSender((events) => api.journal(take, events), closing.signal)
    const events = [question(1, 10, 'q1'), ended(1, 20)].filter(
      ({ type }) => type === 'question' || type === 'segment-ended',
    )
    const appended = events.map((event) => journal.append(event as Parameters<typeof journal.append>[0]))
    backend = await spawnTakes({ profileDir, port })
    await Promise.all(appended)
    const text = await readFile(join(profileDir, 'takes', take, 'journal.jsonl'), 'utf8')
    const lines = text.trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).type)).toEqual(['segment-started', 'question', 'segment-ended'])
  })
})

describe('chunks that cannot be written for long', () => {
  const full = new Failure({ code: 'disk-full', message: 'The disk is full.' })

  it('ask for a pause beyond what may wait, and give room back when half of it is free', async () => {
    let hasRoom = false
    const sizes: boolean[] = []
    const { queue, until } = watched({
      take: 'take',
      maxWaitingBytes: 100,
      put: async () => {
        if (!hasRoom) throw full
        sizes.push(queue.state.isFull)
      },
    })
    for (let index = 0; index < 11; index += 1) queue.add(screen, blob('0123456789'))
    expect(queue.state).toMatchObject({ isFull: true, waitingBytes: 110 })
    await until(({ problem }) => problem?.code === 'disk-full')
    hasRoom = true
    queue.hurry()
    await queue.drained()
    expect(sizes.filter((isFull) => isFull)).toHaveLength(6)
    expect(queue.state).toMatchObject({ isFull: false, problem: null })
  })

  it('say what is wrong and go on trying', async () => {
    let tries = 0
    const { queue, until } = watched({
      take: 'take',
      put: async () => {
        tries += 1
        if (tries < 4) throw full
      },
    })
    queue.add(screen, blob('x'))
    await until(({ problem }) => problem?.code === 'disk-full')
    await queue.drained()
    expect(tries).toBe(4)
  })

  it('are lost when an earlier one is missing on the disk', async () => {
    const { queue } = watched({
      take: 'take',
      put: async ({ sequence }) => {
        if (sequence === 1) throw new OutOfOrder(0)
      },
    })
    queue.add(screen, blob('x'))
    queue.add(screen, blob('y'))
    await expect(queue.drained()).rejects.toMatchObject({ code: 'conflict' })
  })

  it('are given up when the take is discarded', async () => {
    const { queue, until } = watched({
      take: 'take',
      put: async () => {
        throw full
      },
    })
    queue.add(screen, blob('x'))
    await until(({ problem }) => problem !== null)
    const drained = queue.drained()
    queue.close()
    await drained
    expect(queue.state.waitingBytes).toBe(0)
  })
})
