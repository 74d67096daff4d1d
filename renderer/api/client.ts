import { hc } from 'hono/client'
import type { App } from '../../electron/backend/app.ts'

/** The backend's addresses, typed from the handler itself: an address or a body that it does not know fails to compile. */
export const { api } = hc<App>(location.origin)
