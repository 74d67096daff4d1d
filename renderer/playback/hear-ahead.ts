import type { Span } from '../../domain/captions/cues.ts'

/** Hears stretches of a video without playing them. */
export interface Hearing {
  /**
   * How loud each step of a stretch is, in whole dBFS (RMS), -90 for silence. Null where it has no sound that this browser
   * can decode. One stretch after the other.
   */
  hear(span: Span): Promise<number[] | null>
  close(): void
}

/** What the worker is asked, and what it answers, in the same order. */
export interface StretchToHear extends Span {
  url: string
}
export interface HeardStretch {
  levelsDb: number[] | null
}

/** Opens the sound of a video at its address, in a worker: the tables of an hour would keep the page busy. */
export function openHearing(url: string): Hearing {
  const worker = new Worker(new URL('./hear-worker.ts', import.meta.url), { type: 'module' })
  const waiting: ((levelsDb: number[] | null) => void)[] = []
  worker.onmessage = ({ data }: MessageEvent<HeardStretch>) => waiting.shift()?.(data.levelsDb)
  const giveUp = (): void => {
    for (const resolve of waiting.splice(0)) resolve(null)
  }
  worker.onerror = giveUp
  return {
    hear: (span) =>
      new Promise((resolve) => {
        waiting.push(resolve)
        worker.postMessage({ url, ...span } satisfies StretchToHear)
      }),
    close() {
      worker.terminate()
      giveUp()
    },
  }
}
