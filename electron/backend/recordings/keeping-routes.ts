import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { cleanTakesSchema } from '../../../domain/takes/on-disk.ts'
import { refuseUnparsed } from '../host/refuse-unparsed.ts'
import type { TakeKeeping } from './keeping.ts'

/** What takes lie on this device, and removing those that may go, under /api. */
export function keepingRoutes({ keeping }: { keeping: Pick<TakeKeeping, 'overview' | 'clean'> }) {
  return new Hono()
    .get('/takes/on-disk', async (context) => context.json(await keeping.overview()))
    .post('/takes/clean', zValidator('json', cleanTakesSchema, refuseUnparsed), async (context) =>
      context.json(await keeping.clean(context.req.valid('json').takes)),
    )
}
