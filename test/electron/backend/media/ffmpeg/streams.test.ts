import { describe, expect, it } from 'vitest'
import { parseStreams } from '../../../../../electron/backend/media/ffmpeg/streams.ts'

const printed = `Input #0, avi, from '/home/ann/old.avi':
  Duration: 00:01:02.50, start: 0.000000, bitrate: 700 kb/s
    Stream #0:0: Video: mpeg4 (Simple Profile) (FMP4 / 0x34504D46), yuv420p, 640x480 [SAR 1:1 DAR 4:3], 25 fps
    Stream #0:1(eng): Audio: mp3 (U[0][0][0] / 0x0055), 44100 Hz, stereo, fltp, 128 kb/s
At least one output file must be specified`

describe('what ffmpeg prints about a file', () => {
  it('gives its length, picture and sound', () => {
    expect(parseStreams(printed)).toEqual({
      durationMs: 62_500,
      picture: { codec: 'mpeg4', width: 640, height: 480, isMatrixUnnamed: true },
      sound: { codec: 'mp3' },
    })
  })

  it('takes the picture on an album’s cover for none', () => {
    const cover = `  Duration: N/A, bitrate: N/A
    Stream #0:0: Audio: mp3, 44100 Hz, stereo
    Stream #0:1: Video: mjpeg, yuvj420p, 300x300, 90k tbr (attached pic)`
    expect(parseStreams(cover)).toEqual({ durationMs: null, picture: null, sound: { codec: 'mp3' } })
  })

  it('is nothing where ffmpeg could not open the file', () => {
    expect(parseStreams('/home/ann/a.mp4: Invalid data found when processing input')).toBeNull()
  })
})
