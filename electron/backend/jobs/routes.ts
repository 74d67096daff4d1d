import { Hono } from 'hono'
import { Failure } from '../../../domain/failure.ts'
import type { JobQueue } from './queue.ts'

/** The job list under /api: every job of this run, and the way to stop one. */
export function jobRoutes({ queue }: { queue: Pick<JobQueue, 'snapshot' | 'cancel'> }) {
  return new Hono()
    .get('/jobs', (context) => context.json(queue.snapshot()))
    .post('/jobs/:id/cancel', (context) => {
      if (!queue.cancel(context.req.param('id'))) {
        throw new Failure({ code: 'not-found', message: 'This work has ended already, or was never begun.' })
      }
      return context.json({})
    })
}
