import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { z } from 'zod'
import { itemIdSchema, libraryIdSchema } from '../../../domain/library/ids.ts'
import { subjectSchema } from '../../../domain/library/operation.ts'
import { placeSchema } from '../../../domain/views/pages.ts'
import { refuseUnparsed } from '../host/refuse-unparsed.ts'
import type { Libraries } from './libraries.ts'
import { recordKinds } from './routes.ts'

const libraryParam = zValidator('param', z.object({ library: libraryIdSchema }), refuseUnparsed)
const pageQuery = z.object({
  kinds: z
    .string()
    .transform((list) => list.split(','))
    .pipe(z.array(z.enum(recordKinds)).min(1).max(recordKinds.length)),
  thread: itemIdSchema.optional(),
  on: itemIdSchema.optional(),
  open: z.literal('1').optional(),
  before: placeSchema.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
})
const idsQuery = z.object({
  ids: z
    .string()
    .transform((list) => list.split(','))
    .pipe(z.array(subjectSchema).min(1).max(100)),
})

/** What of a library a page keeps, and the pages of what it does not, under /api. */
export function pageRoutes({ libraries }: { libraries: Pick<Libraries, 'get'> }) {
  return new Hono()
    .get('/libraries/:library/kept', libraryParam, async (context) => {
      const { index, watch } = libraries.get(context.req.valid('param').library)
      const { me } = await watch.view()
      return context.json(await index.kept(me))
    })
    .get('/libraries/:library/pages', libraryParam, zValidator('query', pageQuery, refuseUnparsed), async (context) => {
      const { kinds, thread = null, on = null, open, before = null, limit } = context.req.valid('query')
      const { index } = libraries.get(context.req.valid('param').library)
      return context.json(await index.page({ kinds, thread, on, isOpen: open === '1', before, limit }))
    })
    .get('/libraries/:library/views', libraryParam, zValidator('query', idsQuery, refuseUnparsed), async (context) => {
      const { index } = libraries.get(context.req.valid('param').library)
      return context.json(await index.views(context.req.valid('query').ids))
    })
}
