import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { z } from 'zod'
import type { JsonValue } from '../../../domain/json.ts'
import { itemIdSchema, libraryIdSchema } from '../../../domain/library/ids.ts'
import type { JobKind } from '../../../domain/views/job.ts'
import { refuseUnparsed } from '../host/refuse-unparsed.ts'
import type { JobContext, JobQueue } from '../jobs/queue.ts'
import type { Libraries, OpenIndex } from '../library/libraries.ts'
import type { Ports } from '../ports.ts'
import { findDuplicates, removeDuplicates } from './duplicates.ts'
import { leftItems, libraryHealth } from './library-health.ts'
import type { Mirrors } from './mirrors.ts'
import { repairLibrary } from './repair.ts'

const libraryParam = zValidator('param', z.object({ library: libraryIdSchema }), refuseUnparsed)
const folderPath = z.string().min(1).max(4096)
const mirrorBody = z.object({ dir: folderPath.nullable() })
const repairBody = z.object({
  /** Nothing is written; the answer says what would be. */
  isPlan: z.boolean(),
  /** Another mirror than the one that is set. */
  mirrorDir: folderPath.nullable().default(null),
})
const leftBody = z.object({ items: z.array(itemIdSchema).min(1).max(100_000) })
const duplicatesBody = z.object({ remove: z.array(z.string().min(1).max(1000)).max(100_000).default([]) })

/** The state of each library, and what keeps it whole: mirror, repair, and the removal of doubled files. Under /api. */
export function healthRoutes({
  ports,
  libraries,
  jobs,
  mirrors,
  openIndex,
}: {
  ports: Ports
  libraries: Pick<Libraries, 'get'>
  jobs: JobQueue
  mirrors: Mirrors
  openIndex: OpenIndex
}) {
  /** Starts work on one library, or answers the same work where it goes on already. */
  function start(
    kind: JobKind,
    { library, title, run }: { library: string; title: string; run: (job: JobContext) => Promise<unknown> },
  ): { jobId: string } {
    const job = jobs.start({
      kind,
      subject: library,
      title,
      lane: 'light',
      run: async (context) => (await run(context)) as JsonValue,
    })
    return { jobId: job.id }
  }

  return new Hono()
    .get('/libraries/:library/health', libraryParam, async (context) => {
      const library = libraries.get(context.req.valid('param').library)
      const mirror = await mirrors.view(library.id)
      return context.json(await libraryHealth({ library, mirror, nowMs: ports.clock.nowMs() }))
    })
    .get('/libraries/:library/left', libraryParam, async (context) =>
      context.json(await leftItems(libraries.get(context.req.valid('param').library))),
    )
    .post(
      '/libraries/:library/left/remove',
      libraryParam,
      zValidator('json', leftBody, refuseUnparsed),
      async (context) => {
        const { upkeep } = libraries.get(context.req.valid('param').library)
        return context.json({ removedCount: await upkeep.collect(context.req.valid('json').items) })
      },
    )
    .put(
      '/libraries/:library/mirror',
      libraryParam,
      zValidator('json', mirrorBody, refuseUnparsed),
      async (context) => {
        const { library } = context.req.valid('param')
        return context.json({ mirror: await mirrors.choose(library, context.req.valid('json').dir) })
      },
    )
    .post('/libraries/:library/mirror/run', libraryParam, async (context) => {
      const { id } = await mirrors.run(context.req.valid('param').library)
      return context.json({ jobId: id }, 202)
    })
    .post(
      '/libraries/:library/repair',
      libraryParam,
      zValidator('json', repairBody, refuseUnparsed),
      async (context) => {
        const library = libraries.get(context.req.valid('param').library)
        const { isPlan, mirrorDir } = context.req.valid('json')
        const place = mirrorDir ?? (await mirrors.view(library.id))?.dir ?? null
        const run = (job: JobContext) =>
          repairLibrary({ ...ports, openIndex }, { library, mirrorDir: place, isPlan, ...job })
        const title = isPlan ? 'Looking for what is missing' : 'Repairing the library'
        return context.json(start('repair', { library: library.id, title, run }), 202)
      },
    )
    .post(
      '/libraries/:library/duplicates',
      libraryParam,
      zValidator('json', duplicatesBody, refuseUnparsed),
      async (context) => {
        const library = libraries.get(context.req.valid('param').library)
        const { remove } = context.req.valid('json')
        const run = (job: JobContext) =>
          remove.length === 0
            ? findDuplicates({ library, ...job })
            : removeDuplicates({ library, paths: remove, ...job })
        const title = remove.length === 0 ? 'Looking for doubled files' : 'Removing doubled files'
        return context.json(start('duplicates', { library: library.id, title, run }), 202)
      },
    )
}
