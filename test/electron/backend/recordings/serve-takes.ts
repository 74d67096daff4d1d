import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { Hono } from 'hono'
import { Failure, statusOf, toFailure } from '../../../../domain/failure.ts'
import { createEventBus } from '../../../../electron/backend/events.ts'
import { nodeListener } from '../../../../electron/backend/host/node-http.ts'
import { createJobQueue } from '../../../../electron/backend/jobs/queue.ts'
import { createFfmpeg } from '../../../../electron/backend/media/ffmpeg/run.ts'
import { createPrepareTake } from '../../../../electron/backend/media/prepared/prepare.ts'
import { createPreparedStore } from '../../../../electron/backend/media/prepared/prepared.ts'
import { composeTakeJob } from '../../../../electron/backend/recordings/compose.ts'
import { importRoutes } from '../../../../electron/backend/recordings/import-routes.ts'
import { liveTakes } from '../../../../electron/backend/recordings/live-takes.ts'
import { takeMediaRoutes } from '../../../../electron/backend/recordings/media-routes.ts'
import { pieceMediaRoutes, pieceRoutes } from '../../../../electron/backend/recordings/piece-routes.ts'
import { openRecordings } from '../../../../electron/backend/recordings/recordings.ts'
import { spaceRules } from '../../../../electron/backend/recordings/room.ts'
import { recordingRoutes } from '../../../../electron/backend/recordings/routes.ts'
import { shippedFfmpegPath } from '../../../support/media.ts'

/** A handler for the routes of takes over real files, as the backend composes them. */
export async function takesApp(profileDir: string, nowMs: () => number = Date.now) {
  const log = (line: string): void => console.error(line)
  const bus = createEventBus(log)
  const random = (byteCount: number): Uint8Array => randomBytes(byteCount)
  const rules = { ...spaceRules, reserveBytes: 64 * 1024, keptFreeBytes: 0, leastToBeginBytes: 256 * 1024 }
  const recordings = await openRecordings({ profileDir, clock: { nowMs }, randomBytes: random, log, bus, rules })
  const jobs = createJobQueue({ bus, clock: { nowMs }, randomBytes: random, log })
  const store = await createPreparedStore({ profileDir, randomBytes: random })
  const ffmpeg = async () => createFfmpeg({ path: await shippedFfmpegPath(), log, priority: 'normal' })
  const live = liveTakes({ recordings, ffmpeg, bus, log, encodes: jobs.of('encode') })
  const compose = composeTakeJob({ recordings, jobs, prepare: createPrepareTake({ store, ffmpeg, live }) })
  const app = new Hono()
    .route('/api', recordingRoutes({ recordings, compose }))
    .route('/api', pieceRoutes({ live }))
    .route('/media', pieceMediaRoutes({ live }))
    .route('/api', importRoutes({ recordings, ffmpeg, queue: jobs, libraries: noLibraries, host: 'desktop' }))
    .route('/media', takeMediaRoutes({ recordings }))
  app.onError((error, context) => {
    const failure = toFailure(error)
    if (failure.code === 'internal') log(`${error.stack ?? error}`)
    return context.json({ error: failure.body }, statusOf(failure.code))
  })
  return { app, recordings, jobs, store, bus, live }
}

const noLibraries = {
  get(): never {
    throw new Failure({ code: 'not-found', message: 'No library is open here.' })
  },
}

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' }

/** Serves them on 127.0.0.1, with a folder of pages beside them where one is given. Port 0 takes a free one. */
export async function serveTakes(options: { profileDir: string; port: number; pageDir?: string | undefined }) {
  const { app } = await takesApp(options.profileDir)
  const { pageDir } = options
  if (pageDir !== undefined) {
    app.get('/:name', async (context) => {
      const name = context.req.param('name')
      const bytes = await readFile(join(pageDir, name)).catch(() => null)
      if (!bytes || name.includes('/')) return context.notFound()
      return context.body(bytes, 200, { 'content-type': types[extname(name)] ?? 'text/plain' })
    })
  }
  const fetch = async (request: Request): Promise<Response> => await app.fetch(request)
  const listener = nodeListener({ origin: 'http://127.0.0.1', fetch, log: (line) => console.error(line) })
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(options.port, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { port, server }
}

// Run as a program it serves until it is killed: `node serve-takes.ts <profile> <port> [<page folder>]`.
if (process.argv[1] === import.meta.filename) {
  const [, , profileDir = '', port = '0', pageDir] = process.argv
  const served = await serveTakes({ profileDir, port: Number(port), pageDir })
  console.log(`listening ${served.port}`)
}
