import { readFile, stat, writeFile } from 'node:fs/promises'
import type { TrackReader, TrackReaders } from '../media/container/track-reader.ts'
import { isMissing } from './fs-failures.ts'

export interface TrackMeasure {
  sizeBytes: number
  /** From the first packet to the end of the last; 0 where nothing can be read. */
  durationMs: number
}

export type MeasureTrack = (path: string) => Promise<TrackMeasure>

/**
 * The true length of a track that has no duration written in it: its packets are read up to the last whole one, so a torn
 * end costs at most itself. Of a growing track only what is new is read; of one that nobody has read since this process
 * began, all (ten minutes take 0.1 s), so the answer is kept beside it, good for as long as the file has that size.
 */
export function trackMeasure(
  readers: TrackReaders,
  log: (line: string) => void,
): (path: string, isGrowing: boolean) => Promise<TrackMeasure> {
  const known = new Map<string, TrackMeasure>()
  return async (path, isGrowing) => {
    const sizeBytes = await sizeOf(path)
    if (sizeBytes === 0) return { sizeBytes, durationMs: 0 }
    const before = known.get(path) ?? (await readKept(path))
    if (before?.sizeBytes === sizeBytes) return before
    const measure = { sizeBytes, durationMs: await durationOf(readers.of(path), log) }
    known.set(path, measure)
    // Kept only to save time: where it cannot be written, it is measured again.
    const kept = `${sizeBytes} ${measure.durationMs}\n`
    if (!isGrowing) await writeFile(keptFileOf(path), kept, { mode: 0o600 }).catch(() => undefined)
    return measure
  }
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

async function durationOf(reader: TrackReader, log: (line: string) => void): Promise<number> {
  try {
    return Math.round((await reader.update()).durationMs)
  } catch (error) {
    log(`a track could not be measured: ${String(error)}`)
    return 0
  }
}
