import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { privatePutSchema } from '../../../domain/views/private.ts'
import { refuseUnparsed } from '../host/refuse-unparsed.ts'
import type { PrivateJournal } from './journal.ts'

/** `GET` and `PUT /private`: what this person has seen, their drafts, their place in videos. */
export function privateRoutes({ journal }: { journal: PrivateJournal }) {
  return new Hono()
    .get('/private', (context) => context.json({ entries: journal.entries() }))
    .put('/private', zValidator('json', privatePutSchema, refuseUnparsed), async (context) => {
      await journal.put(context.req.valid('json').entries)
      return context.json({})
    })
}
