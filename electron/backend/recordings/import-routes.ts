import { basename } from 'node:path'
import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { z } from 'zod'
import type { TakeOrigin } from '../../../domain/takes/take.ts'
import { importPlaceSchema, takeFromItemSchema } from '../../../domain/takes/view.ts'
import { refuseUnparsed } from '../host/refuse-unparsed.ts'
import type { Libraries } from '../library/libraries.ts'
import { namedFile } from '../media/prepared/named-file.ts'
import { maxUploadBytes, receiveUpload, tooLarge } from '../media/prepared/receive-upload.ts'
import type { Ports } from '../ports.ts'
import { type ImportTakeDeps, importTake } from './import-take.ts'
import { findOwnVideo } from './published-video.ts'
import type { Recordings } from './recordings.ts'

export interface ImportRoutesDeps extends ImportTakeDeps {
  recordings: Pick<Recordings, 'adopt' | 'incomingPath' | 'requireRoomFor'>
  libraries: Pick<Libraries, 'get'>
  host: Ports['host']
  maxBytes?: number | undefined
}

const fileQuery = importPlaceSchema.extend({ name: z.string().max(1000).optional() })

/**
 * Takes made of what was recorded elsewhere, under /api. `POST /takes/from-file?name=&library=&thread=&cycle=` takes a file's
 * bytes, or `{path}` as JSON where the page is not in a browser; `POST /takes/from-item` takes `{library, item}` of one's
 * own. Both answer 202 `{jobId}`; the job's result is `{take}`.
 */
export function importRoutes(deps: ImportRoutesDeps) {
  const { recordings, libraries, host, maxBytes = maxUploadBytes } = deps
  return new Hono()
    .post('/takes/from-file', zValidator('query', fileQuery, refuseUnparsed), async (context) => {
      const request = context.req.raw
      const { name, ...place } = context.req.valid('query')
      if (request.headers.get('content-type')?.startsWith('application/json')) {
        const { path, sizeBytes } = await namedFile(request, host)
        if (sizeBytes > maxBytes) throw tooLarge(maxBytes)
        await recordings.requireRoomFor(sizeBytes)
        return context.json({ jobId: importTake(deps, { path, place, ...called(name ?? basename(path)) }).jobId }, 202)
      }
      const announced = Number(request.headers.get('content-length') ?? 0)
      if (announced > maxBytes) throw tooLarge(maxBytes)
      await recordings.requireRoomFor(announced)
      const path = await recordings.incomingPath()
      await receiveUpload({ body: request.body, path, maxBytes })
      return context.json({ jobId: importTake(deps, { path, place, ...called(name), isOurCopy: true }).jobId }, 202)
    })
    .post('/takes/from-item', zValidator('json', takeFromItemSchema, refuseUnparsed), async (context) => {
      const { item, ...place } = context.req.valid('json')
      const { path, title, version, captions, check } = await findOwnVideo(libraries, { library: place.library, item })
      const origin = { kind: 'published', library: place.library, item, version } as const
      return context.json({ jobId: importTake(deps, { path, title, origin, place, captions, check }).jobId }, 202)
    })
}

/** What a person calls a file: the last part of whatever was given, without what no screen could show. */
function called(name: string | undefined): { title: string; origin: Extract<TakeOrigin, { kind: 'file' }> } {
  const last = (name ?? '').split(/[/\\]/).at(-1) ?? ''
  const shown = last
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .slice(0, 200)
  const fileName = shown === '' ? 'A video' : shown
  return { title: fileName, origin: { kind: 'file', fileName, lost: [] } }
}
