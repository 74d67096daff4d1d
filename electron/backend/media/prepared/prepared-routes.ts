import { basename } from 'node:path'
import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { z } from 'zod'
import { refuseUnparsed } from '../../host/refuse-unparsed.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import type { Ports } from '../../ports.ts'
import { assetType } from '../serve/asset-types.ts'
import { serveFile } from '../serve/serve-file.ts'
import { namedFile } from './named-file.ts'
import { importVideo, type PrepareDeps } from './prepare.ts'
import type { PreparedStore } from './prepared.ts'
import { preparedIdSchema } from './prepared-video.ts'
import { maxUploadBytes, receiveUpload, tooLarge } from './receive-upload.ts'

export interface PreparedRoutesDeps extends PrepareDeps {
  queue: Pick<JobQueue, 'start'>
  host: Ports['host']
  maxBytes?: number | undefined
}

const nameQuery = z.object({ name: z.string().trim().max(255).optional() })
const idParam = z.object({ id: preparedIdSchema })

/**
 * Prepared videos under /api. `POST /prepared?name=` takes a file's bytes, or `{path}` as JSON where the page is not in a
 * browser, whose pages must not make the backend read files by name; both answer 202 `{jobId}`.
 */
export function preparedRoutes({ store, ffmpeg, queue, host, maxBytes = maxUploadBytes }: PreparedRoutesDeps) {
  return new Hono()
    .get('/prepared', async (context) => context.json({ prepared: await store.list() }))
    .get('/prepared/:id', zValidator('param', idParam, refuseUnparsed), async (context) => {
      return context.json(await store.get(context.req.valid('param').id))
    })
    .delete('/prepared/:id', zValidator('param', idParam, refuseUnparsed), async (context) => {
      await store.remove(context.req.valid('param').id)
      return context.json({})
    })
    .post('/prepared', zValidator('query', nameQuery, refuseUnparsed), async (context) => {
      const request = context.req.raw
      const name = context.req.valid('query').name
      if (request.headers.get('content-type')?.startsWith('application/json')) {
        const { path } = await namedFile(request, host)
        const { jobId } = importVideo({ store, ffmpeg, queue, path, fileName: name || basename(path) })
        return context.json({ jobId }, 202)
      }
      if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes)
      const path = store.incomingPath()
      await receiveUpload({ body: request.body, path, maxBytes })
      const { jobId } = importVideo({ store, ffmpeg, queue, path, fileName: name || 'video', isOurCopy: true })
      return context.json({ jobId }, 202)
    })
}

/** A prepared video's files under /media: GET and HEAD, with Range. */
export function preparedMediaRoutes({ store }: { store: Pick<PreparedStore, 'assetPath'> }) {
  return new Hono().get('/prepared/:id/:asset', (context) => {
    const { id, asset } = context.req.param()
    const path = store.assetPath(id, asset)
    return serveFile({ request: context.req.raw, path, mimeType: assetType(asset) ?? 'application/octet-stream' })
  })
}
