import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { z } from 'zod'
import { takeIdSchema } from '../../../domain/takes/take.ts'
import { refuseUnparsed } from '../host/refuse-unparsed.ts'
import { serveFile } from '../media/serve/serve-file.ts'
import type { LiveTakes } from './live-takes.ts'
import { notReady, soundOfPiece } from './made-pieces.ts'

const takePath = zValidator('param', z.object({ take: takeIdSchema }), refuseUnparsed)
const piecePath = zValidator(
  'param',
  z.object({ take: takeIdSchema, index: z.coerce.number().int().min(0).max(100_000) }),
  refuseUnparsed,
)

/** What is composed of a take, and how loud it is, under /api. */
export function pieceRoutes({ live }: { live: LiveTakes }) {
  return new Hono()
    .get('/takes/:take/pieces', takePath, async (context) => {
      return context.json(await live.pieces(context.req.valid('param').take))
    })
    .get('/takes/:take/sound', takePath, async (context) => {
      return context.json(await live.sound(context.req.valid('param').take))
    })
}

/** The pieces themselves under /media; `not-found` while one is not ready. */
export function pieceMediaRoutes({ live }: { live: LiveTakes }) {
  return new Hono()
    .get('/takes/:take/pieces/:index', piecePath, async (context) => {
      const { take, index } = context.req.valid('param')
      const { known } = await live.known(take)
      const piece = known.pieces[index]
      if (!piece?.isReady) throw notReady()
      return await serveFile({ request: context.req.raw, path: piece.path, mimeType: 'video/mp4' })
    })
    .get('/takes/:take/sound/:index', piecePath, async (context) => {
      const { take, index } = context.req.valid('param')
      const { known, sound } = await live.known(take)
      const bytes = await soundOfPiece(known, sound, index)
      return new Response(new Uint8Array(bytes), {
        headers: {
          'Content-Type': 'audio/mp4',
          'Cache-Control': 'private, no-store',
          'Content-Security-Policy': "default-src 'none'; sandbox",
          'X-Content-Type-Options': 'nosniff',
        },
      })
    })
}
