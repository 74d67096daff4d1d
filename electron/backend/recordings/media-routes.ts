import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { z } from 'zod'
import { Failure } from '../../../domain/failure.ts'
import { type TrackName, takeIdSchema, trackOfFile } from '../../../domain/takes/take.ts'
import { refuseUnparsed } from '../host/refuse-unparsed.ts'
import { mimeTypes, sniffFile } from '../media/probe/sniff.ts'
import { serveFile } from '../media/serve/serve-file.ts'
import type { Recordings } from './recordings.ts'

const pathSchema = z.object({ take: takeIdSchema, file: z.string().max(64) })

/** The tracks of takes under /media, for previews: GET and HEAD, with Range. A track may still be growing. */
export function takeMediaRoutes({ recordings }: { recordings: Recordings }) {
  return new Hono().get('/takes/:take/:file', zValidator('param', pathSchema, refuseUnparsed), async (context) => {
    const { take, file } = context.req.valid('param')
    const track = trackOfFile(file)
    if (!track) throw new Failure({ code: 'not-found', message: 'A recording has no such file.' })
    const path = recordings.trackPath(take, track)
    return await serveFile({ request: context.req.raw, path, mimeType: await mimeTypeOf(track.track, path) })
  })
}

/** A file made elsewhere is what its first bytes are, whatever it was called. */
async function mimeTypeOf(track: TrackName, path: string): Promise<string> {
  if (track !== 'file') return track === 'microphone' ? 'audio/webm' : 'video/webm'
  const { container } = await sniffFile(path).catch(() => ({ container: null }))
  return container === null ? 'application/octet-stream' : mimeTypes[container]
}
