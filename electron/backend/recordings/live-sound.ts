import type { EncodedSound } from '../media/compose/join.ts'
import { openMadeFolder } from '../media/compose/made-folder.ts'
import { framesOf } from '../media/compose/piece-plan.ts'
import { soundRate } from '../media/container/mp4-boxes.ts'
import { fade } from '../media/sound/fade.ts'
import { createLoudnessMeter } from '../media/sound/loudness-meter.ts'
import { SoundEncoder } from '../media/sound/sound-encode.ts'
import { soundFilters } from '../media/sound/sound-filters.ts'
import { SoundLevels } from '../media/sound/sound-levels.ts'
import { pcmOf } from '../media/sound/sound-pcm.ts'
import { channelsOf, encodeTakeSound, hearStretches, samplesOfSegment } from '../media/sound/take-sound.ts'
import { keep, type SoundPlan, soundKey, soundPath } from './kept-sound.ts'

/** So much of a segment's sound waits for its end, where it may have to be cut. */
const heldBackSamples = soundRate
/** How loud somebody speaks is known after so much of it; until then nothing goes out, or it would begin too quiet. */
const knownAfterSamples = 3 * soundRate
const knownAtLatestSamples = 8 * soundRate
/** About two seconds. */
const tellEveryPackets = 94

/** Encodes a take's whole sound at its exact loudness, and notes how loud it is where. */
export async function makeWholeSound(plan: SoundPlan, signal?: AbortSignal): Promise<EncodedSound | null> {
  const { ffmpeg, dir, segments, framesPerSecond } = plan
  const stretches = segments.map((segment) => ({
    segment,
    fromFrame: 0,
    toFrame: framesOf(segment.durationMs, framesPerSecond),
  }))
  const levels = new SoundLevels()
  const how = { ffmpeg, stretches, framesPerSecond, signal }
  const heard = await hearStretches({ ...how, onHeard: (samples, channels) => levels.push(samples, channels) })
  if (heard === null) return null
  levels.finish()
  const outputPath = soundPath(dir)
  const sound = await encodeTakeSound({ ...how, loudness: heard, hasNoiseReduction: false, outputPath })
  if (sound === null) return null
  const { sampleCount, track } = sound
  const known = { levelsDb: levels.levelsDb, loudnessLufs: heard.loudnessLufs() }
  const kept = { key: soundKey(plan), channels: track.channels === 1 ? 1 : 2, sampleCount, ...known } as const
  await keep(dir, kept, heard.hops)
  return sound
}

/** What a live sound asks of whoever knows the take. */
export interface LiveTake {
  /** The segments as they are known now; null while none can be opened. */
  plan: () => SoundPlan | null
  /** Resolves when there may be more, or the recording has ended. */
  more: () => Promise<void>
  /** Whether nothing more comes into a segment. */
  isOver: (segment: number) => boolean
  isFinished: () => boolean
  /** Is called now and then while the sound goes on. */
  tell: () => void
}

/** A take's sound, decoded, measured and encoded once while it is recorded. */
export class LiveSound {
  readonly #take: LiveTake
  readonly #abort = new AbortController()
  readonly #levels = new SoundLevels()
  readonly #meter = createLoudnessMeter()
  readonly #published = createLoudnessMeter()
  #encoder: SoundEncoder | null = null
  /** Of what is decoded; null until a segment could be opened. */
  #channels: 1 | 2 | null = null
  #finished: EncodedSound | null = null
  #gain = 1
  #sinceGain = 0
  #heardCount = 0
  /** Since something was heard first. */
  #loudCount = 0
  /** What waits until it is known how loud this recording is; null once that is known. */
  #early: Float32Array[] | null = []
  #aim = 1
  /** Settles with the whole sound; null where it has to be made again as a whole. */
  readonly done: Promise<EncodedSound | null>

  constructor(take: LiveTake) {
    this.#take = take
    this.done = this.#run()
    this.done.catch(() => undefined)
  }

  get levelsDb(): number[] {
    return this.#levels.levelsDb
  }

  get loudnessLufs(): number | null {
    return this.#meter.loudnessLufs()
  }

