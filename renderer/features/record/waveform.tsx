import { useEffect, useState } from 'react'
import { peaksOf } from './peaks.ts'
import css from './timeline.module.css'

/** The sound of a recording as a line of bars. */
export function Waveform({ peaks }: { peaks: readonly number[] }) {
  const d = peaks
    .map((peak, place) => {
      const half = Math.max(0.6, peak * 22)
      return `M${place + 0.5} ${22 - half}V${22 + half}`
    })
    .join('')
  return (
    <svg className={css.wave} viewBox={`0 0 ${peaks.length} 44`} preserveAspectRatio="none" aria-hidden="true">
      <path d={d} stroke="currentColor" strokeWidth="0.7" fill="none" />
    </svg>
  )
}

const barCount = 240
/** Decoded at 8 kHz, a minute takes some 4 MB; what is longer than this is drawn without its sound. */
const longestMs = 15 * 60_000
const drawnAtHz = 8000

/** The sound of a video to draw, once it is decoded; null until then, and where there is none. */
export function usePeaks(url: string | null, durationMs: number): readonly number[] | null {
  const [peaks, setPeaks] = useState<readonly number[] | null>(null)
  useEffect(() => {
    if (url === null || durationMs > longestMs) return
    const leaving = new AbortController()
    const draw = async (): Promise<void> => {
      const bytes = await (await fetch(url, { signal: leaving.signal })).arrayBuffer()
      const sound = await new OfflineAudioContext(1, 1, drawnAtHz).decodeAudioData(bytes)
      if (!leaving.signal.aborted) setPeaks(peaksOf(sound.getChannelData(0), barCount))
    }
    // Without sound there is nothing to draw; the timeline works the same.
    draw().catch(() => undefined)
    return () => leaving.abort()
  }, [url, durationMs])
  return peaks
}
