import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Failure } from '../../../../domain/failure.ts'
import { fetchFile } from '../../../../electron/backend/captions/fetch-file.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, place) => (place * 7919) % 251))
const sha256 = createHash('sha256').update(bytes).digest('hex')
let root: string
const servers: Server[] = []
/** A line that is cut as soon as so much of it has arrived. */
let cutAt = { afterBytes: Number.POSITIVE_INFINITY, cut: () => undefined as unknown }

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ownpace-fetch-'))
})
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})
afterAll(() => rm(root, { recursive: true, force: true }))

/** A source on this machine that gives one answer after the other, the last one again and again. */
async function source(...answers: Answer[]) {
  const asked: { range: string | undefined; ifRange: string | undefined }[] = []
  const server = createServer((request, response) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)]
    asked.push({ range: request.headers.range, ifRange: request.headers['if-range'] as string | undefined })
    answer?.(request, response)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const dir = await mkdtemp(join(root, 'models-'))
  const seen: number[] = []
  const abort = new AbortController()
  const run = (patch: { sha256?: string; stallMs?: number; url?: string } = {}) =>
    fetchFile({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/model.bin`,
      ...{ path: join(dir, 'model.bin'), sizeBytes: bytes.length, sha256, signal: abort.signal },
      onBytes: (count) => {
        seen.push(count)
        if (count === cutAt.afterBytes) cutAt.cut()
      },
      ...patch,
    })
  return { run, asked, seen, dir, abort, url: () => (server.address() as AddressInfo).port }
}

/** All of it, or from where it is asked while the tag is still the one. */
function serving(content: Buffer, tag = '"first"'): Answer {
  return (request, response) => {
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
    const isSame = request.headers['if-range'] === tag
    response.setHeader('etag', tag)
    if (start > 0 && isSame) {
      response.setHeader('content-range', `bytes ${start}-${content.length - 1}/${content.length}`)
      response.writeHead(206).end(content.subarray(start))
    } else response.writeHead(200, { 'content-length': content.length }).end(content)
  }
}

/** The first part of it, after which the line is cut. */
function breaking(afterBytes: number, tag = '"first"'): Answer {
  return (_request, response) => {
    response.writeHead(200, { etag: tag, 'content-length': bytes.length })
    response.write(bytes.subarray(0, afterBytes))
    cutAt = { afterBytes, cut: () => response.destroy() }
  }
}

const failureOf = (run: Promise<void>): Promise<Failure> =>
  run.then(
    () => Promise.reject(new Error('it should have failed')),
    (error: Failure) => error,
  )

describe('fetching a model', () => {
  it('gives the file its name only when it is whole and is the one that was promised', async () => {
    const { run, dir, seen } = await source(serving(bytes))
    await run()
    expect(await readdir(dir)).toEqual(['model.bin'])
    expect(await readFile(join(dir, 'model.bin'))).toEqual(bytes)
    expect(seen.at(-1)).toBe(bytes.length)
    expect(seen.toSorted((a, b) => a - b)).toEqual(seen)
  })

  it('goes on where it was broken off, and asks whether it is still the same file', async () => {
    const { run, asked, dir } = await source(breaking(100_000), serving(bytes))
    const failure = await failureOf(run())
    expect(failure).toMatchObject({ code: 'download-failed', kept: expect.stringContaining('goes on from there') })
    expect(await readdir(dir)).not.toContain('model.bin')
    await run()
    expect(asked[1]).toEqual({ range: 'bytes=100000-', ifRange: '"first"' })
    expect(await readFile(join(dir, 'model.bin'))).toEqual(bytes)
  })

  it('begins anew when the source has changed the file', async () => {
    const { run, asked, dir } = await source(breaking(100_000), serving(bytes, '"second"'))
    await failureOf(run())
    await run()
    expect(asked[1]?.range).toBe('bytes=100000-')
    expect(await readFile(join(dir, 'model.bin'))).toEqual(bytes)
  })

  it('begins anew where the source gave no name for what it sent', async () => {
    const { run, asked } = await source(breaking(100_000, 'W/"weak"'), serving(bytes))
    await failureOf(run())
    await run()
    expect(asked[1]).toEqual({ range: undefined, ifRange: undefined })
  })

  it('throws away what is not the promised file', async () => {
    const other = Buffer.from(bytes)
    other.writeUInt8((other.readUInt8(150_000) + 1) % 256, 150_000)
    const { run, dir } = await source(serving(other))
    const failure = await failureOf(run())
    expect(failure.message).toContain('not the file that was promised')
    expect(await readdir(dir)).toEqual([])
  })

  it.each([
    ['is longer than promised', serving(Buffer.concat([bytes, Buffer.from('more')]))],
    [
      'goes on from another place',
      ((_request, response) => {
        response
          .writeHead(206, { 'content-range': `bytes 5-${bytes.length - 1}/${bytes.length}` })
          .end(bytes.subarray(5))
      }) satisfies Answer,
    ],
  ])('throws away what %s', async (_name, answer) => {
    const { run, dir } = await source(breaking(1000), answer)
    await failureOf(run())
    expect((await failureOf(run())).message).toContain('not the file that was promised')
    expect(await readdir(dir)).toEqual([])
  })

  it.each([404, 403, 500, 503])('says what the source answered (%i)', async (status) => {
    const { run, dir } = await source((_request, response) => response.writeHead(status).end('no'))
    expect(await failureOf(run())).toMatchObject({
      code: 'download-failed',
      message: expect.stringContaining(`${status}`),
    })
    expect(await readdir(dir)).toEqual([])
  })

  it('can be stopped, and goes on later', async () => {
    const { run, abort, dir } = await source((_request, response) => {
      response.writeHead(200, { etag: '"first"', 'content-length': bytes.length })
      response.write(bytes.subarray(0, 50_000))
      cutAt = { afterBytes: 50_000, cut: () => abort.abort() }
    })
    expect(await failureOf(run())).toMatchObject({ code: 'cancelled' })
    expect(await readdir(dir)).toContain('model.bin.part')
    expect(await readdir(dir)).not.toContain('model.bin')
  })

  it('gives up on a source that falls silent', async () => {
    const { run } = await source((_request, response) => {
      response.writeHead(200, { etag: '"first"', 'content-length': bytes.length })
      response.write(bytes.subarray(0, 10))
    })
    expect(await failureOf(run({ stallMs: 150 }))).toMatchObject({ code: 'download-failed' })
  })

  it('follows its source to another place on this machine, and nowhere else without https', async () => {
    const to =
      (location: string): Answer =>
      (_request, response) =>
        response.writeHead(302, { location }).end()
    const near = await source(to('/elsewhere.bin'), serving(bytes))
    await near.run()
    for (const location of [
      'http://example.org/model.bin',
      'ftp://127.0.0.1/x',
      'file:///etc/passwd',
      'http://a:b@127.0.0.1/',
    ]) {
      const far = await source(to(location))
      const failure = await failureOf(far.run())
      expect(failure).toMatchObject({
        code: 'download-failed',
        message: expect.stringContaining('does not fetch from'),
      })
    }
    const round = await source(to('/again'))
    expect(await failureOf(round.run())).toMatchObject({ code: 'download-failed' })
    expect(round.asked.length).toBeLessThan(8)
  })

  it('never speaks http to another machine', async () => {
    const { run } = await source(serving(bytes))
    expect(await failureOf(run({ url: 'http://example.org/model.bin' }))).toMatchObject({ code: 'download-failed' })
  })

  it('takes no leftover for whole, however large it is', async () => {
    const { run, dir } = await source(serving(bytes))
    await writeFile(join(dir, 'model.bin.part'), Buffer.alloc(bytes.length))
    expect((await failureOf(run())).message).toContain('not the file that was promised')
    await writeFile(join(dir, 'model.bin.part'), Buffer.alloc(bytes.length * 2))
    await run()
    expect(await readFile(join(dir, 'model.bin'))).toEqual(bytes)
  })
})
