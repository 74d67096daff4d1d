import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { Failure } from '../../../domain/failure.ts'
import type { JsonValue } from '../../../domain/json.ts'
import { itemIdSchema, libraryIdSchema, versionIdSchema } from '../../../domain/library/ids.ts'
import { subjectSchema } from '../../../domain/library/operation.ts'
import {
  createLibrarySchema,
  inspectLibrarySchema,
  joinLibrarySchema,
  requestSchema,
} from '../../../domain/requests/requests.ts'
import type { OutboxEntryView } from '../../../domain/views/library.ts'
import type { RecordKind } from '../../../domain/views/records.ts'
import { findInside } from '../folder/write/inside.ts'
import { refuseUnparsed } from '../host/refuse-unparsed.ts'
import type { JobQueue } from '../jobs/queue.ts'
import { assetType } from '../media/serve/asset-types.ts'
import { serveFile } from '../media/serve/serve-file.ts'
import type { Libraries, OpenLibrary } from './libraries.ts'

/** Captions are the most that a request can carry: eight of 2 MiB. */
const requestMaxBytes = 20 * 1024 * 1024

export const recordKinds = [
  'person',
  'thread',
  'update',
  'comment',
  'decision',
  'problem',
  'document',
  'video',
  'path',
  'acknowledgement',
] as const satisfies RecordKind[]

const count = z.coerce.number().int().min(0)
const libraryParam = zValidator('param', z.object({ library: libraryIdSchema }), refuseUnparsed)
const recordParam = zValidator('param', z.object({ library: libraryIdSchema, id: subjectSchema }), refuseUnparsed)
const outboxParam = zValidator('param', z.object({ id: z.string().min(1).max(64) }), refuseUnparsed)
const changesQuery = z.object({
  epoch: z.string().max(64).optional(),
  after: count.default(0),
  limit: count.min(1).max(5000).default(500),
})
const recordsQuery = z.object({
  kind: z.enum(recordKinds),
  thread: itemIdSchema.optional(),
  before: count.optional(),
  limit: count.min(1).max(1000).default(100),
})
const searchQuery = z.object({
  q: z.string().max(500),
  library: libraryIdSchema.optional(),
  limit: count.min(1).max(200).default(30),
})

/** Libraries, their records and what waits to be published, under /api. */
export function libraryRoutes({ libraries, jobs }: { libraries: Libraries; jobs: Pick<JobQueue, 'start'> }) {
  return new Hono()
    .use('/libraries/*', bodyLimit({ maxSize: requestMaxBytes, onError: refuseTooLarge }))
    .get('/libraries', async (context) =>
      context.json(await Promise.all(libraries.list().map(({ watch }) => watch.view()))),
    )
    .post('/libraries', zValidator('json', createLibrarySchema, refuseUnparsed), async (context) =>
      context.json(await libraries.create(context.req.valid('json')), 201),
    )
    .post('/libraries/inspect', zValidator('json', inspectLibrarySchema, refuseUnparsed), async (context) =>
      context.json(await libraries.inspect(context.req.valid('json').dir)),
    )
    .post('/libraries/look', zValidator('json', inspectLibrarySchema, refuseUnparsed), async (context) =>
      context.json(await libraries.look(context.req.valid('json').dir)),
    )
    .post('/libraries/join', zValidator('json', joinLibrarySchema, refuseUnparsed), async (context) =>
      context.json(await libraries.join(context.req.valid('json'))),
    )
    .delete('/libraries/:library', libraryParam, async (context) => {
      await libraries.forget(context.req.valid('param').library)
      return context.json({})
    })
    .get(
      '/libraries/:library/changes',
      libraryParam,
      zValidator('query', changesQuery, refuseUnparsed),
      async (context) => {
        const { epoch = null, after, limit } = context.req.valid('query')
        const { index } = libraries.get(context.req.valid('param').library)
        return context.json(await index.changes({ epoch, after, limit }))
      },
    )
    .get(
      '/libraries/:library/records',
      libraryParam,
      zValidator('query', recordsQuery, refuseUnparsed),
      async (context) => {
        const { kind, thread = null, before = null, limit } = context.req.valid('query')
        const { index } = libraries.get(context.req.valid('param').library)
        return context.json(await index.records({ kind, thread, beforeMs: before, limit }))
      },
    )
    .get('/libraries/:library/records/:id', recordParam, async (context) => {
      const { library, id } = context.req.valid('param')
      const detail = await libraries.get(library).index.record(id)
      if (detail === null) throw noSuchRecord()
      return context.json(detail)
    })
    .get('/libraries/:library/records/:id/folder', recordParam, async (context) => {
      const { library, id } = context.req.valid('param')
      const newest = (await libraries.get(library).index.versions(id)).at(-1)
      if (newest === undefined) throw noSuchRecord()
      return context.json({ folder: newest.folder })
    })
    .get('/libraries/:library/pending', libraryParam, async (context) =>
      context.json(await libraries.get(context.req.valid('param').library).index.pending()),
    )
    .post('/libraries/:library/scan', libraryParam, async (context) => {
      const { watch } = libraries.get(context.req.valid('param').library)
      await watch.scan()
      return context.json(await watch.view())
    })
    .post(
      '/libraries/:library/verify',
      libraryParam,
      zValidator('json', z.object({ deep: z.boolean(), again: z.boolean().default(false) }), refuseUnparsed),
      (context) => {
        const library = libraries.get(context.req.valid('param').library)
        const { id } = startVerify({ library, jobs, ...context.req.valid('json') })
        return context.json({ jobId: id }, 202)
      },
    )
    .post(
      '/libraries/:library/requests',
      libraryParam,
      zValidator('json', requestSchema, refuseUnparsed),
      async (context) => {
        const { outbox } = libraries.get(context.req.valid('param').library)
        return context.json(await outbox.request(context.req.valid('json')), 202)
      },
    )
    .get('/outbox', (context) => {
      const entries: OutboxEntryView[] = libraries.list().flatMap(({ outbox }) => outbox.list())
      return context.json(entries)
    })
    .post('/outbox/:id/undo', outboxParam, async (context) => {
      const { id } = context.req.valid('param')
      const library = holding(libraries, id)
      return context.json({ library: library.id, ...(await library.outbox.undo(id)) })
    })
    .post('/outbox/:id/now', outboxParam, async (context) => {
      const { id } = context.req.valid('param')
      await holding(libraries, id).outbox.now(id)
      return context.json({})
    })
    .get('/search', zValidator('query', searchQuery, refuseUnparsed), async (context) => {
      const { q, library, limit } = context.req.valid('query')
      const searched = library === undefined ? libraries.list() : [libraries.get(library)]
      const answers = await Promise.all(searched.map(({ index }) => index.search({ text: q, limit })))
      const hits = answers
        .flatMap((answer) => answer.hits)
        .sort((a, b) => b.score - a.score)
        .slice(0, limit)
      return context.json({ hits, tookMs: Math.max(0, ...answers.map(({ tookMs }) => tookMs)) })
    })
}

