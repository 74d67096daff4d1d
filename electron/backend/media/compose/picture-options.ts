import type { Quality } from '../../../../domain/takes/edit.ts'

export interface PictureChoice {
  quality: Quality
  framesPerSecond: number
  /** Of the composed picture, in pixels. */
  height: number
}

/** A seek decodes at most this much before it shows its frame. */
export const keyFrameEverySec = 5

/** x264's constant rate factor at 1080 lines: higher is smaller. */
const rateFactors: Record<Quality, number> = { small: 37, balanced: 34, sharp: 27 }

/**
 * What stands in the parameter sets is fixed here, whatever the rate factor and the preset (`stitchable`). Colours get more
 * than x264 would give them, because code is coloured; frames are looked at well ahead, since most of a screen will stay.
 * The colours' names are fixed too: recorders name them differently, or not at all, and another recording's pieces would
 * not join. The matrix is the one that captured screens have, so that their frames need no converting; the primaries are
 * those of screens, because nothing here changes them.
 */
const parameters =
  'stitchable=1:ref=2:bframes=3:b-pyramid=2:weightp=1:8x8dct=1:open-gop=0:scenecut=40:chroma-qp-offset=-2:' +
  'colorprim=bt709:transfer=bt709:colormatrix=smpte170m:fullrange=off'

/**
 * The ffmpeg options that encode one piece's picture: H.264 High 4:2:0. For one frame size and rate the parameter sets are
 * the same whatever the content and the quality, so that pieces join by copying packets.
 */
export function pictureOptions({ quality, framesPerSecond, height }: PictureChoice): string[] {
  const keyFrameEvery = String(Math.round(framesPerSecond * keyFrameEverySec))
  // 40 frames of 2160 lines would be half a gigabyte.
  const lookAhead = height > 1440 ? 16 : 40
  return [
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', String(rateFactor(quality, height))],
    ...['-profile:v', 'high', '-pix_fmt', 'yuv420p', '-r', String(framesPerSecond), '-g', keyFrameEvery],
    ...['-x264-params', `${parameters}:rc-lookahead=${lookAhead}`],
  ]
}

/** The same text has fewer pixels in a low picture, and can lose fewer of them. */
function rateFactor(quality: Quality, height: number): number {
  return rateFactors[quality] - (height <= 800 ? 2 : 0)
}

/**
 * The filters that clean the camera's picture before it is laid into the frame: noise is what costs most, and shows nothing.
 * Empty for none; never with a comma at an end.
 */
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
