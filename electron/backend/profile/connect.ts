import { request as httpRequest, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Fetch } from '../host/node-http.ts'
import { readSocketAddress } from './socket.ts'

/** The process that owns a profile, as another process of the same person reaches it. */
export interface Owner {
  /** The owner's whole handler. Only the request's path counts; bodies are streamed both ways. */
  fetch: Fetch
}

/** The process that owns the profile now, or null where none answers. */
export async function connectToOwner(profileDir: string): Promise<Owner | null> {
  const address = readSocketAddress(profileDir)
  if (address === null || !(await isAnswering(address))) return null
  return { fetch: (request) => fetchOver(address, request) }
}

function isAnswering(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

async function fetchOver(address: string, request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = httpRequest({
      socketPath: address,
      method: request.method,
      path: pathname + search,
      headers: Object.fromEntries(request.headers),
      signal: request.signal,
      agent: false,
    })
    outgoing.once('response', resolve)
    outgoing.once('error', reject)
    if (request.body) pipeline(Readable.fromWeb(request.body), outgoing).catch(reject)
    else outgoing.end()
  })
  return toResponse(incoming, request.method)
}

function toResponse(incoming: IncomingMessage, method: string): Response {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const one of Array.isArray(value) ? value : [value ?? '']) headers.append(name, one)
  }
  const status = incoming.statusCode ?? 500
  const isWithoutBody = method === 'HEAD' || status === 204 || status === 304
  if (isWithoutBody) incoming.resume()
  return new Response(isWithoutBody ? null : (Readable.toWeb(incoming) as ReadableStream<Uint8Array>), {
    status,
    headers,
  })
}
