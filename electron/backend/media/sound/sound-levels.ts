const stepMs = 50
const samplesPerStep = 48 * stepMs
const silenceDb = -90

/** Collects how loud a sound is, a step of 50 ms after the other, as whole dBFS. */
export class SoundLevels {
  readonly levelsDb: number[] = []
  #power = 0
  #count = 0

  /** The next samples, channels interleaved. */
  push(samples: Float32Array, channels: number): void {
    const perStep = samplesPerStep * channels
    for (const sample of samples) {
      this.#power += sample * sample
      if (++this.#count < perStep) continue
      this.#end(perStep)
    }
  }

  /** Ends a last step that is not full. */
  finish(): void {
    if (this.#count > 0) this.#end(this.#count)
  }

  #end(count: number): void {
    const db = 10 * Math.log10(Math.max(this.#power / count, 1e-12))
    this.levelsDb.push(Math.round(Math.max(silenceDb, Math.min(0, db))))
    this.#power = 0
    this.#count = 0
  }
}
