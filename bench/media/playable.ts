import { execFile } from 'node:child_process'
import { copyFile, mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { bubbleBox } from '../../domain/takes/bubble-place.ts'
import { unedited } from '../../domain/takes/edit.ts'
import { joinPieces } from '../../electron/backend/media/compose/join.ts'
import { shippedFfmpegPath } from '../../test/support/media.ts'
import { median, printTable } from '../library/table.ts'
import type { MediaBench } from './bench.ts'
import { type FedTake, feedTake, flushedMs } from './long-take.ts'
import { bubble, size } from './record.ts'
import { type ScreenTalk, screenTalk } from './screen-talk.ts'

const run = promisify(execFile)
const joinRounds = 7

/**
 * From the stop to the first frame that plays and to the joined MP4, of takes of 1, 10 and 60 minutes, beside what usual
 * tools do: encode all of it after the stop. The talk was really recorded; the long takes are it again and again.
 */
export async function benchPlayable({ dir, minutes }: MediaBench): Promise<void> {
  const talk = await screenTalk({ dir, seconds: 64 })
  const encodedPerSecond = await fullEncode({ talk, to: join(dir, 'full.mp4') })
  const rows: Record<string, string | number>[] = []
  for (const length of minutes === null ? [1, 10, 60] : [minutes]) {
    const profileDir = join(dir, `playable-${length}`)
    await rm(profileDir, { recursive: true, force: true })
    await mkdir(profileDir, { recursive: true })
    const began = performance.now()
    const fed = await feedTake({ talk, minutes: length, profileDir })
    const pace = (length * 60_000) / (performance.now() - began)
    rows.push({ minutes: length, 'fed at × real time': pace, ...(await measureStop(fed, dir)), ...full(length) })
    await fed.close()
    await rm(profileDir, { recursive: true, force: true })
  }
  printTable('From stop to playable, 1080p30', rows)

  function full(length: number): Record<string, number> {
    return { 'full encode after the stop, s': encodedPerSecond * length * 60 }
  }
}

async function measureStop(fed: FedTake, dir: string): Promise<Record<string, string | number>> {
  const { app, take, get, until, mostWaitingMs } = fed
  const stop = performance.now()
  const since = (): number => (performance.now() - stop) / 1000
  await app.app.request(`/api/takes/${take}/finish`, { method: 'POST' })
  const finished = since()
  await fed.pieces()
  const first = await get(`/media/takes/${take}/pieces/0`)
  await first.body?.getReader().read()
  await (await get(`/media/takes/${take}/sound/0`)).arrayBuffer()
  const firstBytes = since()
  await until(({ pieces }) => pieces.every(({ isReady }) => isReady))
  const lastPiece = since()
  await fed.wholeSound()
  const wholeSound = since()

  const { known, sound } = await app.live.known(take)
  const pieces = known.pieces.map(({ path }) => path)
  const joined = join(dir, 'joined.mp4')
  const copied = join(dir, 'copied.mp4')
  const joinsMs: number[] = []
  const copiesMs: number[] = []
  const cpMs: number[] = []
  for (let round = 0; round < joinRounds; round++) {
    joinsMs.push(await flushedMs(joined, () => joinPieces({ pieces, sound, outputPath: joined })))
    copiesMs.push(await flushedMs(copied, () => copyFile(joined, copied)))
    cpMs.push(await flushedMs(copied, async () => void (await run('cp', [joined, copied]))))
  }
  const jobStart = performance.now()
  const answer = await app.app.request(`/api/takes/${take}/compose`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ edit: unedited }),
  })
  const { jobId } = (await answer.json()) as { jobId: string }
  await ended(fed, jobId)
  const bytes = (await stat(joined)).size
  return {
    'finish answered, s': finished,
    'first piece and its sound in hand, s': firstBytes,
    'last piece ready, s': lastPiece,
    'whole sound ready, s': wholeSound,
    'greatest backlog, s': mostWaitingMs / 1000,
    'MB/min': bytes / 1e6 / (known.view.durationMs / 60_000),
    'first join, s': (joinsMs[0] ?? 0) / 1000,
    'join, s': median(joinsMs) / 1000,
    'join ÷ cp': median(joinsMs) / median(cpMs),
    // Without what it costs to start a program.
    'join ÷ copyFile': median(joinsMs) / median(copiesMs),
    'job with poster and storyboard, s': (performance.now() - jobStart) / 1000,
  }
}

async function ended({ app }: FedTake, jobId: string): Promise<void> {
  for (;;) {
    const job = app.jobs.snapshot().find(({ id }) => id === jobId)
    if (job?.state === 'done') return
    if (job?.state === 'failed') throw new Error(JSON.stringify(job.error))
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** What usual tools do after the stop: screen, bubble and sound at one go; seconds of work for each second of the talk. */
export async function fullEncode({ talk, to }: { talk: ScreenTalk; to: string }): Promise<number> {
  const { x, y, width } = bubbleBox(bubble, size)
  const start = performance.now()
  await run(await shippedFfmpegPath(), [
    ...['-hide_banner', '-loglevel', 'error', '-y', '-i', talk.screen, '-i', talk.camera],
    ...['-filter_complex', `[1:v]scale=-2:${width},crop=${width}:${width}[c];[0:v][c]overlay=${x}:${y},fps=30[v]`],
    ...['-map', '[v]', '-map', '0:a?', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-pix_fmt', 'yuv420p'],
    ...['-c:a', 'aac', '-movflags', '+faststart', to],
  ])
  return (performance.now() - start) / 1000 / talk.seconds
}
