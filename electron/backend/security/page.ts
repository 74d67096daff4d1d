import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { Readable } from 'node:stream'
import { Failure } from '../../../domain/failure.ts'
import type { Fetch } from '../host/node-http.ts'
import type { RandomBytes } from '../ports.ts'
import { inertHeaders, pageHeaders } from './headers.ts'

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

const noncePlaceholder = '__CSP_NONCE__'

/**
 * Serves the built page: its index at `/`, its other files at their own addresses.
 *
 * The files are listed once, and a request only ever picks from the list: no path is made from what a request says, so
 * none can lead out of the folder. Routes of the page are behind `#` and never reach this.
 *
 * @throws Failure `internal` where the page was not built.
 */
export async function createPageHandler({
  pageDir,
  randomBytes,
}: {
  pageDir: string
  randomBytes: RandomBytes
}): Promise<Fetch> {
  const index = await readFile(join(pageDir, 'index.html'), 'utf8').catch((error: unknown) => {
    throw new Failure({
      code: 'internal',
      message: 'The page of Ownpace is missing.',
      remedy: 'In a checkout, build it with "npm run build"; otherwise install Ownpace again.',
      cause: error,
    })
  })
  const files = await listFiles(pageDir)
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return plain(405, 'Only GET and HEAD are answered here.', { Allow: 'GET, HEAD' })
    }
    const { pathname } = new URL(request.url)
    if (pathname === '/') return answerIndex({ index, nonce: Buffer.from(randomBytes(16)).toString('base64') })
    const path = files.get(pathname)
    if (path === undefined) return plain(404, 'There is nothing at this address.')
    return answerFile({ path, pathname, isHead: request.method === 'HEAD' })
  }
}

async function listFiles(pageDir: string): Promise<Map<string, string>> {
  const entries = await readdir(pageDir, { recursive: true, withFileTypes: true })
  const files = new Map<string, string>()
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || !(extname(path) in contentTypes)) continue
    files.set(`/${relative(pageDir, path).split(sep).map(encodeURIComponent).join('/')}`, path)
  }
  return files
}

function answerIndex({ index, nonce }: { index: string; nonce: string }): Response {
  return new Response(index.replaceAll(noncePlaceholder, nonce), {
    headers: { ...pageHeaders(nonce), 'Content-Type': 'text/html; charset=utf-8' },
  })
}

async function answerFile({
  path,
  pathname,
  isHead,
}: {
  path: string
  pathname: string
  isHead: boolean
}): Promise<Response> {
  const { size } = await stat(path)
  // names under /assets/ carry a hash of what they hold
  const lifetime = pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
  const body = isHead ? null : (Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>)
  return new Response(body, {
    headers: {
      ...inertHeaders,
      'Content-Security-Policy': filePolicy(path),
      'Content-Type': contentTypes[extname(path)] ?? 'application/octet-stream',
      'Content-Length': String(size),
      'Cache-Control': lifetime,
    },
  })
}

/** A worker takes its policy from its own script, so scripts get what a worker may do; all else stays inert. */
function filePolicy(path: string): string {
  const isScript = ['.js', '.mjs'].includes(extname(path))
  return isScript
    ? "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self' blob:"
    : "default-src 'none'; sandbox; frame-ancestors 'none'"
}

function plain(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(`${text}\n`, {
    status,
    headers: { ...inertHeaders, ...headers, 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  })
}
