import { open, readFile, rm } from 'node:fs/promises'
import type { PiecesView } from '../../domain/takes/pieces.ts'
import { screenWith } from '../../domain/takes/take.ts'
import { type WebmBlock, WebmParser, webmClusters, webmHead } from '../../electron/backend/media/container/webm.ts'
import { started } from '../../test/domain/takes/fixtures.ts'
import { takesApp } from '../../test/electron/backend/recordings/serve-takes.ts'
import { bubble } from './record.ts'
import type { ScreenTalk } from './screen-talk.ts'

export type TakesApp = Awaited<ReturnType<typeof takesApp>>

export interface FedTake {
  app: TakesApp
  take: string
  get: (path: string) => Promise<Response>
  pieces: () => Promise<PiecesView>
  /** Resolves once something holds of the pieces, asked at each news. */
  until: (holds: (view: PiecesView) => boolean) => Promise<PiecesView>
  /** Resolves once the sound is whole. */
  wholeSound: () => Promise<void>
  /** The greatest backlog while it was fed, in ms. */
  mostWaitingMs: number
  close: () => Promise<void>
}

/** So much may wait to be composed before the next minute is fed: what a machine sustains decides the pace. */
const mostBacklogMs = 30_000
/** One piece that is not full yet, and what is held back until the camera is sure to be there. */
const lastPieceMs = 12_500
const chunkEverySec = 1

/**
 * Feeds a recorded talk, again and again, into a take until it is so many minutes long, as fast as it is composed while it
 * grows: a recording in fast motion. The take is not finished.
 */
export async function feedTake(options: { talk: ScreenTalk; minutes: number; profileDir: string }): Promise<FedTake> {
  const { talk, minutes, profileDir } = options
  const app = await takesApp(profileDir)
  const get = async (path: string): Promise<Response> => await app.app.request(path)
  const send = async (method: string, path: string, body: unknown): Promise<Response> => {
    const isBytes = body instanceof Uint8Array
    const type = isBytes ? 'application/octet-stream' : 'application/json'
    const data = isBytes ? new Uint8Array(body) : JSON.stringify(body)
    const answer = await app.app.request(path, { method, body: data, headers: { 'content-type': type } })
    if (!answer.ok) throw new Error(`${path} was refused: ${await answer.text()}`)
    return answer
  }
  const plan = {
    ...{ library: null, thread: null, cycle: null, layout: screenWith(bubble) },
    sources: { screen: null, camera: null, microphone: null },
  }
  const { take } = (await (await send('POST', '/api/takes', plan)).json()) as { take: { id: string } }
  const tracks = ['screen', 'camera'] as const
  const mimeType = 'video/webm;codecs=h264,opus'
  const begin = { ...started(1), tracks: tracks.map((track) => ({ track, mimeType })) }
  await send('POST', `/api/takes/${take.id}/journal`, { events: [begin] })

  const pieces = async (): Promise<PiecesView> =>
    (await (await get(`/api/takes/${take.id}/pieces`)).json()) as PiecesView
  const until: FedTake['until'] = async (holds) => {
    for (;;) {
      let wake = (): void => undefined
      const news = new Promise<void>((resolve) => {
        wake = resolve
      })
      const stop = app.bus.subscribe(() => wake())
      try {
        const view = await pieces().catch(() => null)
        if (view?.pieces && holds(view)) return view
        // News may have come before the question was answered.
        await Promise.race([news, new Promise((resolve) => setTimeout(resolve, 500))])
      } finally {
        stop()
      }
    }
  }
  const recorded = await Promise.all([readTalk(talk.screen), readTalk(talk.camera)])
  const sequence = [0, 0]
  let mostWaitingMs = 0
  const secondsEach = Math.min(...recorded.map(({ lengthSec }) => lengthSec))
  for (let sec = 0; sec < minutes * 60; sec += chunkEverySec) {
    for (const [index, track] of tracks.entries()) {
      const bytes = recorded[index]?.chunk({ fromSec: sec, toSec: sec + chunkEverySec, secondsEach })
      if (!bytes || bytes.length === 0) continue
      const place = `segments/1/tracks/${track}/chunks/${sequence[index]}`
      await send('PUT', `/api/takes/${take.id}/${place}`, bytes)
      sequence[index] = (sequence[index] ?? 0) + 1
    }
    if (sec % 10 !== 9 || sec < 30) continue
    const view = await until(({ waitingMs }) => waitingMs <= mostBacklogMs)
    mostWaitingMs = Math.max(mostWaitingMs, view.waitingMs)
  }
  // At a real recording's pace all that can be composed is, by the time it is stopped.
  await until(({ waitingMs }) => waitingMs <= lastPieceMs)
  const wholeSound = async (): Promise<void> => {
    while (!(await app.live.sound(take.id)).isWhole) await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const close = async (): Promise<void> => {
    await app.live.close()
    await app.jobs.close()
    await app.recordings.close()
  }
  return { app, take: take.id, get, pieces, until, wholeSound, mostWaitingMs, close }
}

/** A recording as blocks, of which any stretch of an endless repetition can be had. */
async function readTalk(path: string) {
  const parser = new WebmParser()
  const blocks = parser.push(await readFile(path))
  const lastMs = blocks.at(-1)?.timeMs ?? 0
  // From key frame to key frame, so that every round begins with one.
  const video = parser.head.tracks.find(({ kind }) => kind === 'video')?.number
  const lastKeyMs = blocks.findLast(({ track, isKey, timeMs }) => track === video && isKey && timeMs < lastMs)?.timeMs
  const lengthSec = Math.floor((lastKeyMs ?? lastMs) / 1000)
  return {
    lengthSec,
    chunk({ fromSec, toSec, secondsEach }: { fromSec: number; toSec: number; secondsEach: number }): Uint8Array {
      const round = Math.floor(fromSec / secondsEach)
      const [fromMs, toMs] = [(fromSec % secondsEach) * 1000, ((fromSec % secondsEach) + toSec - fromSec) * 1000]
      const wanted = blocks.filter(({ timeMs }) => timeMs >= fromMs && timeMs < toMs)
      const moved: WebmBlock[] = wanted.map((block) => ({
        ...block,
        clusterTime: block.clusterTime + (round * secondsEach * 1_000_000_000) / parser.head.timeScale,
      }))
      const head = fromSec === 0 ? [webmHead(parser.head, parser.head.tracks)] : []
      return Buffer.concat([...head, ...webmClusters(moved)])
    },
  }
}

/** How long it takes to make a file that is not there, flushed to the disk. */
export async function flushedMs(path: string, make: () => Promise<void>): Promise<number> {
  await rm(path, { force: true })
  const start = performance.now()
  await make()
  const file = await open(path, 'r+')
  await file.sync()
  await file.close()
  return performance.now() - start
}
