import type { Quality } from '../../../domain/takes/edit.ts'

export interface PictureChoice {
  quality: Quality
  framesPerSecond: number
  /** Of the composed picture, in pixels; 1080 where not given. */
  height?: number | undefined
  /** Encoded while something is recorded: takes less of the computer, for a slightly larger file. */
  isLive: boolean
}

/** A seek decodes at most this much before it shows its frame. */
const keyFrameEverySec = 5

/** x264's constant rate factor at 1080 lines: higher is smaller. */
const rateFactors: Record<Quality, number> = { small: 33, balanced: 30, sharp: 24 }

/**
 * The ffmpeg options that encode one piece's picture: H.264 High 4:2:0. For one quality, rate and frame size the parameter
 * sets are the same whatever the content and whether live or not, so that pieces join by copying packets.
 */
export function pictureOptions({ quality, framesPerSecond, isLive }: PictureChoice): string[] {
  const keyFrameEvery = String(Math.round(framesPerSecond * keyFrameEverySec))
  return [
    ...['-c:v', 'libx264', '-preset', isLive ? 'veryfast' : 'faster', '-crf', String(rateFactors[quality])],
    ...['-profile:v', 'high', '-pix_fmt', 'yuv420p', '-r', String(framesPerSecond), '-g', keyFrameEvery],
    ...['-x264-params', sharedParameters],
  ]
}

/**
 * What stands in the parameter sets is fixed here, because the presets differ in it: reference frames, weighted prediction,
 * 8x8 transform. `stitchable` keeps the rate factor out of them.
 */
const sharedParameters = 'stitchable=1:ref=2:bframes=3:b-pyramid=2:weightp=1:8x8dct=1:open-gop=0'

/** The filters that clean the camera's picture before it is laid into the frame; empty for none, never with a comma at an end. */
export function cameraFilter(quality: Quality): string {
  return { small: 'hqdn3d=4:3:8:8', balanced: 'hqdn3d=3:2:6:6', sharp: '' }[quality]
}

export function soundOptions({ isMono }: { isMono: boolean }): string[] {
  return ['-c:a', 'aac', '-b:a', isMono ? '64k' : '112k', '-ar', '48000', '-ac', isMono ? '1' : '2']
}

/**
 * The one form every video of a library has: H.264 4:2:0, AAC, the index in front, and nothing of the source's metadata (a
 * phone writes where it was).
 */
export function mp4Options(options: PictureChoice & { hasSound: boolean; isMono: boolean }): string[] {
  return [
    ...pictureOptions(options),
    ...(options.hasSound ? soundOptions(options) : ['-an']),
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-max_muxing_queue_size', '4096'],
    ...['-movflags', '+faststart', '-f', 'mp4'],
  ]
}
