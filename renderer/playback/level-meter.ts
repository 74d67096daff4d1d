import { stepMs } from './quiet-stretches.ts'

const silentDb = -90

/** Counts the power of samples into steps, wherever the borders of their packets lie. */
export interface LevelMeter {
  /** `perMs` samples a millisecond, of one channel. */
  add(heard: { atMs: number; perMs: number; samples: Float32Array }): void
  /** Whole dBFS (RMS) of each step; what was not heard is silent. */
  levelsDb(): number[]
}

export function createMeter({ fromMs, toMs }: { fromMs: number; toMs: number }): LevelMeter {
  const count = Math.max(0, Math.ceil((toMs - fromMs) / stepMs))
  const power = new Float64Array(count)
  const heard = new Uint32Array(count)
  return {
    add({ atMs, perMs, samples }) {
      let place = Math.max(0, Math.ceil((fromMs - atMs) * perMs))
      while (place < samples.length) {
        const step = Math.floor((atMs - fromMs + place / perMs) / stepMs)
        if (step >= count) return
        // Never none, whatever was rounded.
        const end = Math.max(place + 1, Math.ceil(((step + 1) * stepMs + fromMs - atMs) * perMs))
        const to = Math.min(samples.length, end)
        let sum = 0
        for (let index = place; index < to; index += 1) sum += (samples[index] ?? 0) ** 2
        power[step] = (power[step] ?? 0) + sum
        heard[step] = (heard[step] ?? 0) + to - place
        place = to
      }
    },
    levelsDb: () =>
      Array.from(power, (sum, step) => {
        const mean = sum / Math.max(1, heard[step] ?? 0)
        return mean > 0 ? Math.max(silentDb, Math.round(10 * Math.log10(mean))) : silentDb
      }),
  }
}
