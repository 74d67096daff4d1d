import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { TakeView } from '../../../../domain/takes/view.ts'
import type { Job } from '../../../../domain/views/job.ts'
import type { LibraryView, OutboxEntryView } from '../../../../domain/views/library.ts'
import type { PreparedVideo } from '../../../../electron/backend/media/prepared/prepared-video.ts'
import { probe } from '../../../../electron/backend/media/probe/probe.ts'
import { newTake, started } from '../../../domain/takes/fixtures.ts'
import { type Chance, chanceOf } from '../../../simulation/chance.ts'
import { probeVideo, publishedVideos } from '../../../support/published-video.ts'
import { type KilledBackend, startKilledBackend, Unanswered } from './killed-backend.ts'

const recorded = join(import.meta.dirname, '../../../fixtures/media/recorder-h264.webm')
const recordedMs = 2_975
const chunkCount = 8

/** Where each take is killed, in its order; publishing comes after all takes, as the library is opened only then. */
const takePhases = ['recording', 'recording', 'stopping', 'ffmpeg', 'composing', 'joining'] as const
export type Phase = (typeof takePhases)[number] | 'publishing'
/** Publishing is killed a hundred times in a test of its own. */
const publishingKills = 3

export interface KillReport {
  seed: number
  /** How often something was killed in each phase. */
  kills: Record<Phase, number>
  publishedCount: number
  /** What was not as it should be; empty where all is well. */
  complaints: string[]
}

/**
 * Records, composes and publishes takes through a real backend, and kills it, or its ffmpeg, at `points` moments that follow
 * from the seed. After each kill the person goes on as the page would. Afterwards every take has to be published whole.
 */
export async function killAnywhere({ seed, points }: { seed: number; points: number }): Promise<KillReport> {
  const root = await mkdtemp(join(tmpdir(), 'ownpace-kills-'))
  const profileDir = join(root, 'profile')
  const shared = join(root, 'shared')
  const backend = await startKilledBackend({ profileDir, cacheDir: join(root, 'compiled') })
  const run = new Run({ backend, chance: chanceOf(seed), profileDir, chunks: await chunksOf(recorded) })
  try {
    const made: string[] = []
    for (let left = points - publishingKills; left > 0; left -= takePhases.length) {
      made.push(await run.makeVideo(takePhases.slice(0, left)))
    }
    await run.found(shared)
    for (const [index, prepared] of made.entries()) {
      await run.publish({ title: `Take ${index}`, prepared, isKilled: index < publishingKills })
    }
    await run.judge(shared)
    return { seed, kills: run.kills, publishedCount: made.length, complaints: run.complaints }
  } finally {
    await backend.close()
    await rm(root, { recursive: true, force: true })
  }
}

async function chunksOf(path: string): Promise<Buffer[]> {
  const whole = await readFile(path)
  const size = Math.ceil(whole.length / chunkCount)
  return Array.from({ length: chunkCount }, (_, index) => whole.subarray(index * size, (index + 1) * size))
}

class Run {
  readonly kills = { recording: 0, stopping: 0, ffmpeg: 0, composing: 0, joining: 0, publishing: 0 }
  readonly complaints: string[] = []
  readonly #backend: KilledBackend
  readonly #chance: Chance
  readonly #profileDir: string
  readonly #chunks: Buffer[]
  #library = ''
  /** How long making a video took the last time. */
  #composingMs = 300

  constructor(parts: { backend: KilledBackend; chance: Chance; profileDir: string; chunks: Buffer[] }) {
    this.#backend = parts.backend
    this.#chance = parts.chance
    this.#profileDir = parts.profileDir
    this.#chunks = parts.chunks
  }

  async found(dir: string): Promise<void> {
    const person = { name: 'Aya', timeZone: 'Europe/Berlin' }
    const founding = { dir, name: 'Payments', purpose: 'team', person }
    this.#library = (await this.#backend.ask<LibraryView>('POST', '/libraries', founding)).id
  }

