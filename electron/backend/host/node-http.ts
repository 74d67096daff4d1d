import { once } from 'node:events'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'

export type Fetch = (request: Request) => Promise<Response>

/**
 * Serves a web-standard handler over node:http. Bodies are streamed both ways; when the other side goes away, the
 * request's signal fires and the response's body is cancelled.
 *
 * `origin` is what requests see as theirs (scheme and host); the Host header is left for the handler to judge.
 */
export function nodeListener({
  origin,
  fetch,
  log,
}: {
  origin: string
  fetch: Fetch
  log: (line: string) => void
}): RequestListener {
  return (incoming, outgoing) => {
    answer({ origin, fetch, incoming, outgoing }).catch((error: unknown) => {
      log(`request failed: ${String(error)}`)
      if (outgoing.headersSent) outgoing.destroy()
      else outgoing.writeHead(500).end()
    })
  }
}

interface Exchange {
  origin: string
  fetch: Fetch
  incoming: IncomingMessage
  outgoing: ServerResponse
}

async function answer({ origin, fetch, incoming, outgoing }: Exchange): Promise<void> {
  const request = toRequest({ origin, incoming, outgoing })
  if (!request) {
    outgoing.writeHead(400).end()
    return
  }
  const response = await fetch(request)
  outgoing.statusCode = response.status
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie') outgoing.setHeader(name, value)
  }
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies)
  if (!response.body || incoming.method === 'HEAD') {
    await response.body?.cancel()
    outgoing.end()
    return
  }
  outgoing.flushHeaders()
  await pour(response.body, outgoing)
}

function toRequest({ origin, incoming, outgoing }: Omit<Exchange, 'fetch'>): Request | null {
  // a target that is not a path ("*", "http://elsewhere/") is for proxies, which this is not
  if (!incoming.url?.startsWith('/')) return null
  const aborted = new AbortController()
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) aborted.abort()
  })
  const method = incoming.method ?? 'GET'
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  const hasBody = method !== 'GET' && method !== 'HEAD'
  try {
    return new Request(origin + incoming.url, {
      method,
      headers,
      signal: aborted.signal,
      ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>, duplex: 'half' } : {}),
    })
  } catch {
    return null // a method or target that the web's Request does not know, such as TRACE
  }
}

async function pour(body: ReadableStream<Uint8Array>, outgoing: ServerResponse): Promise<void> {
  const reader = (body as NodeReadableStream<Uint8Array>).getReader()
  const closed = new AbortController()
  outgoing.once('close', () => {
    closed.abort()
    // a body that already ended or failed has nothing left to cancel
    reader.cancel().catch(() => undefined)
  })
  for (;;) {
    const { done, value } = await reader.read()
    if (done || outgoing.destroyed) break
    const hasRoom = outgoing.write(value)
    // a closed connection drains no more; the next read then ends, because the body was cancelled
    if (!hasRoom) await once(outgoing, 'drain', { signal: closed.signal }).catch(() => undefined)
  }
  outgoing.end()
}
