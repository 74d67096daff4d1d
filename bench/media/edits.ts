import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Edit, unedited } from '../../domain/takes/edit.ts'
import { composeTake } from '../../electron/backend/media/compose/compose.ts'
import { createFfmpeg } from '../../electron/backend/media/ffmpeg/run.ts'
import { composedTake } from '../../electron/backend/recordings/compose.ts'
import { shippedFfmpegPath } from '../../test/support/media.ts'
import { printTable } from '../library/table.ts'
import type { MediaBench } from './bench.ts'
import { feedTake } from './long-take.ts'
import { fullEncode } from './playable.ts'
import { screenTalk } from './screen-talk.ts'

const rectangle = { x: 0.3, y: 0.3, width: 0.2, height: 0.1 }

function editsAround(middleMs: number): Record<string, Partial<Edit>> {
  return {
    'a cut in the middle': { cuts: [{ fromMs: middleMs + 3_300, toMs: middleMs + 27_700 }] },
    'both ends trimmed': {
      cuts: [
        { fromMs: 0, toMs: 4_200 },
        { fromMs: 2 * middleMs - 8_300, toMs: 1e9 },
      ],
    },
    'a rectangle covered for 8 s': {
      covers: [{ id: 'a', kind: 'blur', fromMs: middleMs + 1_000, toMs: middleMs + 9_000, ...rectangle }],
    },
  }
}

/** What an edit of a take of 30 minutes encodes again, and how long it takes to have its video, beside encoding all of it. */
export async function benchEdits({ dir, minutes }: MediaBench): Promise<void> {
  const length = minutes ?? 30
  const talk = await screenTalk({ dir, seconds: 64 })
  const fullSec = (await fullEncode({ talk, to: join(dir, 'full.mp4') })) * length * 60
  const profileDir = join(dir, 'edits')
  await rm(profileDir, { recursive: true, force: true })
  await mkdir(profileDir, { recursive: true })
  const fed = await feedTake({ talk, minutes: length, profileDir })
  await fed.app.app.request(`/api/takes/${fed.take}/finish`, { method: 'POST' })
  await fed.until(({ pieces }) => pieces.every(({ isReady }) => isReady))
  const { recordings, live } = fed.app
  await fed.wholeSound()
  const files = composedTake(await recordings.view(fed.take), recordings)
  const ffmpeg = createFfmpeg({ path: await shippedFfmpegPath(), log: () => undefined, priority: 'normal' })
  const rows: Record<string, string | number>[] = []
  for (const [name, edit] of Object.entries(editsAround(length * 30_000))) {
    const outputPath = join(dir, 'edited.mp4')
    await rm(outputPath, { force: true })
    const start = performance.now()
    const { pieceCount, encodedCount } = await composeTake({
      ...{ ...files, ffmpeg, outputPath, edit: { ...unedited, ...edit }, madeDir: recordings.madeDir(fed.take) },
      readers: recordings.readers,
      wholeSound: (media) => live.wholeSound(fed.take, media),
    })
    const sec = (performance.now() - start) / 1000
    rows.push({
      ...{ edit: name, pieces: pieceCount, 'encoded again': encodedCount, 'until the MP4 is there, s': sec },
      ...{ 'full encode, s': fullSec, 'of a full encode': sec / fullSec },
    })
  }
  await fed.close()
  await rm(profileDir, { recursive: true, force: true })
  printTable(`An edit of a take of ${length} minutes, 1080p30`, rows)
}
