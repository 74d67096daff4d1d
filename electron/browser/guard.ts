import type { Fetch } from '../backend/host/node-http.ts'
import { inertHeaders } from '../backend/security/headers.ts'
import { isOfBackend } from '../backend/security/site.ts'
import type { LaunchTokens } from './launch-tokens.ts'
import { isSameSecret } from './same-secret.ts'

const cookieName = 'ownpace-session'
const longestSessionBodyBytes = 1024

/** The query with which a launch address asks for the page before there is a session. */
export const launchQuery = '?start'

/**
 * Stands before a site on a loopback port, where every program and every web page of the machine can knock.
 *
 * - Host must be exactly ours: a name that an attacker points at 127.0.0.1 (DNS rebinding) is another host.
 * - /api and /media answer only what our own page fetched (`Sec-Fetch-Site: same-origin`), with our session's cookie.
 * - What changes something also needs our exact Origin.
 * - The page's files hold no secrets and need no session; without one, the page itself is opened only by its launch
 *   address, whose one-time token the page then exchanges.
 */
export function guardSite({
  site,
  origin,
  sessionSecret,
  tokens,
}: {
  site: Fetch
  /** As the browser writes it: `http://<profile-id>.localhost:<port>`. */
  origin: string
  sessionSecret: string
  tokens: LaunchTokens
}): Fetch {
  const { host } = new URL(origin)
  return async (request) => {
    if (request.headers.get('host') !== host) return refusal(421, 'Ownpace does not answer at this address.')
    const { pathname, search } = new URL(request.url)
    const hasSession = isSameSecret(readCookie(request), sessionSecret)
    if (isOfBackend(pathname)) {
      const reason = strangeness(request, origin)
      if (reason !== null) return apiRefusal(403, reason)
      if (pathname === '/api/session') return openSession({ request, tokens, sessionSecret })
      if (!hasSession) return apiRefusal(401, 'Open Ownpace from its own start command.')
    }
    const isPageWithoutSession = pathname === '/' && !hasSession && search !== launchQuery
    if (isPageWithoutSession) return refusal(401, 'Open Ownpace from its own start command.')
    return site(request)
  }
}

/** Why a request cannot come from our own page; null where it can. */
function strangeness(request: Request, origin: string): string | null {
  if (request.headers.get('sec-fetch-site') !== 'same-origin') return 'Only the page of Ownpace itself may ask this.'
  const isReading = request.method === 'GET' || request.method === 'HEAD'
  if (!isReading && request.headers.get('origin') !== origin) return 'Only the page of Ownpace itself may change this.'
  return null
}

async function openSession({
  request,
  tokens,
  sessionSecret,
}: {
  request: Request
  tokens: LaunchTokens
  sessionSecret: string
}): Promise<Response> {
  if (request.method !== 'POST') return apiRefusal(405, 'A session is opened by POST.')
  const token = await readToken(request)
  if (token === null || !tokens.spend(token)) return apiRefusal(401, 'This address was already used.')
  return new Response(null, {
    status: 204,
    headers: {
      ...inertHeaders,
      'Cache-Control': 'no-store',
      'Set-Cookie': `${cookieName}=${sessionSecret}; HttpOnly; SameSite=Strict; Path=/`,
    },
  })
}

async function readToken(request: Request): Promise<string | null> {
  const sizeBytes = Number(request.headers.get('content-length') ?? Number.NaN)
  // an unknown length would have to be read to be measured
  if (!(sizeBytes <= longestSessionBodyBytes)) return null
  try {
    const body: unknown = await request.json()
    const token = (body as { token?: unknown } | null)?.token
    return typeof token === 'string' ? token : null
  } catch {
    return null
  }
}

function readCookie(request: Request): string {
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2)
    if (name === cookieName && value) return value
  }
  return ''
}

function refusal(status: number, text: string): Response {
  return new Response(`<!doctype html><meta charset="utf-8"><title>Ownpace</title><p>${text}</p>\n`, {
    status,
    headers: { ...inertHeaders, 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
  })
}

function apiRefusal(status: 401 | 403 | 405, message: string): Response {
  return Response.json(
    { error: { code: 'not-allowed', message } },
    { status, headers: { ...inertHeaders, 'Cache-Control': 'no-store' } },
  )
}
