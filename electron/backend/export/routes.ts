import { isAbsolute } from 'node:path'
import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { z } from 'zod'
import { Failure } from '../../../domain/failure.ts'
import type { JsonValue } from '../../../domain/json.ts'
import { itemIdSchema, libraryIdSchema } from '../../../domain/library/ids.ts'
import { findAppFiles } from '../host/app-files.ts'
import { refuseUnparsed } from '../host/refuse-unparsed.ts'
import type { JobContext, JobQueue } from '../jobs/queue.ts'
import type { Libraries } from '../library/libraries.ts'
import type { Ports } from '../ports.ts'
import { type Exporting, exportLibrary } from './export-library.ts'
import { shareCopy, shareCopyInto, zipCopy } from './share-copy.ts'

const absolutePath = z.string().min(1).max(4096).refine(isAbsolute)
const libraryParam = zValidator('param', z.object({ library: libraryIdSchema }), refuseUnparsed)
const itemParam = zValidator('param', z.object({ library: libraryIdSchema, id: itemIdSchema }), refuseUnparsed)
const exportSchema = z.object({ dir: absolutePath, hasMedia: z.boolean() })
/** `out` is the folder or zip to make; `into` a folder in which one is made with the thing's own name. */
const copySchema = z.union([z.object({ out: absolutePath }), z.object({ into: absolutePath })])

/** Exports of whole libraries, and copies of single things, under /api. Each is a job whose result is its report. */
export function exportRoutes({
  ports,
  libraries,
  jobs,
}: {
  ports: Pick<Ports, 'profileDir' | 'settings' | 'clock'>
  libraries: Pick<Libraries, 'get'>
  jobs: Pick<JobQueue, 'start' | 'snapshot'>
}) {
  const underWay = new Set<string>()

  async function exporting(id: string, job: JobContext): Promise<Exporting> {
    const library = libraries.get(id)
    const { name } = await library.watch.view()
    const { timeZone } = ports.settings.get()
    const { profileDir, clock } = ports
    return { library, name, timeZone, nowMs: clock.nowMs(), appFiles: findAppFiles(), profileDir, job }
  }

  /** One at a time writes into a folder: two would each remove what the other has just written. */
  async function alone<T>(dir: string, work: () => Promise<T>): Promise<T> {
    if (underWay.has(dir)) {
      throw new Failure({
        code: 'conflict',
        message: 'Something is being written into this folder already.',
        remedy: 'Wait until that is done, then try again.',
      })
    }
    underWay.add(dir)
    try {
      return await work()
    } finally {
      underWay.delete(dir)
    }
  }

  return new Hono()
    .post(
      '/libraries/:library/export',
      libraryParam,
      zValidator('json', exportSchema, refuseUnparsed),
      async (context) => {
        const { library } = context.req.valid('param')
        const { dir, hasMedia } = context.req.valid('json')
        const { name } = await libraries.get(library).watch.view()
        const { id } = jobs.start({
          kind: 'export',
          subject: library,
          title: `Exporting ${name}`,
          lane: 'light',
          run: (job) =>
            alone(dir, async () => {
              const report = await exportLibrary({ ...(await exporting(library, job)), dir, hasMedia })
              return report as unknown as JsonValue
            }),
        })
        return context.json({ jobId: id }, 202)
      },
    )
    .post(
      '/libraries/:library/records/:id/copy',
      itemParam,
      zValidator('json', copySchema, refuseUnparsed),
      async (context) => {
        const { library, id: item } = context.req.valid('param')
        const wish = context.req.valid('json')
        libraries.get(library)
        const { id } = jobs.start({
          kind: 'share',
          subject: item,
          title: 'Making a copy',
          lane: 'light',
          run: (job) =>
            alone('out' in wish ? wish.out : wish.into, async () => {
              const sharing = { ...(await exporting(library, job)), id: item }
              const report =
                'out' in wish ? await shareCopy(sharing, wish.out) : await shareCopyInto(sharing, wish.into)
              return report as unknown as JsonValue
            }),
        })
        return context.json({ jobId: id }, 202)
      },
    )
    .get('/libraries/:library/records/:id/copy.zip', itemParam, async (context) => {
      const { library, id } = context.req.valid('param')
      const job: JobContext = { signal: context.req.raw.signal, report: () => undefined }
      const { name, zip } = await zipCopy({ ...(await exporting(library, job)), id })
      return new Response(streamOf(zip.bytes), {
        headers: {
          'Content-Type': 'application/zip',
          'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, percentEncoded)}`,
          'Cache-Control': 'no-store',
        },
      })
    })
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}

/** Bytes as they are asked for. Node's own bridge closes twice where a download is broken off. */
function streamOf(bytes: NodeJS.ReadableStream & { destroy(): void }): ReadableStream<Uint8Array> {
  const pieces = (bytes as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done === true) controller.close()
      else controller.enqueue(new Uint8Array(value))
    },
    cancel: () => bytes.destroy(),
  })
}
