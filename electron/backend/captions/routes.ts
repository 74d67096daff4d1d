import { isAbsolute } from 'node:path'
import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { z } from 'zod'
import { takeCaptionsSchema } from '../../../domain/captions/take-captions.ts'
import { takeIdSchema } from '../../../domain/takes/take.ts'
import { refuseUnparsed } from '../host/refuse-unparsed.ts'
import type { Libraries } from '../library/libraries.ts'
import { readBytes } from '../recordings/body.ts'
import { termsOf } from './glossary.ts'
import type { Captions } from './open-captions.ts'
import { maxSliceBytes } from './sounds.ts'

const takePath = zValidator('param', z.object({ take: takeIdSchema }), refuseUnparsed)
const modelPath = zValidator('param', z.object({ model: z.string().max(32) }), refuseUnparsed)

const soundPath = zValidator('param', z.object({ sound: z.string().regex(/^[a-z2-7]{16}$/) }), refuseUnparsed)
const fullPath = z.string().min(1).max(4096).refine(isAbsolute, { error: 'a full path' })
const usedInstead = z.object({
  programPath: fullPath,
  modelPath: fullPath,
  language: z.string().regex(/^(?:[a-z]{2,3})?$/),
})
const makeBody = z.object({ using: usedInstead.optional(), language: usedInstead.shape.language.optional() })
const soundBody = makeBody.extend({
  library: z.string().max(64).nullable(),
  title: z.string().min(1).max(200),
})

/** Captions under /api: what is set up, the models, and what is said in this device's recordings. */
export function captionsRoutes({ captions, libraries }: { captions: Captions; libraries: Pick<Libraries, 'get'> }) {
  const { models, takes, sounds } = captions
  return new Hono()
    .get('/captions', async (context) => context.json(await models.setup()))
    .get('/libraries/:library/terms', async (context) => {
      return context.json({ terms: await termsOf(libraries.get(context.req.param('library'))) })
    })
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
    .post('/takes/:take/captions', takePath, zValidator('json', makeBody, refuseUnparsed), async (context) => {
      return context.json({ jobId: await takes.make(context.req.valid('param').take, context.req.valid('json')) }, 202)
    })
    .post('/captions/sounds', async (context) => context.json({ sound: await sounds.begin() }, 201))
    .post(
      '/captions/sounds/:sound/bytes',
      soundPath,
      zValidator('query', z.object({ from: z.coerce.number().int().nonnegative() }), refuseUnparsed),
      async (context) => {
        const bytes = await readBytes(context.req.raw, maxSliceBytes)
        await sounds.add(context.req.valid('param').sound, { fromByte: context.req.valid('query').from, bytes })
        return context.json({})
      },
    )
    .post(
      '/captions/sounds/:sound/write',
      soundPath,
      zValidator('json', soundBody, refuseUnparsed),
      async (context) => {
        return context.json(
          { jobId: await sounds.write(context.req.valid('param').sound, context.req.valid('json')) },
          202,
        )
      },
    )
    .get('/captions/sounds/:sound', soundPath, (context) => {
      return context.json(sounds.captions(context.req.valid('param').sound))
    })
    .delete('/captions/sounds/:sound', soundPath, async (context) => {
      await sounds.remove(context.req.valid('param').sound)
      return context.json({})
    })
}
