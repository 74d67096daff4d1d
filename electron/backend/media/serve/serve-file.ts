import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { Failure } from '../../../../domain/failure.ts'
import { parseRange } from './range.ts'

export interface ServeFileOptions {
  request: Request
  /** Absolute and already resolved from ids: nothing of it comes from the request's URL as it stands. */
  path: string
  mimeType: string
}

const chunkBytes = 256 * 1024

/** Windows knows no such flag; there a link in the profile or library is refused by whoever resolves the path. */
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)

/**
 * Answers GET and HEAD for one file: whole, a part by Range (206), 304 by its tag, or 416. Throws `media-not-here` where
 * there is no ordinary file.
 */
export async function serveFile({ request, path, mimeType }: ServeFileOptions): Promise<Response> {
  const file = await openOrdinary(path)
  let isHandedOver = false
  try {
    const { size, mtimeMs } = await file.stat()
    const tag = `"${size.toString(16)}-${Math.floor(mtimeMs).toString(16)}"`
    const headers = new Headers({ ...mediaHeaders, 'Content-Type': mimeType, ETag: tag })
    if (isSameTag(request.headers.get('if-none-match'), tag)) return new Response(null, { status: 304, headers })
    // A part of another state of the file would be joined to what the player holds already.
    const condition = request.headers.get('if-range')
    const asked = condition === null || condition === tag ? request.headers.get('range') : null
    const range = request.method === 'GET' ? parseRange(asked, size) : { kind: 'whole' as const }
    if (range.kind === 'unsatisfiable') {
      headers.set('Content-Range', `bytes */${size}`)
      return new Response(null, { status: 416, headers })
    }
    const { start, end } = range.kind === 'part' ? heldShort(range, size) : { start: 0, end: size - 1 }
    headers.set('Content-Length', String(end - start + 1))
    if (range.kind === 'part') headers.set('Content-Range', `bytes ${start}-${end}/${size}`)
    const status = range.kind === 'part' ? 206 : 200
    if (request.method !== 'GET') return new Response(null, { status, headers })
    isHandedOver = true
    return new Response(readPart({ file, start, end }), { status, headers })
  } finally {
    if (!isHandedOver) await file.close()
  }
}

/**
 * A player asks for everything from a place on, and all between it and us reads ahead as far as buffers go: some 10 MB at
 * each seek over a socket, 58 MB in the desktop, which a network folder would have to bring. It may be given less than it
 * asked for (RFC 9110, section 15.3.7), and asks for the rest as it comes to it. Its cache writes the end out, so that a
 * range up to the end says no more than one without an end.
 */
function heldShort({ start, end }: { start: number; end: number }, size: number): { start: number; end: number } {
  return { start, end: end === size - 1 ? Math.min(end, start + mostAheadBytes - 1) : end }
}

/** Several seconds of any video of ours. */
const mostAheadBytes = 1024 * 1024

/** Whatever the bytes are, a browser that opens them as a page of their own may do nothing with them. */
const mediaHeaders = {
  'Accept-Ranges': 'bytes',
  'Cache-Control': 'private, no-cache',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
}

function isSameTag(header: string | null, tag: string): boolean {
  return (header ?? '').split(',').some((listed) => listed.trim().replace(/^W\//, '') === tag)
}

async function openOrdinary(path: string): Promise<FileHandle> {
  let file: FileHandle
  try {
    file = await open(path, openFlags)
  } catch (error) {
    throw notHere(error)
  }
  if ((await file.stat()).isFile()) return file
  await file.close()
  throw notHere(new Error('not an ordinary file'))
}

/**
 * A part of a file as a stream that reads one piece ahead at most and closes the file once: at its end, on an error, or when
 * the reader goes away (a player does so at every seek).
 */
function readPart({ file, start, end }: { file: FileHandle; start: number; end: number }): ReadableStream<Uint8Array> {
  let position = start
  let isClosed = false
  const close = async () => {
    if (isClosed) return
    isClosed = true
    await file.close()
  }
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          if (position <= end) {
            const piece = new Uint8Array(Math.min(chunkBytes, end - position + 1))
            const { bytesRead } = await file.read(piece, 0, piece.length, position)
            if (isClosed) return
            if (bytesRead === 0) throw new Error('the file became shorter while it was read')
            position += bytesRead
            controller.enqueue(piece.subarray(0, bytesRead))
          }
          if (position <= end) return
          await close()
          controller.close()
        } catch (error) {
          if (isClosed) return
          await close()
          controller.error(error)
        }
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  )
}

function notHere(cause: unknown): Failure {
  return new Failure({
    code: 'media-not-here',
    message: 'This file is not on this device.',
    remedy: 'If it was published just now, it may still be on its way.',
    cause,
  })
}
