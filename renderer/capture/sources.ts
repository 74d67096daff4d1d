import { Failure, type FailureCode } from '../../domain/failure.ts'
import type { Region, Sources } from '../../domain/takes/take.ts'

export type SourceKind = 'screen' | 'camera' | 'microphone'

export interface DeviceChoice {
  deviceId: string
  label: string
}

export interface Devices {
  cameras: DeviceChoice[]
  microphones: DeviceChoice[]
}

/** The cameras and microphones of this machine. Labels are empty until the person has allowed one of their kind. */
export async function listDevices(): Promise<Devices> {
  const devices = await mediaDevices().enumerateDevices()
  const named = (kind: MediaDeviceKind): DeviceChoice[] =>
    devices
      // Chromium lists the default device twice: once by its own name, once under this id.
      .filter((device) => device.kind === kind && device.deviceId !== '' && device.deviceId !== 'communications')
      .map(({ deviceId, label }) => ({ deviceId, label }))
  return { cameras: named('videoinput'), microphones: named('audioinput') }
}

export interface ScreenChoice {
  /** A source of `GET /api/host/sources`, where the desktop lists them; null lets the browser ask. */
  sourceId: string | null
  /** The sound of the tab or of the computer with it, where the system gives it. */
  withSound: boolean
  /** 30 where left out. */
  framesPerSecond?: FrameRate | undefined
}

/** How many pictures a second are asked for: few for slides, many for what moves. */
export const frameRates = [15, 30, 60] as const
export type FrameRate = (typeof frameRates)[number]

export interface CameraChoice {
  /** Null takes the system's own choice. */
  deviceId: string | null
}

export interface MicrophoneChoice {
  deviceId: string | null
  /** Echo, noise and gain processing of the browser; off unless asked, because it takes from a voice what it adds. */
  isProcessed: boolean
}

/** Opens the screen, a window or a tab. Throws Failure: `no-permission` (also when the picker was closed), `conflict`, … */
export async function openScreen(
  { sourceId, withSound, framesPerSecond = 30 }: ScreenChoice,
  chooseSource: (sourceId: string) => Promise<void>,
): Promise<MediaStream> {
  if (sourceId !== null) await chooseSource(sourceId)
  // The browser's own picker offers the whole computer's sound only where it is asked for.
  const options: DisplayMediaStreamOptions & { systemAudio?: 'include' } = {
    video: { frameRate: rateConstraint(framesPerSecond), width: { max: 3840 }, height: { max: 2160 } },
    ...(withSound ? { audio: unprocessed, systemAudio: 'include' } : { audio: false }),
  }
  return await opened('screen', () => mediaDevices().getDisplayMedia(options))
}

const unprocessed = { echoCancellation: false, noiseSuppression: false, autoGainControl: false } as const

/** Changes how many pictures a second an open screen gives; what cannot be changed stays. */
export async function setFrameRate(screen: MediaStream, framesPerSecond: FrameRate): Promise<void> {
  await screen
    .getVideoTracks()[0]
    ?.applyConstraints({ frameRate: rateConstraint(framesPerSecond), width: { max: 3840 }, height: { max: 2160 } })
    .catch(() => undefined)
}

function rateConstraint(framesPerSecond: FrameRate): ConstrainULongRange {
  return { ideal: framesPerSecond, max: framesPerSecond }
}

/** Opens a camera at up to 720p. Throws Failure: `not-found`, `no-permission`, `conflict` (in use elsewhere). */
export async function openCamera({ deviceId }: CameraChoice): Promise<MediaStream> {
  return await opened('camera', () =>
    mediaDevices().getUserMedia({
      video: {
        ...(deviceId === null ? {} : { deviceId: { exact: deviceId } }),
        width: { ideal: 1280 },
        height: { ideal: 720 },
        frameRate: { ideal: 30, max: 30 },
      },
    }),
  )
}

