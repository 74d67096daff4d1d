import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { z } from 'zod'
import { Failure } from '../../../domain/failure.ts'
import { journalRequestSchema } from '../../../domain/takes/journal.ts'
import { newTakeSchema, takeIdSchema } from '../../../domain/takes/take.ts'
import { chunkPathSchema, composeRequestSchema, maxChunkBytes, pinSchema } from '../../../domain/takes/view.ts'
import { refuseUnparsed } from '../host/refuse-unparsed.ts'
import { readBytes } from './body.ts'
import type { ComposeTakeJob } from './compose.ts'
import type { Recordings } from './recordings.ts'
import { ChunkGap } from './track-file.ts'

const takePathSchema = z.object({ take: takeIdSchema })
const takePath = zValidator('param', takePathSchema, refuseUnparsed)

/** Everything about takes under /api: begin, write, list, finish, discard, restore, compose. */
export function recordingRoutes({ recordings, compose }: { recordings: Recordings; compose: ComposeTakeJob }) {
  return new Hono()
    .post('/takes', zValidator('json', newTakeSchema, refuseUnparsed), async (context) => {
      return context.json({ take: await recordings.begin(context.req.valid('json')) }, 201)
    })
    .get('/takes', async (context) => context.json({ takes: await recordings.list() }))
    .get('/takes/room', async (context) => context.json(await recordings.room()))
    .get('/takes/:take', takePath, async (context) => {
      return context.json(await recordings.view(context.req.valid('param').take))
    })
    .delete('/takes/:take', takePath, async (context) => {
      await recordings.remove(context.req.valid('param').take)
      return context.json({ removed: true })
    })
    .post(
      '/takes/:take/journal',
      takePath,
      zValidator('json', journalRequestSchema, refuseUnparsed),
      async (context) => {
        const { events } = context.req.valid('json')
        await recordings.journal(context.req.valid('param').take, events)
        return context.json({ written: events.length })
      },
    )
    .put(
      '/takes/:take/segments/:segment/tracks/:track/chunks/:sequence',
      zValidator('param', chunkPathSchema, refuseUnparsed),
      async (context) => {
        const { take, ...place } = context.req.valid('param')
        const bytes = await readBytes(context.req.raw, maxChunkBytes)
        try {
          return context.json({ chunkCount: await recordings.putChunk({ takeId: take, ...place }, bytes) }, 200)
        } catch (error) {
          if (!(error instanceof ChunkGap)) throw error
          const failure = new Failure({ code: 'conflict', message: 'An earlier piece of the recording is missing.' })
          return context.json({ error: failure.body, expected: error.expected }, 409)
        }
      },
    )
    .post('/takes/:take/finish', takePath, async (context) => {
      return context.json(await recordings.finish(context.req.valid('param').take))
    })
    .post('/takes/:take/discard', takePath, async (context) => {
      return context.json(await recordings.discard(context.req.valid('param').take))
    })
    .post('/takes/:take/restore', takePath, async (context) => {
      return context.json(await recordings.restore(context.req.valid('param').take))
    })
    .put('/takes/:take/pin', takePath, zValidator('json', pinSchema, refuseUnparsed), async (context) => {
      await recordings.setPinned(context.req.valid('param').take, context.req.valid('json').isPinned)
      return context.json({})
    })
    .post(
      '/takes/:take/compose',
      takePath,
      zValidator('json', composeRequestSchema, refuseUnparsed),
      async (context) => {
        const jobId = await compose(context.req.valid('param').take, context.req.valid('json'))
        return context.json({ jobId }, 202)
      },
    )
}
