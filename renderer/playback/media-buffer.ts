import type { Span } from '../../domain/captions/cues.ts'

/** Stretches of media time as the browser counts them, in milliseconds. */
export function spansOf(ranges: TimeRanges): Span[] {
  return Array.from({ length: ranges.length }, (_, place) => ({
    fromMs: ranges.start(place) * 1000,
    toMs: ranges.end(place) * 1000,
  }))
}

/** Appends a piece whose own time begins at `offsetMs`. Rejects where the browser has no room, or cannot read it. */
export async function append(buffer: SourceBuffer, bytes: ArrayBuffer, offsetMs: number): Promise<void> {
  await settled(buffer, () => {
    buffer.timestampOffset = offsetMs / 1000
    buffer.appendBuffer(bytes)
  })
}

/** Lets go of a stretch. It ends a moment early, so that the key frame of what follows is never taken along. */
export async function remove(buffer: SourceBuffer, { fromMs, toMs }: Span): Promise<void> {
  if (toMs - fromMs > 2) await settled(buffer, () => buffer.remove(fromMs / 1000, (toMs - 1) / 1000))
}

async function settled(buffer: SourceBuffer, act: () => void): Promise<void> {
  const done = new Promise<void>((resolve, reject) => {
    const leaving = new AbortController()
    const on = (name: string, settle: () => void): void => {
      const act = (): void => {
        leaving.abort()
        settle()
      }
      buffer.addEventListener(name, act, { signal: leaving.signal })
    }
    on('error', () => reject(new Error('the browser could not read a piece')))
    on('updateend', resolve)
  })
  act()
  await done
}
