export interface FrameSize {
  width: number
  height: number
}

/** The shorter side is at most this many pixels, so that a portrait phone video keeps as much detail as a screen. */
const defaultShortSide = 1080
const maxLongSide = 2560

/** Frames a second of everything that moves, unless more or fewer were asked for. */
const pictureRate = 30
const offeredRates = [15, 30, 60] as const
/** A still ground under a voice needs no more, and is encoded six times as fast. */
const voiceRate = 5
const voiceFrame: FrameSize = { width: 1280, height: 720 }

/** The rate that a video has of a source that was to be recorded at so many frames a second. */
export function rateFor(wanted: number | undefined): number {
  return offeredRates.find((rate) => rate >= (wanted ?? pictureRate)) ?? pictureRate
}

/** Size and rate of a video made of a source of this size, or of a voice alone. */
export function frameFor(source: FrameSize | null, shortSide?: number): { frame: FrameSize; framesPerSecond: number } {
  if (source === null) return { frame: voiceFrame, framesPerSecond: voiceRate }
  return { frame: outputSize(source, shortSide), framesPerSecond: pictureRate }
}

/** The greatest size of the same shape within the limits, never greater than the source, both sides even. */
export function outputSize({ width, height }: FrameSize, shortSide: number = defaultShortSide): FrameSize {
  const shrink = Math.min(1, shortSide / Math.min(width, height), maxLongSide / Math.max(width, height))
  return { width: evenBelow(width * shrink), height: evenBelow(height * shrink) }
}

// A hundredth of a pixel makes up for a quotient that is not exact in binary.
function evenBelow(pixels: number): number {
  return Math.max(2, Math.floor((pixels + 0.01) / 2) * 2)
}

/** The nearest even number, at least 2: H.264 in 4:2:0 has no half pixels. */
export function even(pixels: number): number {
  return Math.max(2, Math.round(pixels / 2) * 2)
}