  /** The packets that are there by now. */
  get sound(): EncodedSound | null {
    const encoder = this.#encoder
    if (encoder === null) return this.#finished
    const { track, path, starts, sizes, sampleCount } = encoder
    return { track, path, starts, sizes, sampleCount }
  }

  async stop(): Promise<void> {
    this.#abort.abort()
    await this.done.catch(() => undefined)
  }

  async #run(): Promise<EncodedSound | null> {
    const { signal } = this.#abort
    try {
      for (let index = 0; ; index++) {
        if (!(await this.#begin(index))) break
        await this.#segment(index)
      }
      const plan = this.#take.plan()
      if (this.#early !== null) await this.#endEarly()
      const encoder = this.#encoder
      if (encoder === null || plan === null) return null
      const sound = await encoder.finish()
      this.#finished = sound
      this.#encoder = null
      this.#levels.finish()
      signal.throwIfAborted()
      const wanted = plan.segments.reduce((sum, segment) => sum + samplesOfSegment(segment, plan.framesPerSecond), 0)
      const gainDb = this.#meter.gainDb()
      // As loud as it would be if all of it had been heard before any of it was encoded.
      const isLufs = this.#published.limitedLufs(0)
      const bestLufs = this.#meter.limitedLufs(gainDb)
      // What nobody spoke into stays as it is.
      const isOff = gainDb !== 0 && isLufs !== null && bestLufs !== null && Math.abs(isLufs - bestLufs) > 1
      const channels = sound.track.channels === 1 ? 1 : 2
      // It began as one voice in two channels, and did not stay so.
      const hasLostSide = channels === 1 && !this.#meter.isMono()
      if (sound.sampleCount !== wanted || isOff || hasLostSide) return null
      const loudnessLufs = this.#meter.loudnessLufs()
      const { levelsDb } = this.#levels
      const kept = { key: soundKey(plan), channels, sampleCount: wanted, levelsDb, loudnessLufs } as const
      await keep(plan.dir, kept, this.#meter.hops)
      return sound
    } catch (error) {
      await this.#encoder?.discard()
      this.#encoder = null
      throw error
    }
  }

  /** Waits until a segment can be opened; false where there is none. */
  async #begin(index: number): Promise<boolean> {
    for (;;) {
      this.#abort.signal.throwIfAborted()
      const plan = this.#take.plan()
      if (plan?.segments[index]) return true
      if (this.#take.isFinished()) return false
      await this.#take.more()
    }
  }

  async #segment(index: number): Promise<void> {
    const plan = this.#take.plan()
    const segment = plan?.segments[index]
    if (!plan || !segment) return
    this.#channels ??= channelsOf(plan.segments)
    const channels = this.#channels
    if (channels === null) return
    let pushed = 0
    const held: Float32Array[] = []
    let heldCount = 0
    const release = async (keepBack: number): Promise<void> => {
      while (heldCount > keepBack && held.length > 0) {
        const next = held.shift() ?? new Float32Array(0)
        heldCount -= next.length / channels
        fade(next, { channels, fromSample: pushed, sampleCount: null })
        pushed += next.length / channels
        await this.#push(next, channels)
      }
    }
    if (segment.sound !== null) {
      for await (const samples of this.#decoded(plan, index, channels)) {
        held.push(samples)
        heldCount += samples.length / channels
        await release(heldBackSamples)
      }
    }
    while (!this.#take.isOver(index)) {
      this.#abort.signal.throwIfAborted()
      await this.#take.more()
    }
    const known = this.#take.plan()
    const wanted = known?.segments[index]
      ? samplesOfSegment(known.segments[index], known.framesPerSecond)
      : pushed + heldCount
    const rest = new Float32Array(Math.max(0, wanted - pushed) * channels)
    let at = 0
    for (const samples of held) {
      const part = samples.subarray(0, Math.max(0, rest.length - at))
      rest.set(part, at)
      at += part.length
    }
    fade(rest, { channels, fromSample: pushed, sampleCount: wanted })
    for (let from = 0; from < rest.length; from += soundRate) {
      await this.#push(rest.slice(from, from + soundRate), channels)
    }
  }

  async #start({ ffmpeg, dir }: SoundPlan, channels: 1 | 2): Promise<SoundEncoder> {
    await openMadeFolder(dir)
    const filters = soundFilters({ hasNoiseReduction: false, gainDb: null, isMono: channels === 1 })
    const options = { ffmpegPath: ffmpeg.path, outputPath: soundPath(dir), channels, filters }
    let told = 0
    const onPackets = (count: number): void => {
      if (count < told + tellEveryPackets) return
      told = count
      this.#take.tell()
    }
    return await SoundEncoder.begin({ ...options, onPackets, priority: 'idle', signal: this.#abort.signal })
  }

  async *#decoded(plan: SoundPlan, index: number, channels: 1 | 2): AsyncGenerator<Float32Array> {
    const sound = plan.segments[index]?.sound
    if (!sound) return
    const { source, zeroMs } = sound
    const isOver = (): boolean => this.#take.isOver(index)
    const hasMore = async (): Promise<boolean> => {
      if (this.#abort.signal.aborted || isOver()) return false
      await this.#take.more()
      return true
    }
    yield* pcmOf({
      ...{ ffmpegPath: plan.ffmpeg.path, source, zeroMs, fromMs: 0, channels, samplesPerSecond: soundRate },
      sampleCount: null,
      packets: source.kind === 'track' ? source.reader.followSound(hasMore) : undefined,
      ...{ priority: 'idle', signal: this.#abort.signal },
    })
  }

  /** Measures, brings to its loudness as far as that is known by now, and hands on. */
  async #push(samples: Float32Array, channels: 1 | 2): Promise<void> {
    this.#levels.push(samples, channels)
    this.#meter.push(samples, channels)
    const count = samples.length / channels
    this.#heardCount += count
    if (this.#early === null) return await this.#raise(samples, channels)
    if (this.#loudCount > 0 || this.#meter.loudnessLufs() !== null) this.#loudCount += count
    this.#early.push(samples)
    if (this.#loudCount >= knownAfterSamples || this.#heardCount >= knownAtLatestSamples) {
      await this.#endEarly()
    }
  }

  /** Hands on what waited for it to be known how loud this is, and whether it is one voice in two channels. */
  async #endEarly(): Promise<void> {
    const early = this.#early ?? []
    const plan = this.#take.plan()
    const channels = this.#channels
    this.#early = null
    if (plan === null || channels === null) return
    this.#encoder = await this.#start(plan, this.#meter.isMono() ? 1 : channels)
    this.#aim = 10 ** (this.#meter.gainDb() / 20)
    this.#gain = this.#aim
    for (const samples of early) await this.#raise(samples, channels)
  }

  async #raise(decoded: Float32Array, decodedChannels: 1 | 2): Promise<void> {
    const encoder = this.#encoder
    if (encoder === null) return
    const channels = encoder.track.channels === 1 ? 1 : 2
    const samples = channels < decodedChannels ? middleOf(decoded) : decoded
    this.#sinceGain += samples.length / channels
    // The longer it has been heard, the less a second changes.
    if (this.#sinceGain >= Math.max(soundRate / 2, this.#heardCount / 60)) {
      this.#sinceGain = 0
      this.#aim = 10 ** (this.#meter.gainDb() / 20)
    }
    const raised = new Float32Array(samples.length)
    for (let index = 0; index < samples.length; index++) {
      // A tenth of a second's way, so that it is not heard as a step.
      this.#gain += (this.#aim - this.#gain) / (soundRate * channels * 0.1)
      raised[index] = (samples[index] ?? 0) * this.#gain
    }
    this.#published.push(raised, channels)
    await encoder.push(raised)
  }
}

/** One channel of two that carry the same. */
function middleOf(samples: Float32Array): Float32Array {
  return Float32Array.from({ length: samples.length / 2 }, (_unused, at) => {
    return ((samples[at * 2] ?? 0) + (samples[at * 2 + 1] ?? 0)) / 2
  })
}
