import { randomUUID } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { z } from 'zod'
import { Failure } from '../../../domain/failure.ts'
import { type TrackName, takeIdSchema } from '../../../domain/takes/take.ts'
import { refuseUnparsed } from '../host/refuse-unparsed.ts'
import { openMadeFolder } from '../media/compose/made-folder.ts'
import type { Ffmpeg } from '../media/ffmpeg/run.ts'
import { probe } from '../media/probe/probe.ts'
import { denoiserDelay, soundFilters } from '../media/sound/sound-filters.ts'
import type { Recordings } from './recordings.ts'

/** Long enough to hear a sentence and the room between two words. */
const sampleMs = 8000
const timeLimitMs = 60_000
/** Whose sound is heard where several carry it. */
const heardFirst: readonly TrackName[] = ['screen', 'microphone', 'file', 'camera']

const samplePath = zValidator('param', z.object({ take: takeIdSchema }), refuseUnparsed)
const sampleQuery = zValidator(
  'query',
  z.object({ fromMs: z.coerce.number().min(0), noise: z.enum(['0', '1']) }),
  refuseUnparsed,
)

interface Deps {
  recordings: Recordings
  ffmpeg: () => Promise<Ffmpeg>
}

/** A few seconds of a take's sound with its noise reduced or not, under /media: to be heard before it is published. */
export function soundSampleRoutes(deps: Deps) {
  // One at a time: whoever turns the switch to and fro does not start a crowd.
  let last: Promise<unknown> = Promise.resolve()
  return new Hono().get('/takes/:take/sample', samplePath, sampleQuery, async (context) => {
    const { take } = context.req.valid('param')
    const { fromMs, noise } = context.req.valid('query')
    const made = last.then(() => makeSample(deps, { take, fromMs, hasNoiseReduction: noise === '1' }))
    last = made.catch(() => undefined)
    return new Response(new Uint8Array(await made), {
      headers: {
        'Content-Type': 'audio/mp4',
        'Cache-Control': 'private, no-store',
        'Content-Security-Policy': "default-src 'none'; sandbox",
        'X-Content-Type-Options': 'nosniff',
      },
    })
  })
}

interface Sample {
  take: string
  fromMs: number
  hasNoiseReduction: boolean
}

async function makeSample({ recordings, ffmpeg }: Deps, { take, fromMs, hasNoiseReduction }: Sample): Promise<Buffer> {
  const program = await ffmpeg()
  const { path, demuxer, startMs } = await soundAt(recordings, { take, fromMs, ffmpegPath: program.path })
  const dir = recordings.madeDir(take)
  await openMadeFolder(dir)
  const outputPath = join(dir, `sample-${randomUUID()}.m4a`)
  const delay = hasNoiseReduction ? await denoiserDelay(program) : 0
  try {
    await program.run({
      inputs: [{ path, demuxer, options: ['-ss', (startMs / 1000).toFixed(3), '-t', String(sampleMs / 1000)] }],
      filterGraph: `[0:a:0]${soundFilters({ hasNoiseReduction, gainDb: null, isMono: false, denoiserDelay: delay })}[a]`,
      outputOptions: ['-map', '[a]', '-vn', '-c:a', 'aac', '-b:a', '112k', '-movflags', '+faststart', '-f', 'mp4'],
      outputPath,
      durationMs: sampleMs,
      timeLimitMs,
      priority: 'normal',
    })
    return await readFile(outputPath)
  } finally {
    await rm(outputPath, { force: true })
  }
}

/** The file in which a moment is heard, and where in it; one near the end is heard from a little earlier on. */
async function soundAt(
  recordings: Recordings,
  { take, fromMs, ffmpegPath }: { take: string; fromMs: number; ffmpegPath: string },
): Promise<{ path: string; demuxer: string; startMs: number }> {
  const { segments } = await recordings.view(take)
  let beginsMs = 0
  for (const { segment, durationMs, tracks } of segments) {
    const atMs = fromMs - beginsMs
    beginsMs += durationMs
    if (atMs >= durationMs && segment !== segments.at(-1)?.segment) continue
    const byOrder = tracks.toSorted((a, b) => heardFirst.indexOf(a.track) - heardFirst.indexOf(b.track))
    for (const { track } of byOrder) {
      const path = recordings.trackPath(take, { segment, track })
      const facts = await probe({ path, ffmpegPath }).catch(() => null)
      if (!facts?.hasSound) continue
      return { path, demuxer: facts.demuxer, startMs: Math.max(0, Math.min(atMs, durationMs - sampleMs / 4)) }
    }
  }
  throw new Failure({ code: 'not-found', message: 'Nothing can be heard in this recording there.' })
}
