import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import type { PiecesView } from '../../domain/takes/pieces.ts'
import { findChromium } from '../../electron/browser/launch.ts'
import { ffmpegRaw, scratchDir } from '../support/media.ts'

/** A recording as the machine side would serve it; what a test changes holds from the next request on. */
export interface ServedTake {
  view: PiecesView
  video: (index: number) => Buffer
  sound: (index: number) => Buffer
  /** What was asked for, in order: `pieces/3`, `sound/3`. */
  asked: string[]
}

export interface PlaybackWorld {
  page: Page
  takes: Map<string, ServedTake>
  /** A recording of so many pieces of 2 s, each of another colour, with or without sound. */
  take(name: string, options: { pieceCount: number; hasSound: boolean; isReady?: boolean }): ServedTake
  close(): Promise<void>
}

export const pieceMs = 2000
const madeCount = 5
const framesPerSecond = 10

/** The playing code alone in a real browser, beside a server that has what was composed. */
export async function playbackWorld(): Promise<PlaybackWorld> {
  const executablePath = findChromium({ env: process.env, platform: process.platform })
  if (executablePath === null) throw new Error('no browser built on Chromium was found')
  const scratch = await scratchDir()
  const [script, videos, sounds] = await Promise.all([
    buildPage(join(scratch.dir, 'page')),
    Promise.all(Array.from({ length: madeCount }, (_, index) => makePiece(scratch.dir, index))),
    makeSounds(scratch.dir),
  ])
  const takes = new Map<string, ServedTake>()
  const server = createServer((request, response) => {
    const { type, body } = answerTo(request.url ?? '/', { takes, script })
    response.writeHead(body === null ? 404 : 200, { 'content-type': type })
    response.end(body ?? '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const browser: Browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
  })
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  await page.waitForFunction(() => 'show' in window)
  return {
    page,
    takes,
    take(name, { pieceCount, hasSound, isReady = true }) {
      const served: ServedTake = {
        view: {
          durationMs: pieceCount * pieceMs,
          width: 320,
          height: 180,
          videoType: 'video/mp4; codecs="avc1.42c00d"',
          soundType: hasSound ? 'audio/mp4; codecs="mp4a.40.2"' : null,
          pieces: Array.from({ length: pieceCount }, (_, index) => ({
            index,
            fromMs: index * pieceMs,
            toMs: (index + 1) * pieceMs,
            isReady,
          })),
          waitingMs: 0,
        },
        video: (index) => videos[index % madeCount] ?? Buffer.alloc(0),
        sound: (index) => sounds[index] ?? Buffer.alloc(0),
        asked: [],
      }
      takes.set(name, served)
      return served
    },
    async close() {
      await browser.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await scratch.remove()
    },
  }
}

function answerTo(
  url: string,
  { takes, script }: { takes: ReadonlyMap<string, ServedTake>; script: Buffer },
): { type: string; body: Buffer | string | null } {
  if (url === '/')
    return { type: 'text/html', body: '<!doctype html><body><script type="module" src="/page.js"></script>' }
  if (url === '/page.js') return { type: 'text/javascript', body: script }
  const [, root, , name = '', track, index] = url.split('/')
  const take = takes.get(name)
  if (take === undefined) return { type: 'text/plain', body: null }
  if (root === 'api') return { type: 'application/json', body: JSON.stringify(take.view) }
  take.asked.push(`${track}/${index}`)
  if (take.view.pieces[Number(index)]?.isReady !== true) return { type: 'text/plain', body: null }
  return track === 'pieces'
    ? { type: 'video/mp4', body: take.video(Number(index)) }
    : { type: 'audio/mp4', body: take.sound(Number(index)) }
}

const fragmented = ['-movflags', '+frag_keyframe+empty_moov+default_base_moof+frag_discont', '-f', 'mp4']

async function makePiece(dir: string, index: number): Promise<Buffer> {
  const colour = ['red', 'green', 'blue', 'yellow', 'white'][index % madeCount] ?? 'gray'
  const path = join(dir, `piece-${index}.mp4`)
  await ffmpegRaw([
    ...['-f', 'lavfi', '-i', `color=c=${colour}:s=320x180:r=${framesPerSecond}:d=${pieceMs / 1000}`],
    ...['-c:v', 'libx264', '-profile:v', 'baseline', '-preset', 'ultrafast', '-g', '600', '-pix_fmt', 'yuv420p'],
    ...fragmented,
    path,
  ])
  return await readFile(path)
}

/** One stream of sound, cut where the pieces are, each part with its time in the whole. */
async function makeSounds(dir: string): Promise<Buffer[]> {
  const whole = join(dir, 'sound.m4a')
  const seconds = (madeCount * pieceMs) / 1000
  await ffmpegRaw(['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}`, '-ar', '48000', '-c:a', 'aac', whole])
  const parts: Buffer[] = []
  for (let index = 0; index < madeCount; index += 1) {
    const path = join(dir, `sound-${index}.mp4`)
    const from = (index * pieceMs) / 1000
    const span = ['-ss', String(from), '-t', String(pieceMs / 1000)]
    await ffmpegRaw([...span, '-i', whole, '-c', 'copy', ...fragmented, path])
    const part = await readFile(path)
    // ffmpeg lets each part begin at 0: its time in the whole is written into its fragment (`tfdt`, version 1).
    part.writeBigUInt64BE(BigInt(from * 48_000), part.indexOf('tfdt') + 8)
    parts.push(part)
  }
  return parts
}

async function buildPage(outDir: string): Promise<Buffer> {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome130',
      lib: {
        entry: fileURLToPath(new URL('./playback-page.ts', import.meta.url)),
        formats: ['es'],
        fileName: () => 'page.js',
      },
    },
  })
  return await readFile(join(outDir, 'page.js'))
}
