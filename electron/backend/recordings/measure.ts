import { stat } from 'node:fs/promises'
import { FilePathSource, Input, MATROSKA, WEBM } from 'mediabunny'
import { isMissing } from './fs-failures.ts'

export interface TrackMeasure {
  sizeBytes: number
  /** From the first packet to the end of the last; 0 where nothing can be read. */
  durationMs: number
}

export type MeasureTrack = (path: string) => Promise<TrackMeasure>

/**
 * The true length of a track that has no duration written in it: its packets are read up to the last whole one, so a torn
 * end costs at most itself. Answers are remembered by file size, because a long track takes its time.
 */
export function trackMeasure(log: (line: string) => void): MeasureTrack {
  const known = new Map<string, TrackMeasure>()
  return async (path) => {
    const sizeBytes = await sizeOf(path)
    const before = known.get(path)
    if (before?.sizeBytes === sizeBytes) return before
    const measure = { sizeBytes, durationMs: sizeBytes === 0 ? 0 : await durationOf(path, log) }
    known.set(path, measure)
    return measure
  }
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
