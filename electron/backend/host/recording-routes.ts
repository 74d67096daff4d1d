import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { z } from 'zod'
import type { Ports } from '../ports.ts'
import { desktopOf } from './desktop-of.ts'
import { refuseUnparsed } from './refuse-unparsed.ts'

const newsSchema = z.strictObject({
  recording: z
    .strictObject({
      phase: z.enum(['countdown', 'recording', 'paused', 'stopping']),
      hasScreen: z.boolean(),
      isWholeScreen: z.boolean(),
      question: z.string().max(2000),
      hasNextQuestion: z.boolean(),
      isSafe: z.boolean(),
    })
    .nullable(),
})
const shownSchema = z.strictObject({ isShown: z.boolean() })
const sizeSchema = z.strictObject({ heightPx: z.number().int().min(1).max(4096) })
const pausedSchema = z.strictObject({ isPaused: z.boolean() })

/** `/host/recording`, `/host/control` and `/host/hotkeys`: what a desktop does around a recording. */
export function hostRecordingRoutes({ ports }: { ports: Ports }) {
  return new Hono()
    .post('/host/recording', zValidator('json', newsSchema, refuseUnparsed), (context) => {
      desktopOf(ports).follow(context.req.valid('json').recording)
      return context.body(null, 204)
    })
    .post('/host/control', zValidator('json', shownSchema, refuseUnparsed), (context) => {
      desktopOf(ports).showControl(context.req.valid('json').isShown)
      return context.body(null, 204)
    })
    .post('/host/control/size', zValidator('json', sizeSchema, refuseUnparsed), (context) => {
      desktopOf(ports).fitControl(context.req.valid('json').heightPx)
      return context.body(null, 204)
    })
    .get('/host/hotkeys', (context) => context.json(desktopOf(ports).hotkeys()))
    .post('/host/hotkeys/pause', zValidator('json', pausedSchema, refuseUnparsed), (context) => {
      desktopOf(ports).pauseHotkeys(context.req.valid('json').isPaused)
      return context.body(null, 204)
    })
}
