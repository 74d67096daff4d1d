import { readTopBoxes } from '../container/boxes.ts'
import { readableMs, readStreams } from '../ffmpeg/streams.ts'
import type { MediaFacts } from './probe.ts'
import { probeApart } from './probe-apart.ts'

/** What a file made elsewhere says it has, and cannot be read. */
export type Lost = 'picture' | 'sound' | 'end'

export interface Examined extends MediaFacts {
  lost: Lost[]
}

/** A picture beside a sound, as of a record's sleeve, is no film. */
const coverCodecs = new Set(['mjpeg', 'png', 'bmp', 'webp'])

/**
 * Looks at a file made elsewhere as closely as composing it will: what it says of itself is not believed where its packets
 * say otherwise. Throws what `probe` throws. A whole MP4 is known by its index; of every other container all is read.
 */
export async function examineFile(options: {
  path: string
  ffmpegPath: string | undefined
  signal?: AbortSignal | undefined
}): Promise<Examined> {
  const { path, ffmpegPath, signal } = options
  const facts = await probeApart({ path, ffmpegPath })
  if (ffmpegPath === undefined) return { ...facts, lost: [] }
  const reading = { ffmpegPath, path, demuxer: facts.demuxer, signal }
  const said = await readStreams(reading)
  const lost: Lost[] = []
  const isCover = said?.picture && coverCodecs.has(said.picture.codec)
  if (said?.picture && !isCover && !facts.hasPicture) lost.push('picture')
  if (said?.sound && !facts.hasSound) lost.push('sound')
  if (facts.container === 'mp4' && !(await isTorn(path))) return { ...facts, lost }
  const endMs = (await readableMs(reading)) ?? facts.durationMs
  const saidMs = Math.max(said?.durationMs ?? 0, facts.durationMs)
  // The last packet of a sound may last half a second, and only its beginning is known.
  const isShort = saidMs - endMs > Math.max(600, saidMs / 20)
  if (isShort) lost.push('end')
  return { ...facts, durationMs: isShort ? endMs : Math.max(facts.durationMs, endMs), lost }
}

/** Whether the last box of an MP4 ends past the file; `probe` lets only fragments through like that. */
async function isTorn(path: string): Promise<boolean> {
  const { boxes, sizeBytes } = await readTopBoxes(path)
  return (boxes.at(-1)?.end ?? 0) > sizeBytes
}
