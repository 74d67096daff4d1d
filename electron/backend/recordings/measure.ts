import { readFile, stat, writeFile } from 'node:fs/promises'
import { FilePathSource, Input, MATROSKA, WEBM } from 'mediabunny'
import { chunkEveryMs } from '../../../domain/takes/view.ts'
import { isMissing } from './fs-failures.ts'
import { indexFileOf, parseChunkEnds } from './track-file.ts'

export interface TrackMeasure {
  sizeBytes: number
  /** From the first packet to the end of the last; 0 where nothing can be read. */
  durationMs: number
}

export type MeasureTrack = (path: string) => Promise<TrackMeasure>

/**
 * The true length of a track that has no duration written in it: its packets are read up to the last whole one, so a torn
 * end costs at most itself. That reads all of the file (ten minutes at 8 Mbit/s took 1.4 s), so the answer is kept beside
 * it, good for as long as the file has that size.
 */
export function trackMeasure(log: (line: string) => void): MeasureTrack {
  const known = new Map<string, TrackMeasure>()
  return async (path) => {
    const sizeBytes = await sizeOf(path)
    if (sizeBytes === 0) return { sizeBytes, durationMs: 0 }
    const before = known.get(path) ?? (await readKept(path))
    if (before?.sizeBytes === sizeBytes) return before
    const measure = { sizeBytes, durationMs: await durationOf(path, log) }
    known.set(path, measure)
    // Kept only to save time: where it cannot be written, it is measured again.
    await writeFile(keptFileOf(path), `${sizeBytes} ${measure.durationMs}\n`, { mode: 0o600 }).catch(() => undefined)
    return measure
  }
}

/** About how long a track is that is still being written, by its chunks: cheap enough to ask while recording. */
export async function estimateTrack(path: string): Promise<TrackMeasure> {
  const sizeBytes = await sizeOf(path)
  const index = await readFile(indexFileOf(path), 'latin1').catch(() => '')
  return { sizeBytes, durationMs: parseChunkEnds(index, sizeBytes).length * chunkEveryMs }
}

function keptFileOf(path: string): string {
  return path.replace(/\.webm$/, '.length')
}

async function readKept(path: string): Promise<TrackMeasure | undefined> {
  const text = await readFile(keptFileOf(path), 'latin1').catch(() => '')
  const match = /^(\d+) (\d+)\n$/.exec(text)
  return match ? { sizeBytes: Number(match[1]), durationMs: Number(match[2]) } : undefined
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (isMissing(error)) return 0
    throw error
  }
}

async function durationOf(path: string, log: (line: string) => void): Promise<number> {
  const input = new Input({ source: new FilePathSource(path), formats: [WEBM, MATROSKA] })
  try {
    return Math.round((await input.computeDuration(undefined, { metadataOnly: true })) * 1000)
  } catch (error) {
    log(`a track could not be measured: ${String(error)}`)
    return 0
  } finally {
    input.dispose()
  }
}
