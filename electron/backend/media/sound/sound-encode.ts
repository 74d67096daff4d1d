import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises'
import type { EncodedSound } from '../compose/join.ts'
import { soundOptions } from '../compose/picture-options.ts'
import { aacSamples } from '../container/mp4-boxes.ts'
import type { Priority } from '../ffmpeg/priority.ts'
import { type FfmpegStream, streamFfmpeg, written } from '../ffmpeg/stream.ts'

export interface SoundEncoderOptions {
  ffmpegPath: string
  /** Where the packets are put down; it stands under this name once the sound is whole. */
  outputPath: string
  channels: 1 | 2
  /** Applied in front of the encoder, at the same length; empty for none. */
  filters: string
  /** Is told how many packets there are, whenever there are more. */
  onPackets?: ((count: number) => void) | undefined
  priority?: Priority | undefined
  signal?: AbortSignal | undefined
}

const headerBytes = 7
/** AAC begins with a packet of what was before the beginning. */
const leadPackets = 1

/** One long-running AAC encoder: samples go in, packets are put down in a file as they come. */
export class SoundEncoder {
  readonly starts: number[] = []
  readonly sizes: number[] = []
  readonly path: string
  readonly #options: SoundEncoderOptions
  readonly #stream: FfmpegStream
  readonly #file: FileHandle
  readonly #written: Promise<void>
  #samples = 0
  #bytes = 0
  #skip = leadPackets
  #failure: unknown = null

  private constructor(options: SoundEncoderOptions, file: FileHandle) {
    const { ffmpegPath, outputPath, channels, filters, priority, signal } = options
    this.path = `${outputPath}.partial`
    this.#options = options
    this.#file = file
    this.#stream = streamFfmpeg({
      ffmpegPath,
      input: { stdinForm: ['-f', 'f32le', '-ar', '48000', '-ac', String(channels)] },
      outputOptions: [
        ...(filters === '' ? [] : ['-af', filters]),
        ...soundOptions({ isMono: channels === 1 }),
        ...['-flush_packets', '1', '-f', 'adts'],
      ],
      priority,
      signal,
    })
    this.#written = this.#write()
    const fail = (error: unknown): void => {
      this.#failure ??= error
    }
    this.#written.catch(fail)
    this.#stream.ended.catch(fail)
  }

  static async begin(options: SoundEncoderOptions): Promise<SoundEncoder> {
    return new SoundEncoder(options, await open(`${options.outputPath}.partial`, 'w', 0o600))
  }

  /** How many samples of each channel were given. */
  get sampleCount(): number {
    return this.#samples
  }

  get track(): EncodedSound['track'] {
    return trackOf(this.#options.channels)
  }

  /** Resolves when the encoder takes more. Throws where it has failed. */
  async push(samples: Float32Array): Promise<void> {
    if (this.#failure !== null) throw this.#failure
    this.#samples += samples.length / this.#options.channels
    const { stdin } = this.#stream
    const bytes = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)
    await written(stdin, bytes)
  }

  /** Ends the sound and puts it under its name. */
  async finish(): Promise<EncodedSound> {
    try {
      this.#stream.stdin.end()
      await this.#written
      await this.#stream.ended
      await this.#file.sync()
      await this.#file.close()
      await rename(this.path, this.#options.outputPath)
    } catch (error) {
      await this.discard()
      throw error
    }
    const { starts, sizes } = this
    return {
      track: this.track,
      path: this.#options.outputPath,
      ...clipped({ starts, sizes, sampleCount: this.#samples }),
    }
  }

  /** Ends it and leaves nothing behind. */
  async discard(): Promise<void> {
    this.#stream.kill()
    await this.#written.catch(() => undefined)
    await this.#file.close().catch(() => undefined)
    await rm(this.path, { force: true }).catch(() => undefined)
  }

  async #write(): Promise<void> {
    let rest: Buffer = Buffer.alloc(0)
    for await (const bytes of this.#stream.stdout) {
      const data: Buffer = rest.length === 0 ? bytes : Buffer.concat([rest, bytes])
      const packets = adtsPackets(data)
      const end = packets.end
      await this.#file.appendFile(data.subarray(0, end))
      for (const { start, size } of packets.found) {
        if (this.#skip > 0) this.#skip--
        else {
          this.starts.push(this.#bytes + start)
          this.sizes.push(size)
        }
      }
      this.#bytes += end
      if (packets.found.length > 0) this.#options.onPackets?.(this.sizes.length)
      rest = Buffer.from(data.subarray(end))
    }
  }
}

/** Reads a sound that was put down as a whole; null where it is not there. */
export async function readSound(options: {
  path: string
  channels: 1 | 2
  sampleCount: number
}): Promise<EncodedSound | null> {
  const { path, channels, sampleCount } = options
  const bytes = await readFile(path).catch(() => null)
  if (bytes === null) return null
  const found = adtsPackets(bytes).found.slice(leadPackets)
  const starts = found.map(({ start }) => start)
  const sizes = found.map(({ size }) => size)
  return { track: trackOf(channels), path, ...clipped({ starts, sizes, sampleCount }) }
}

/** Packets behind the end hold nothing but the encoder's own echo. */
function clipped({ starts, sizes, sampleCount }: { starts: number[]; sizes: number[]; sampleCount: number }) {
  const count = Math.min(sizes.length, Math.ceil(sampleCount / aacSamples))
  return { starts: starts.slice(0, count), sizes: sizes.slice(0, count), sampleCount }
}

/** The whole packets of an ADTS stream without their headers, and where the last one of them ends. */
function adtsPackets(data: Buffer): { found: { start: number; size: number }[]; end: number } {
  const found: { start: number; size: number }[] = []
  let at = 0
  while (at + headerBytes <= data.length) {
    if (data[at] !== 0xff || ((data[at + 1] ?? 0) & 0xf0) !== 0xf0) throw new Error('this is no ADTS stream')
    const length = (((data[at + 3] ?? 0) & 3) << 11) | ((data[at + 4] ?? 0) << 3) | ((data[at + 5] ?? 0) >> 5)
    if (length < headerBytes || at + length > data.length) break
    found.push({ start: at + headerBytes, size: length - headerBytes })
    at += length
  }
  return { found, end: at }
}

function trackOf(channels: 1 | 2): EncodedSound['track'] {
  // AAC-LC, 48 kHz.
  return { channels, config: Uint8Array.from([0x11, 0x80 | (channels << 3)]) }
}