  /** Records, stops and composes one take, whatever is killed meanwhile; resolves to the prepared video. */
  async makeVideo(killIn: readonly Phase[]): Promise<string> {
    const take = await this.#begin()
    const killsWhile = (phase: Phase): number => killIn.filter((each) => each === phase).length
    const killAt = new Set(Array.from({ length: killsWhile('recording') }, () => this.#chance.below(chunkCount)))
    for (const [sequence, chunk] of this.#chunks.entries()) {
      const path = `/takes/${take}/segments/1/tracks/screen/chunks/${sequence}`
      const kill = killAt.has(sequence) ? { phase: 'recording' as const, afterMs: this.#chance.below(6) } : null
      await this.#surely(() => this.#backend.ask('PUT', path, chunk), kill)
    }
    await this.#expectChunks(take)
    const kill = killsWhile('stopping') > 0 ? { phase: 'stopping' as const, afterMs: this.#chance.below(8) } : null
    await this.#surely(() => this.#backend.ask('POST', `/takes/${take}/finish`, {}), kill)

    const composing = (['ffmpeg', 'composing', 'joining'] as const).filter((phase) => killsWhile(phase) > 0)
    for (;;) {
      const prepared = await this.#compose(take, composing.shift() ?? null)
      if (prepared !== null && composing.length === 0) return prepared
    }
  }

  /** Publishes a prepared video, and waits until its take says that it is. */
  async publish(asked: { title: string; prepared: string; isKilled: boolean }): Promise<void> {
    const { source } = await this.#backend.ask<PreparedVideo>('GET', `/prepared/${asked.prepared}`)
    await this.#publish(asked)
    if ('take' in source) await this.#until(async () => (await this.#view(source.take)).status === 'published')
  }

  /** Every published video is whole, and nothing half stands under a final name. */
  async judge(shared: string): Promise<void> {
    for (const path of await publishedVideos(shared)) {
      const { durationSec, videoCodec, audioCodec } = await probeVideo(path)
      const isWhole = Math.abs(durationSec * 1_000 - recordedMs) < 150 && videoCodec === 'h264' && audioCodec === 'aac'
      if (!isWhole) this.complaints.push(`a published video lasts ${durationSec} s, ${videoCodec} ${audioCodec}`)
    }
  }

  async #begin(): Promise<string> {
    const { take } = await this.#backend.ask<{ take: { id: string } }>('POST', '/takes', newTake)
    const tracks = [{ track: 'screen', mimeType: 'video/webm;codecs=h264,opus' }]
    await this.#backend.ask('POST', `/takes/${take.id}/journal`, { events: [{ ...started(1), tracks }] })
    return take.id
  }

  /** Does one thing until it is answered, as the page does; a kill falls into the first try. */
  async #surely<T>(work: () => Promise<T>, kill: { phase: Phase; afterMs: number } | null): Promise<T> {
    if (kill) {
      const doing = work().catch((error: unknown) => {
        if (!(error instanceof Unanswered)) throw error
      })
      await this.#kill(kill)
      await doing
      await this.#revive()
    }
    return await work()
  }

  async #kill({ phase, afterMs }: { phase: Phase; afterMs: number }): Promise<void> {
    await this.#backend.killAfter(afterMs)
    this.kills[phase] += 1
  }

  async #revive(): Promise<void> {
    const deadlineMs = performance.now() + 10_000
    while (this.#backend.ffmpegs().length > 0 && performance.now() < deadlineMs) await after(20)
    if (this.#backend.ffmpegs().length > 0) this.complaints.push('an ffmpeg outlived its backend')
    await this.#backend.revive()
    await this.#expectNothingHalf()
  }

  /** What was acknowledged is on the disk. */
  async #expectChunks(take: string): Promise<void> {
    const found = await readFile(join(this.#profileDir, 'takes', take, 'segment-001-screen.webm'))
    if (!found.equals(Buffer.concat(this.#chunks))) this.complaints.push('an acknowledged chunk was lost')
  }

  async #expectNothingHalf(): Promise<void> {
    const root = join(this.#profileDir, 'prepared')
    for (const name of await readdir(root)) {
      if (name.startsWith('.')) this.complaints.push(`half a video stayed: ${name}`)
      else
        await probe({ path: join(root, name, 'video.mp4') }).catch(() => this.complaints.push('half a prepared video'))
    }
  }

  /** Composes once; null where it was killed on the way. */
  async #compose(take: string, kill: Phase | null): Promise<string | null> {
    const beganMs = performance.now()
    // In another quality nothing can be used that was made while it was recorded, so there is an ffmpeg to kill.
    const edit = kill === 'ffmpeg' ? { quality: 'small' } : {}
    const { jobId } = await this.#backend.ask<{ jobId: string }>('POST', `/takes/${take}/compose`, { edit })
    if (kill === 'ffmpeg') await this.#killFfmpeg(jobId)
    else if (kill !== null) {
      const [from, to] = kill === 'joining' ? [0.75, 1.05] : [0.05, 0.75]
      const afterMs = this.#composingMs * (from + (this.#chance.below(1_000) / 1_000) * (to - from))
      await this.#kill({ phase: kill, afterMs })
      await this.#revive()
      return null
    }
    const job = await this.#job(jobId)
    if (job.state !== 'done' && kill === null) this.complaints.push(`composing failed: ${JSON.stringify(job.error)}`)
    if (job.state !== 'done') return null
    if (kill === null) this.#composingMs = performance.now() - beganMs
    return (job.result as { preparedId: string }).preparedId
  }

  /** Kills an ffmpeg that works for a job, as soon as there is one. */
  async #killFfmpeg(jobId: string): Promise<void> {
    for (let isOver = false; !isOver; isOver = await this.#isOver(jobId)) {
      for (let look = 0; look < 20; look += 1) {
        const found = this.#backend.ffmpegs()
        if (found.length > 0) {
          process.kill(this.#chance.pick(found), 'SIGKILL')
          this.kills.ffmpeg += 1
          return
        }
        await after(2)
      }
    }
  }

  async #publish({ title, prepared, isKilled }: { title: string; prepared: string; isKilled: boolean }): Promise<void> {
    const request = { request: 'video.publish', title, about: '', video: { prepared }, captions: [] }
    const asked = this.#backend.ask('POST', `/libraries/${this.#library}/requests`, request)
    if (!isKilled) {
      await asked
      return
    }
    // Sometimes before it is kept, sometimes while its files are brought into the folder.
    await Promise.allSettled([asked, this.#kill({ phase: 'publishing', afterMs: this.#chance.below(200) })])
    await this.#revive()
    if (!(await this.#isKnown(title))) await this.#publish({ title, prepared, isKilled: false })
  }

  /** Whether what was asked for waits, or is published already. */
  async #isKnown(title: string): Promise<boolean> {
    const waiting = await this.#backend.ask<OutboxEntryView[]>('GET', '/outbox')
    const path = `/libraries/${this.#library}/records?kind=video`
    await this.#backend.ask('POST', `/libraries/${this.#library}/scan`, {})
    const published = await this.#backend.ask<{ title: string | null }[]>('GET', path)
    return waiting.some((entry) => entry.title.includes(title)) || published.some((record) => record.title === title)
  }

  #view(take: string): Promise<TakeView> {
    return this.#backend.ask('GET', `/takes/${take}`)
  }

  async #isOver(id: string): Promise<boolean> {
    const job = (await this.#backend.ask<Job[]>('GET', '/jobs')).find((each) => each.id === id)
    return job !== undefined && job.state !== 'queued' && job.state !== 'running'
  }

  async #job(id: string): Promise<Job> {
    while (!(await this.#isOver(id))) await after(15)
    const job = (await this.#backend.ask<Job[]>('GET', '/jobs')).find((each) => each.id === id)
    if (job === undefined) throw new Error('a job that ended is forgotten')
    return job
  }

  async #until(isSo: () => Promise<boolean>): Promise<void> {
    const deadlineMs = performance.now() + 60_000
    while (!(await isSo())) {
      if (performance.now() > deadlineMs) {
        this.complaints.push('a take was never published')
        return
      }
      await after(20)
    }
  }
}

// Run as a program: `npm run -s kills -- [--page] POINTS [SEED]`.
if (process.argv[1] === import.meta.filename) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { page: { type: 'boolean' } } })
  const [points = values.page ? '30' : '300', seed = String(Date.now() % 1_000_000)] = positionals
  const asked = { seed: Number(seed), points: Number(points) }
  // The page's part needs a browser and a screen, which are only looked for where they are asked for.
  const report = values.page
    ? await (await import('../../../e2e/kill-pages.ts')).killPagesOfNewWorld(asked)
    : await killAnywhere(asked)
  console.log(JSON.stringify(report, null, 2))
  if (report.complaints.length > 0) process.exitCode = 1
}
