import type { FailureBody } from '../../domain/failure.ts'
import type { Region } from '../../domain/takes/take.ts'
import { type LevelReading, noLevel, watchLevel } from './level.ts'
import {
  type CameraChoice,
  type Devices,
  type FrameRate,
  listDevices,
  type MicrophoneChoice,
  type OpenStreams,
  openCamera,
  openMicrophone,
  openScreen,
  type ScreenChoice,
  type ScreenUse,
  type SourceKind,
  setFrameRate,
  sourceFailure,
  stopStream,
} from './sources.ts'
import { Store } from './store.ts'

export type SourceState =
  | { status: 'off' }
  | { status: 'opening' }
  | { status: 'open'; stream: MediaStream; label: string }
  /** It was open and went away by itself: unplugged, or the window that was shown has closed. */
  | { status: 'lost'; label: string }
  | { status: 'failed'; failure: FailureBody }

export interface StageState {
  screen: SourceState
  camera: SourceState
  microphone: SourceState
  devices: Devices
  /** The part of the screen that is published; null for all of it. */
  region: Region | null
  /** The microphone, or the sound that comes with the screen, is recorded as silence. */
  muted: { microphone: boolean; system: boolean }
  /** It is open and gives no picture for now: a window that was minimised, a display asleep, a camera with its cover shut. */
  isDark: { screen: boolean; camera: boolean }
}

interface Choices {
  screen: ScreenChoice | null
  camera: CameraChoice | null
  microphone: MicrophoneChoice | null
}

/**
 * The sources as the person sets them out before and during a recording: each is optional, each can be changed or fail
 * alone, and what is open can be shown live.
 */
export class CaptureStage {
  readonly state = new Store<StageState>({
    screen: { status: 'off' },
    camera: { status: 'off' },
    microphone: { status: 'off' },
    devices: { cameras: [], microphones: [] },
    region: null,
    muted: { microphone: false, system: false },
    isDark: { screen: false, camera: false },
  })
  /** The microphone's level, ten times a second while it is open. */
  readonly level = new Store<LevelReading>(noLevel)
  /** The level of the sound that comes with the screen. */
  readonly systemLevel = new Store<LevelReading>(noLevel)
  readonly #chooseSource: (sourceId: string) => Promise<void>
  readonly #choices: Choices = { screen: null, camera: null, microphone: null }
  readonly #turns: Record<SourceKind, number> = { screen: 0, camera: 0, microphone: 0 }
  readonly #stopLevels = new Map<SourceKind, () => void>()
  readonly #onDeviceChange = (): void => void this.#devicesChanged()

