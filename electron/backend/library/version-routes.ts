import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { z } from 'zod'
import { Failure } from '../../../domain/failure.ts'
import { itemIdSchema, libraryIdSchema, versionIdSchema } from '../../../domain/library/ids.ts'
import { refuseUnparsed } from '../host/refuse-unparsed.ts'
import type { Ports } from '../ports.ts'
import { findAltered, listAltered, putBackPublished } from './altered.ts'
import type { Libraries } from './libraries.ts'

const libraryParam = zValidator('param', z.object({ library: libraryIdSchema }), refuseUnparsed)
const recordParam = zValidator('param', z.object({ library: libraryIdSchema, id: itemIdSchema }), refuseUnparsed)
const versionParam = zValidator(
  'param',
  z.object({ library: libraryIdSchema, id: itemIdSchema, version: versionIdSchema }),
  refuseUnparsed,
)
const fieldQuery = z.object({
  field: z
    .string()
    .regex(/^[a-z]{1,24}(:[a-z0-9-]{1,40})?$/)
    .default('version'),
})

/** What a record said before, what was said at the same time, and what another program wrote; under /api. */
export function versionRoutes({
  libraries,
  ports: { randomBytes, log },
}: {
  libraries: Pick<Libraries, 'get'>
  ports: Pick<Ports, 'randomBytes' | 'log'>
}) {
  return new Hono()
    .get(
      '/libraries/:library/records/:id/versions',
      recordParam,
      zValidator('query', fieldQuery, refuseUnparsed),
      async (context) => {
        const { library, id } = context.req.valid('param')
        const { field } = context.req.valid('query')
        return context.json(await libraries.get(library).index.history({ subject: id, field }))
      },
    )
    .get('/libraries/:library/records/:id/versions/:version', versionParam, async (context) => {
      const { library, id, version } = context.req.valid('param')
      const found = await libraries.get(library).index.versionText({ subject: id, version })
      if (found !== null) return context.json(found)
      throw new Failure({
        code: 'not-found',
        message: 'This version is not in the library, as far as this device knows.',
        remedy: 'It may still be on its way, or have been withdrawn.',
      })
    })
    .get('/libraries/:library/records/:id/delivery', recordParam, async (context) => {
      const { library, id } = context.req.valid('param')
      return context.json({ state: await libraries.get(library).index.delivery(id) })
    })
    .get('/libraries/:library/altered', libraryParam, async (context) => {
      const { dir, index } = libraries.get(context.req.valid('param').library)
      return context.json(await listAltered({ dir, index }))
    })
    .post('/libraries/:library/records/:id/altered', recordParam, async (context) => {
      const { library, id } = context.req.valid('param')
      const { dir, index, writer } = libraries.get(library)
      const mending = { dir, library, index, document: id, writer: writer.id, randomBytes }
      // a folder that is away or takes nothing is as good to read as before
      await putBackPublished(mending).catch((error: unknown) =>
        log(`a document’s file was not put back: ${String(error)}`),
      )
      return context.json({ altered: await findAltered({ dir, index, document: id }) })
    })
}
