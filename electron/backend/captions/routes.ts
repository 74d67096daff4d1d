import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { z } from 'zod'
import { takeCaptionsSchema } from '../../../domain/captions/take-captions.ts'
import { takeIdSchema } from '../../../domain/takes/take.ts'
import { refuseUnparsed } from '../host/refuse-unparsed.ts'
import type { Models } from './models-store.ts'
import type { TakeCaptionsWork } from './take-captions.ts'

const takePath = zValidator('param', z.object({ take: takeIdSchema }), refuseUnparsed)
const modelPath = zValidator('param', z.object({ model: z.string().max(32) }), refuseUnparsed)

/** Captions under /api: what is set up, the models, and what is said in this device's recordings. */
export function captionsRoutes({ models, takes }: { models: Models; takes: TakeCaptionsWork }) {
  return new Hono()
    .get('/captions', async (context) => context.json(await models.setup()))
    .post('/captions/models/given', async (context) => {
      await models.take(context.req.raw.body)
      return context.json(await models.setup())
    })
    .post('/captions/models/:model/fetch', modelPath, async (context) => {
      return context.json({ jobId: await models.fetch(context.req.valid('param').model) }, 202)
    })
    .delete('/captions/models/:model', modelPath, async (context) => {
      await models.remove(context.req.valid('param').model)
      return context.json(await models.setup())
    })
    .get('/takes/:take/captions', takePath, async (context) => {
      return context.json(await takes.get(context.req.valid('param').take))
    })
    .put('/takes/:take/captions', takePath, zValidator('json', takeCaptionsSchema, refuseUnparsed), async (context) => {
      await takes.put(context.req.valid('param').take, context.req.valid('json'))
      return context.json({})
    })
    .delete('/takes/:take/captions', takePath, async (context) => {
      await takes.remove(context.req.valid('param').take)
      return context.json({})
    })
    .post('/takes/:take/captions', takePath, async (context) => {
      return context.json({ jobId: await takes.make(context.req.valid('param').take) }, 202)
    })
}
