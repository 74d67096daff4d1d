import { Failure } from '../../domain/failure.ts'
import type { RecordedTrack } from '../../domain/takes/take.ts'
import { chunkEveryMs } from '../../domain/takes/view.ts'
import type { OpenStreams } from './sources.ts'

/** A take can be cut at key frames without encoding it again. */
const keyFrameEveryMs = 2_000
const soundBitsPerSecond = 128_000

const videoTypes = ['video/webm;codecs=h264', 'video/webm;codecs=vp9', 'video/webm;codecs=vp8']
const soundType = 'audio/webm;codecs=opus'

/**
 * The type to record with: H.264 wherever it is there, because VP8 loses frames of a full screen. Throws Failure
 * `not-available-here` where the browser can record nothing of this.
 */
export function recordingType(
  { hasPicture, hasSound }: { hasPicture: boolean; hasSound: boolean },
  isSupported: (type: string) => boolean,
): string {
  const types = hasPicture ? videoTypes.map((type) => (hasSound ? `${type},opus` : type)) : [soundType]
  const type = types.find(isSupported)
  if (type !== undefined) return type
  throw new Failure({
    code: 'not-available-here',
    message: 'This window cannot record.',
    remedy: 'Open Ownpace in its own window, or write your answers instead.',
  })
}

/** Bits a second that keep the text of a screen sharp; the video that is published is made smaller later. */
export function pictureBitsPerSecond({
  width,
  height,
  framesPerSecond = 30,
}: {
  width: number
  height: number
  framesPerSecond?: number | undefined
}): number {
  // Twice the pictures differ less from one to the next: half as much again is enough for them.
  const pace = framesPerSecond > 30 ? 1.5 : 1
  return Math.round(Math.min(8_000_000 * pace, Math.max(1_500_000, width * height * 2.4 * pace)))
}

/** Counts the time of recording, pauses left out. */
export class Stopwatch {
  #countedMs = 0
  #runningSinceMs: number | null = null

  run(nowMs: number): void {
    this.#runningSinceMs ??= nowMs
  }

  hold(nowMs: number): void {
    this.#countedMs = this.elapsedMs(nowMs)
    this.#runningSinceMs = null
  }

  elapsedMs(nowMs: number): number {
    return this.#countedMs + (this.#runningSinceMs === null ? 0 : nowMs - this.#runningSinceMs)
  }
}

export interface SegmentListeners {
  onChunk(track: RecordedTrack, bytes: Blob): void
  /** A recorder gave up; what it gave before is kept. */
  onFailed(failure: Failure): void
}

export interface SegmentRecorder {
  readonly tracks: { track: RecordedTrack; mimeType: string }[]
  start(): void
  pause(): void
  resume(): void
  /** Gives what was recorded until now at once, instead of with the next chunk. */
  flush(): void
  /** Resolves when every recorder has given its last chunk. */
  stop(): Promise<void>
  elapsedMs(): number
}

interface Part {
  track: RecordedTrack
  recorder: MediaRecorder
}

/**
 * Records what is open as one segment: the screen with all sound, the camera with the same microphone, or a voice alone.
 * Throws Failure where nothing is open or nothing can be recorded.
 */
export function recordSegment(streams: OpenStreams, { onChunk, onFailed }: SegmentListeners): SegmentRecorder {
  const mix = soundOf(streams)
  const parts: Part[] = []
  const camera = streams.camera?.getVideoTracks()[0]
  const screen = streams.screen?.getVideoTracks()[0]
  const microphone = streams.microphone?.getAudioTracks()[0]
  if (screen) parts.push(part('screen', [screen, ...mix.tracks]))
  if (camera) parts.push(part('camera', [camera, ...(microphone ? [microphone] : [])]))
  if (!screen && !camera && microphone) parts.push(part('microphone', [microphone]))
  if (parts.length === 0) throw nothingOpen()

  const watch = new Stopwatch()
  const ends = parts.map(({ track, recorder }) => {
    recorder.addEventListener('dataavailable', ({ data }) => onChunk(track, data))
    recorder.addEventListener('error', () => onFailed(recorderFailed()))
    return new Promise<void>((resolve) => recorder.addEventListener('stop', () => resolve(), { once: true }))
  })

  return {
    tracks: parts.map(({ track, recorder }) => ({ track, mimeType: recorder.mimeType })),
    start() {
      for (const { recorder } of parts) recorder.start(chunkEveryMs)
      watch.run(performance.now())
    },
    pause() {
      // Back to back, so that both tracks leave out the same moment.
      for (const { recorder } of parts) if (recorder.state === 'recording') recorder.pause()
      watch.hold(performance.now())
    },
    resume() {
      for (const { recorder } of parts) if (recorder.state === 'paused') recorder.resume()
      watch.run(performance.now())
    },
    flush() {
      for (const { recorder } of parts) if (recorder.state !== 'inactive') recorder.requestData()
    },
    async stop() {
      for (const { recorder } of parts) if (recorder.state !== 'inactive') recorder.stop()
      watch.hold(performance.now())
      await Promise.all(ends)
      mix.close()
    },
    elapsedMs: () => watch.elapsedMs(performance.now()),
  }
}

function part(track: RecordedTrack, tracks: MediaStreamTrack[]): Part {
  const picture = tracks.find(({ kind }) => kind === 'video')
  const hasSound = tracks.some(({ kind }) => kind === 'audio')
  const mimeType = recordingType({ hasPicture: picture !== undefined, hasSound }, (type) =>
    MediaRecorder.isTypeSupported(type),
  )
  const { width = 1280, height = 720, frameRate } = picture?.getSettings() ?? {}
  const options: MediaRecorderOptions & { videoKeyFrameIntervalDuration: number } = {
    mimeType,
    audioBitsPerSecond: soundBitsPerSecond,
    videoBitsPerSecond: pictureBitsPerSecond({ width, height, framesPerSecond: frameRate }),
    videoKeyFrameIntervalDuration: keyFrameEveryMs,
  }
  return { track, recorder: new MediaRecorder(new MediaStream(tracks), options) }
}

/**
 * The sound of the screen's track. A lone microphone, or a lone system sound, goes in as it is; only where both are there
 * does an AudioContext stand between them and the recorder, because a recorder takes one sound track.
 */
function soundOf({ screen, microphone }: OpenStreams): { tracks: MediaStreamTrack[]; close(): void } {
  const sounds = [screen?.getAudioTracks()[0], microphone?.getAudioTracks()[0]].filter((track) => track !== undefined)
  if (sounds.length < 2) return { tracks: sounds, close: () => undefined }
  const context = new AudioContext()
  // A page that nobody has touched yet may begin with its contexts held back.
  void context.resume().catch(() => undefined)
  const mixed = context.createMediaStreamDestination()
  for (const sound of sounds) context.createMediaStreamSource(new MediaStream([sound])).connect(mixed)
  return { tracks: mixed.stream.getAudioTracks(), close: () => void context.close().catch(() => undefined) }
}

function nothingOpen(): Failure {
  return new Failure({
    code: 'take-empty',
    message: 'There is nothing to record yet.',
    remedy: 'Choose a screen, a camera or a microphone, or write your answers instead.',
  })
}

function recorderFailed(): Failure {
  return new Failure({
    code: 'internal',
    message: 'The recording stopped by itself.',
    kept: 'Everything up to that moment is kept.',
    remedy: 'Go on recording: it becomes a further part of the same recording.',
  })
}