/** Opens a microphone. Throws Failure: `not-found`, `no-permission`, `conflict` (in use elsewhere). */
export async function openMicrophone({ deviceId, isProcessed }: MicrophoneChoice): Promise<MediaStream> {
  return await opened('microphone', () =>
    mediaDevices().getUserMedia({
      audio: {
        ...(deviceId === null ? {} : { deviceId: { exact: deviceId } }),
        ...(isProcessed ? { echoCancellation: true, noiseSuppression: true, autoGainControl: true } : unprocessed),
      },
    }),
  )
}

export interface OpenStreams {
  screen: MediaStream | null
  camera: MediaStream | null
  microphone: MediaStream | null
}

const wholeScreen: ScreenUse = { region: null, framesPerSecond: 30 }

/** How a screen is recorded, beside what its stream says of itself. */
export interface ScreenUse {
  /** The part that is published; null for the whole. */
  region: Region | null
  framesPerSecond: FrameRate
}

/** What a take's journal says of its sources. */
export function describeSources({ screen, camera, microphone }: OpenStreams, use: ScreenUse = wholeScreen): Sources {
  const screenTrack = screen?.getVideoTracks()[0]
  const { width = 1, height = 1 } = screenTrack?.getSettings() ?? {}
  return {
    screen: screenTrack ? { kind: kindOfScreen(screenTrack), label: label(screenTrack), width, height, ...use } : null,
    camera: deviceOf(camera?.getVideoTracks()[0]),
    microphone: deviceOf(microphone?.getAudioTracks()[0]),
  }
}

export function stopStream(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

/** Whether a whole screen, a window or a tab is shown. */
function kindOfScreen(track: MediaStreamTrack): 'screen' | 'window' | 'tab' {
  const surface = track.getSettings().displaySurface
  if (surface === 'window') return 'window'
  return surface === 'browser' ? 'tab' : 'screen'
}

function deviceOf(track: MediaStreamTrack | undefined): { label: string } | null {
  return track ? { label: label(track) } : null
}

function label(track: MediaStreamTrack): string {
  return track.label.slice(0, 300)
}

function mediaDevices(): MediaDevices {
  // Absent where the page is not a secure context, whatever the type says.
  const devices: MediaDevices | undefined = navigator.mediaDevices
  if (devices) return devices
  throw new Failure({
    code: 'not-available-here',
    message: 'This window may not use cameras, microphones or the screen.',
    remedy: 'Open Ownpace in its own window, or write your answers instead.',
  })
}

async function opened(kind: SourceKind, open: () => Promise<MediaStream>): Promise<MediaStream> {
  try {
    return await open()
  } catch (error) {
    throw sourceFailure(kind, error)
  }
}

const nouns: Record<SourceKind, string> = { screen: 'screen', camera: 'camera', microphone: 'microphone' }

/** What a browser's capture error means, in plain words, by its name. */
export function sourceFailure(kind: SourceKind, error: unknown): Failure {
  if (error instanceof Failure) return error
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  return new Failure({ ...wordsFor(kind, name), cause: error })
}

function wordsFor(kind: SourceKind, name: string): { code: FailureCode; message: string; remedy: string } {
  const noun = nouns[kind]
  const without = `You can go on without the ${noun}.`
  if (name === 'NotAllowedError' || name === 'SecurityError') {
    return kind === 'screen'
      ? { code: 'no-permission', message: 'No screen or window was chosen.', remedy: `Choose one again. ${without}` }
      : {
          code: 'no-permission',
          message: `Ownpace may not use the ${noun}.`,
          remedy: `Allow it in the system’s privacy settings, then try again. ${without}`,
        }
  }
  if (name === 'NotFoundError' || name === 'OverconstrainedError' || name === 'DevicesNotFoundError') {
    return {
      code: 'not-found',
      message: `No such ${noun} was found.`,
      remedy: `Plug it in or choose another. ${without}`,
    }
  }
  if (name === 'NotReadableError' || name === 'AbortError' || name === 'TrackStartError') {
    return {
      code: 'conflict',
      message: `The ${noun} cannot be used at the moment; another program may hold it.`,
      remedy: `Close that program and try again, or choose another. ${without}`,
    }
  }
  return { code: 'internal', message: `The ${noun} could not be opened.`, remedy: `Try again. ${without}` }
}