const assetParam = z.object({
  library: libraryIdSchema,
  item: itemIdSchema,
  version: versionIdSchema,
  asset: z.string().min(1).max(64),
})

/** The files of published items under /media, by ids: no path is ever taken from an address. GET and HEAD, with Range. */
export function libraryMediaRoutes({ libraries }: { libraries: Libraries }) {
  return new Hono().get(
    '/libraries/:library/:item/:version/:asset',
    zValidator('param', assetParam, refuseUnparsed),
    async (context) => {
      const { library, ...query } = context.req.valid('param')
      const { index, dir } = libraries.get(library)
      const mimeType = assetType(query.asset)
      const named = mimeType === null ? null : await index.assetPath(query)
      const path = named === null ? null : await findInside(dir, named.path)
      if (path === null || mimeType === null) {
        throw new Failure({
          code: 'media-not-here',
          message: 'This file is not in the folder yet.',
          remedy: 'It appears by itself once it has arrived.',
        })
      }
      return await serveFile({ request: context.req.raw, path, mimeType })
    },
  )
}

function startVerify({
  library,
  jobs,
  deep,
  again,
}: {
  library: OpenLibrary
  jobs: Pick<JobQueue, 'start'>
  deep: boolean
  again: boolean
}): { id: string } {
  return jobs.start({
    kind: 'verify',
    subject: library.id,
    title: 'Checking the library',
    lane: 'light',
    run: async ({ signal, report }) => {
      const onProgress = (fraction: number, detail: string): void =>
        report({ fraction, step: 'Checking files', detail })
      const found = await library.index.verify({ deep, again, onProgress, signal })
      return found as unknown as JsonValue
    },
  })
}

function holding(libraries: Libraries, entry: string): OpenLibrary {
  const library = libraries.list().find(({ outbox }) => outbox.has(entry))
  if (library) return library
  throw new Failure({ code: 'not-found', message: 'This no longer waits: it has been published, or taken back.' })
}

function noSuchRecord(): Failure {
  return new Failure({
    code: 'not-found',
    message: 'This is not in the library, as far as this device knows.',
    remedy: 'It may still be on its way, or have been withdrawn.',
  })
}

function refuseTooLarge(): never {
  throw new Failure({ code: 'too-large', message: 'This is more than can be sent at once.' })
}
