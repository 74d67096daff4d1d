import { ALL_FORMATS, AudioSampleSink, CustomSource, Input, type InputAudioTrack } from 'mediabunny'
import { openBlocks } from './block-reader.ts'
import type { HeardStretch, StretchToHear } from './hear-ahead.ts'
import { createMeter } from './level-meter.ts'

/** The tables of an hour, which are asked for again and again. */
const cacheBytes = 4 * 1024 * 1024

/** The sound of the file at an address; null where it has none that this browser can decode. */
async function openSound(url: string): Promise<InputAudioTrack | null> {
  const blocks = openBlocks(url)
  // mediabunny's own reading from an address fetches minutes ahead.
  const source = new CustomSource({ getSize: blocks.size, read: blocks.read, maxCacheSize: cacheBytes })
  const track = await new Input({ formats: ALL_FORMATS, source }).getPrimaryAudioTrack()
  return track !== null && (await track.canDecode()) ? track : null
}

async function hear(track: InputAudioTrack, { fromMs, toMs }: StretchToHear): Promise<number[]> {
  const meter = createMeter({ fromMs, toMs })
  for await (const sample of new AudioSampleSink(track).samples(fromMs / 1000, toMs / 1000)) {
    const format = { format: 'f32-planar', planeIndex: 0 } as const
    const samples = new Float32Array(sample.allocationSize(format) / 4)
    sample.copyTo(samples, format)
    meter.add({ atMs: sample.timestamp * 1000, perMs: sample.sampleRate / 1000, samples })
    sample.close()
  }
  return meter.levelsDb()
}

let opened: Promise<InputAudioTrack | null> | null = null

async function answer({ url, ...stretch }: StretchToHear): Promise<number[] | null> {
  opened ??= openSound(url)
  try {
    const track = await opened
    return track === null ? null : await hear(track, { url, ...stretch })
  } catch {
    // Nobody answered, or it is damaged there: the next stretch tries anew.
    opened = null
    return null
  }
}

addEventListener('message', (message: MessageEvent<StretchToHear>) => {
  void answer(message.data).then((levelsDb) => postMessage({ levelsDb } satisfies HeardStretch))
})
