import { Failure } from '../../../domain/failure.ts'

const mostHops = 5

/**
 * Asks for a file and follows where its source points. Only https is spoken; a source on this very machine may speak http
 * to itself, and to nobody else. Throws `download-failed`, or what fetch throws.
 */
export async function followToFile(options: {
  url: string
  headers: Record<string, string>
  signal: AbortSignal
}): Promise<Response> {
  const { headers, signal } = options
  const first = new URL(options.url)
  let url = first
  for (let hop = 0; hop <= mostHops; hop += 1) {
    if (!isAllowed(url, first)) throw elsewhere()
    const response = await fetch(url, { headers, signal, redirect: 'manual', credentials: 'omit' })
    if (![301, 302, 303, 307, 308].includes(response.status)) return response
    await response.body?.cancel()
    const location = response.headers.get('location') ?? ''
    if (!URL.canParse(location, url.href)) throw elsewhere()
    url = new URL(location, url)
  }
  throw elsewhere()
}

function isAllowed(url: URL, first: URL): boolean {
  if (url.username !== '' || url.password !== '') return false
  if (url.protocol === 'https:') return true
  return url.protocol === 'http:' && isLoopback(url) && isLoopback(first)
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === '127.0.0.1' || hostname === '[::1]'
}

function elsewhere(): Failure {
  return new Failure({
    code: 'download-failed',
    message: 'The source points to a place that Ownpace does not fetch from.',
    kept: 'What has come so far is kept.',
    remedy: 'Give a file that you fetched yourself.',
  })
}
