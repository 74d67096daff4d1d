import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { MediaBench } from './bench.ts'

/**
 * What recording, composing and publishing a video costs and how true it stays, each figure beside a baseline of the same run.
 * Prints tables; nothing is asserted.
 * `npm run bench:media -- [--only size|sound|frames|memory|playable|review|edits …] [--minutes N] [--dir DIR]`
 * `--minutes` is how long is recorded for sound (10), memory (30) and each of the takes of playable and review; with `--dir`
 * recordings stay there and are used again.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    minutes: { type: 'string' },
    dir: { type: 'string' },
  },
})

const benches: Record<string, () => Promise<(bench: MediaBench) => Promise<void>>> = {
  size: async () => (await import('./size.ts')).benchSize,
  sound: async () => (await import('./sound.ts')).benchSound,
  frames: async () => (await import('./frames.ts')).benchFrames,
  memory: async () => (await import('./memory.ts')).benchMemory,
  playable: async () => (await import('./playable.ts')).benchPlayable,
  review: async () => (await import('./review.ts')).benchReview,
  edits: async () => (await import('./edits.ts')).benchEdits,
}

const dir = values.dir ? resolve(values.dir) : mkdtempSync(join(tmpdir(), 'ownpace-bench-media-'))
await mkdir(dir, { recursive: true })
try {
  for (const [name, load] of Object.entries(benches)) {
    if (values.only !== undefined && !values.only.includes(name)) continue
    const bench = await load()
    await bench({ dir, minutes: values.minutes === undefined ? null : Number(values.minutes) })
  }
} finally {
  if (!values.dir) rmSync(dir, { recursive: true, force: true })
}
