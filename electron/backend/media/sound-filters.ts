export interface SoundChoice {
  hasNoiseReduction: boolean
  /** What brings the sound to its loudness, as measured; null levels it while it streams by. */
  gainDb: number | null
  /** Both channels carry the same: one is kept. */
  isMono: boolean
}

/**
 * The filters of a voice's sound, at 48 kHz: what comes out is as long as what went in, and each sample stands where it
 * stood.
 */
export function soundFilters({ hasNoiseReduction, gainDb, isMono }: SoundChoice): string {
  return [
    `aformat=sample_fmts=fltp:sample_rates=48000:channel_layouts=${isMono ? 'mono' : 'stereo'}`,
    ...(hasNoiseReduction ? [] : []),
    gainDb === null ? 'loudnorm=I=-16:TP=-2:LRA=11,aresample=48000' : `volume=${gainDb.toFixed(2)}dB`,
  ].join(',')
}
