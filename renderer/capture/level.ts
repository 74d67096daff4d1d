/** How long a microphone may give nothing at all before it counts as dead. */
const silenceLimitMs = 5_000

/**
 * Tells a dead microphone from a quiet room: a living one always gives some noise, so nothing but zeros (or no samples)
 * for five seconds means that it is muted, unplugged or broken.
 */
export class SilenceAlarm {
  readonly #limitMs: number
  #quietSinceMs: number | null = null

  constructor(limitMs = silenceLimitMs) {
    this.#limitMs = limitMs
  }

  /** Takes the loudest sample since the last call, between 0 and 1, or null where none came; says whether to warn. */
  note({ peak, nowMs }: { peak: number | null; nowMs: number }): boolean {
    if (peak !== null && peak > 0) {
      this.#quietSinceMs = null
      return false
    }
    this.#quietSinceMs ??= nowMs
    return nowMs - this.#quietSinceMs >= this.#limitMs
  }
}

export interface LevelReading {
  /** Between 0 (nothing) and 1 (full scale), on a scale of decibels from -60 to 0, as a meter shows it. */
  level: number
  isSilent: boolean
}

/** Of a sound that is not open. */
export const noLevel: LevelReading = { level: 0, isSilent: false }

/** A sample's height as a meter shows it. */
export function meterLevel(peak: number): number {
  if (peak <= 0) return 0
  const decibels = 20 * Math.log10(peak)
  return Math.min(1, Math.max(0, (decibels + 60) / 60))
}

/**
 * Reads a microphone's level ten times a second until it is told to stop. It listens to a clone of the track, so that
 * nothing stands between the microphone and what is recorded.
 */
export function watchLevel(microphone: MediaStreamTrack, onReading: (reading: LevelReading) => void): () => void {
  const track = microphone.clone()
  const context = new AudioContext({ latencyHint: 'playback' })
  const analyser = new AnalyserNode(context, { fftSize: 8192 })
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  const alarm = new SilenceAlarm()

  function read(): void {
    // Until the person has touched the page a context may be held back; that says nothing about the microphone.
    const isListening = context.state === 'running'
    if (!isListening) void context.resume().catch(() => undefined)
    if (isListening) analyser.getFloatTimeDomainData(samples)
    const isDead = microphone.muted || microphone.readyState === 'ended'
    const peak = isListening && !isDead ? peakOf(samples) : null
    const isUnknown = !isListening && !isDead
    const isSilent = isUnknown ? false : alarm.note({ peak, nowMs: performance.now() })
    onReading({ level: meterLevel(peak ?? 0), isSilent })
  }

  const timer = setInterval(read, 100)
  return () => {
    clearInterval(timer)
    track.stop()
    void context.close().catch(() => undefined)
  }
}

function peakOf(samples: Float32Array): number {
  let peak = 0
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample))
  return peak
}
