import { AudioBufferSink, Input, MP4, UrlSource } from 'mediabunny'
import { Failure } from '../../../domain/failure.ts'

const samplesPerSecond = 16_000
/** What is decoded and handed on at once: some 320 KB, however long the video is. */
const sliceSec = 10

interface DecodeOptions {
  /** Of a published MP4. */
  url: string
  durationMs: number
  signal: AbortSignal
}

interface PlacedBuffer {
  buffer: AudioBuffer
  atSec: number
}

/**
 * The sound of a video as transcribers listen to it, slice by slice: one channel, 16,000 samples a second of 16 bits. It is
 * decoded by Chromium, as when it is played: what others published goes to no program with the rights of the person.
 * Throws `media-unreadable`.
 */
export async function* decodedSound({
  url,
  durationMs,
  signal,
}: DecodeOptions): AsyncGenerator<Int16Array<ArrayBuffer>> {
  const input = new Input({ source: new UrlSource(url), formats: [MP4] })
  const stop = (): void => input.dispose()
  signal.addEventListener('abort', stop, { once: true })
  try {
    const track = await input.getPrimaryAudioTrack()
    if (track === null || !(await track.canDecode())) throw new Error('no sound that can be decoded')
    const wholeSec = durationMs / 1000
    let waiting: PlacedBuffer[] = []
    let fromSec = 0
    for await (const { buffer, timestamp } of new AudioBufferSink(track).buffers()) {
      signal.throwIfAborted()
      while (timestamp >= fromSec + sliceSec && fromSec < wholeSec) {
        yield await rendered(waiting, { fromSec, toSec: Math.min(wholeSec, fromSec + sliceSec) })
        fromSec += sliceSec
        waiting = waiting.filter((each) => each.atSec + each.buffer.duration > fromSec)
      }
      waiting.push({ buffer, atSec: timestamp })
    }
    for (; fromSec < wholeSec; fromSec += sliceSec) {
      yield await rendered(waiting, { fromSec, toSec: Math.min(wholeSec, fromSec + sliceSec) })
    }
  } catch (cause) {
    signal.throwIfAborted()
    throw new Failure({
      code: 'media-unreadable',
      message: 'The sound of this video could not be read.',
      kept: 'The video is as it was.',
      remedy: 'It may not be here in full yet; try again later.',
      cause,
    })
  } finally {
    signal.removeEventListener('abort', stop)
    input.dispose()
  }
}

/** One slice, mixed and resampled by the browser; where there is no sound there is silence. */
async function rendered(
  placed: readonly PlacedBuffer[],
  { fromSec, toSec }: { fromSec: number; toSec: number },
): Promise<Int16Array<ArrayBuffer>> {
  const length = Math.max(1, Math.round((toSec - fromSec) * samplesPerSecond))
  const context = new OfflineAudioContext(1, length, samplesPerSecond)
  for (const { buffer, atSec } of placed) {
    const source = new AudioBufferSourceNode(context, { buffer })
    source.connect(context.destination)
    const startSec = atSec - fromSec
    source.start(Math.max(0, startSec), Math.max(0, -startSec))
  }
  const samples = (await context.startRendering()).getChannelData(0)
  return Int16Array.from(samples, (sample) => Math.max(-1, Math.min(1, sample)) * 0x7fff)
}
