import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { refuseUnparsed } from '../host/refuse-unparsed.ts'
import type { SettingsStore } from '../ports.ts'
import { settingsPatchSchema } from './schema.ts'

/** Which libraries are open is changed by opening and forgetting them, never by writing the list. */
const pagePatchSchema = settingsPatchSchema.omit({ libraries: true }).strict()

/** `GET` and `PATCH /settings`. */
export function settingsRoutes({ settings }: { settings: SettingsStore }) {
  return new Hono()
    .get('/settings', (context) => context.json(settings.get()))
    .patch('/settings', zValidator('json', pagePatchSchema, refuseUnparsed), (context) =>
      context.json(settings.set(context.req.valid('json'))),
    )
}