  constructor(chooseSource: (sourceId: string) => Promise<void>) {
    this.#chooseSource = chooseSource
    navigator.mediaDevices?.addEventListener('devicechange', this.#onDeviceChange)
    void this.#refreshDevices()
  }

  /** Opens the screen, or closes it with null. Never rejects: what went wrong stands in the state. */
  setScreen(choice: ScreenChoice | null): Promise<void> {
    this.#choices.screen = choice
    // A part is a part of one picture: another has to be looked at anew.
    this.state.patch({ region: null })
    return this.#open('screen', choice && (() => openScreen(choice, this.#chooseSource)))
  }

  setCamera(choice: CameraChoice | null): Promise<void> {
    this.#choices.camera = choice
    return this.#open('camera', choice && (() => openCamera(choice)))
  }

  setMicrophone(choice: MicrophoneChoice | null): Promise<void> {
    this.#choices.microphone = choice
    return this.#open('microphone', choice && (() => openMicrophone(choice)))
  }

  /** Says which part of the screen is published; null for all of it. */
  setRegion(region: Region | null): void {
    this.state.patch({ region })
  }

  /** Records silence instead of a sound, or the sound again. Holds for a device that is chosen later, too. */
  setMuted(sound: 'microphone' | 'system', isMuted: boolean): void {
    this.state.patch({ muted: { ...this.state.get().muted, [sound]: isMuted } })
    this.#applyMutes()
  }

  /** Asks an open screen for another number of pictures a second. */
  async setFrameRate(framesPerSecond: FrameRate): Promise<void> {
    const { screen } = this.#choices
    if (screen === null) return
    this.#choices.screen = { ...screen, framesPerSecond }
    const { screen: stream } = this.streams
    if (stream) await setFrameRate(stream, framesPerSecond)
  }

  /** The streams that are open now. */
  get streams(): OpenStreams {
    const { screen, camera, microphone } = this.state.get()
    return { screen: streamOf(screen), camera: streamOf(camera), microphone: streamOf(microphone) }
  }

  /** How the screen is recorded. */
  get screenUse(): ScreenUse {
    return { region: this.state.get().region, framesPerSecond: this.#choices.screen?.framesPerSecond ?? 30 }
  }

  /** Closes every source, so that no light of a camera stays on. */
  close(): void {
    navigator.mediaDevices?.removeEventListener('devicechange', this.#onDeviceChange)
    for (const kind of ['screen', 'camera', 'microphone'] as const) void this.#open(kind, null)
  }

  async #open(kind: SourceKind, open: (() => Promise<MediaStream>) | null): Promise<void> {
    // Only the last choice counts: an earlier one that opens later is closed again.
    this.#turns[kind] += 1
    const turn = this.#turns[kind]
    stopStream(streamOf(this.state.get()[kind]))
    this.#endLevel(kind)
    this.#setDark(kind, false)
    if (!open) return this.#set(kind, { status: 'off' })
    this.#set(kind, { status: 'opening' })
    try {
      const stream = await open()
      if (turn !== this.#turns[kind]) return stopStream(stream)
      this.#opened(kind, stream)
    } catch (error) {
      if (turn === this.#turns[kind]) this.#set(kind, { status: 'failed', failure: sourceFailure(kind, error).body })
    }
    await this.#refreshDevices()
  }

  #opened(kind: SourceKind, stream: MediaStream): void {
    const track = kind === 'microphone' ? stream.getAudioTracks()[0] : stream.getVideoTracks()[0]
    if (!track) {
      this.#set(kind, { status: 'lost', label: '' })
      return
    }
    const { label } = track
    const sound = kind === 'camera' ? undefined : stream.getAudioTracks()[0]
    const level = kind === 'screen' ? this.systemLevel : this.level
    if (sound)
      this.#stopLevels.set(
        kind,
        watchLevel(sound, (reading) => level.set(reading)),
      )
    this.#set(kind, { status: 'open', stream, label })
    this.#applyMutes()
    const isCurrent = (): boolean => streamOf(this.state.get()[kind]) === stream
    track.addEventListener('mute', () => isCurrent() && this.#setDark(kind, true))
    track.addEventListener('unmute', () => isCurrent() && this.#setDark(kind, false))
    track.addEventListener('ended', () => {
      if (!isCurrent()) return
      stopStream(stream)
      this.#endLevel(kind)
      this.#set(kind, { status: 'lost', label })
    })
  }

  #applyMutes(): void {
    const { muted } = this.state.get()
    const { screen, microphone } = this.streams
    for (const track of microphone?.getAudioTracks() ?? []) track.enabled = !muted.microphone
    for (const track of screen?.getAudioTracks() ?? []) track.enabled = !muted.system
  }

  async #devicesChanged(): Promise<void> {
    await this.#refreshDevices()
    const { camera, microphone } = this.state.get()
    if (camera.status === 'lost') await this.#reopen('camera')
    if (microphone.status === 'lost') await this.#reopen('microphone')
  }

  /** A device that was plugged in again is taken up again; until it is there, it stays lost. */
  async #reopen(kind: 'camera' | 'microphone'): Promise<void> {
    const { label } = { label: '', ...this.state.get()[kind] }
    if (kind === 'camera') await this.setCamera(this.#choices.camera)
    else await this.setMicrophone(this.#choices.microphone)
    if (this.state.get()[kind].status === 'failed') this.#set(kind, { status: 'lost', label })
  }

  async #refreshDevices(): Promise<void> {
    const devices = await listDevices().catch(() => null)
    if (devices) this.state.patch({ devices })
  }

  #endLevel(kind: SourceKind): void {
    this.#stopLevels.get(kind)?.()
    if (this.#stopLevels.delete(kind)) (kind === 'screen' ? this.systemLevel : this.level).set(noLevel)
  }

  #setDark(kind: SourceKind, isDark: boolean): void {
    const before = this.state.get().isDark
    // A microphone that gives nothing is found out by its level.
    if (kind !== 'microphone' && before[kind] !== isDark) this.state.patch({ isDark: { ...before, [kind]: isDark } })
  }

  #set(kind: SourceKind, source: SourceState): void {
    this.state.patch({ [kind]: source })
  }
}

function streamOf(source: SourceState): MediaStream | null {
  return source.status === 'open' ? source.stream : null
}
