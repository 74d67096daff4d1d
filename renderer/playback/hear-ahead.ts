import type { Input, InputAudioTrack } from 'mediabunny'
import { stepMs } from './quiet-stretches.ts'

/** Hears stretches of a video without playing them. */
export interface Hearing {
  /**
   * How loud each step of a stretch is, in whole dBFS (RMS), -90 for silence. Null where it has no sound that this browser
   * can decode.
   */
  hear(span: { fromMs: number; toMs: number }): Promise<number[] | null>
  close(): void
}

const silentDb = -90
/** What was read once is kept for the stretches beside it, not for the whole hour. */
const cacheBytes = 8 * 1024 * 1024

/** Opens the sound of a video at its address; only what is asked for is read. */
export function openHearing(url: string): Hearing {
  let isClosed = false
  let input: Input | null = null
  const opened = open()

  async function open(): Promise<InputAudioTrack | null> {
    const { ALL_FORMATS, Input, UrlSource } = await import('mediabunny')
    if (isClosed) return null
    const source = new UrlSource(url, {
      maxCacheSize: cacheBytes,
      parallelism: 1,
      getRetryDelay: (attempts) => (attempts < 2 ? 1 : null),
    })
    input = new Input({ formats: ALL_FORMATS, source })
    const track = await input.getPrimaryAudioTrack()
    return track !== null && (await track.canDecode()) ? track : null
  }

  return {
    async hear({ fromMs, toMs }) {
      const track = await opened
      if (track === null || isClosed) return null
      const { AudioSampleSink } = await import('mediabunny')
      const meter = createMeter({ fromMs, toMs })
      for await (const sample of new AudioSampleSink(track).samples(fromMs / 1000, toMs / 1000)) {
        const left = new Float32Array(sample.allocationSize({ format: 'f32-planar', planeIndex: 0 }) / 4)
        sample.copyTo(left, { format: 'f32-planar', planeIndex: 0 })
        meter.add({ atMs: sample.timestamp * 1000, perMs: sample.sampleRate / 1000, samples: left })
        sample.close()
        if (isClosed) return null
      }
      return meter.levelsDb()
    },
    close() {
      isClosed = true
      input?.dispose()
    },
  }
}

/** Counts the power of samples into steps, wherever the borders of the samples' packets lie. */
export function createMeter({ fromMs, toMs }: { fromMs: number; toMs: number }): {
  add(heard: { atMs: number; perMs: number; samples: Float32Array }): void
  levelsDb(): number[]
} {
  const count = Math.max(0, Math.ceil((toMs - fromMs) / stepMs))
  const power = new Float64Array(count)
  const heard = new Uint32Array(count)
  return {
    add({ atMs, perMs, samples }) {
      const firstMs = atMs - fromMs
      for (const [place, sample] of samples.entries()) {
        const step = Math.floor((firstMs + place / perMs) / stepMs)
        if (step < 0 || step >= count) continue
        power[step] = (power[step] ?? 0) + sample * sample
        heard[step] = (heard[step] ?? 0) + 1
      }
    },
    levelsDb: () =>
      Array.from(power, (sum, step) => {
        const mean = sum / Math.max(1, heard[step] ?? 0)
        return mean > 0 ? Math.max(silentDb, Math.round(10 * Math.log10(mean))) : silentDb
      }),
  }
}
