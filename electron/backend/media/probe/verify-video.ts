import { Failure } from '../../../../domain/failure.ts'
import { readTopBoxes } from '../container/boxes.ts'
import { type MediaFacts, probe } from './probe.ts'

export interface ExpectedVideo {
  path: string
  durationMs: number
  hasSound: boolean
}

const toleranceMs = 300

/**
 * Makes sure that a video just made is what every reader's browser plays and that nothing of it is missing: H.264, AAC
 * where there was sound, even sides, the index in front, the length right within 0.3 s. Throws `ffmpeg-failed`.
 */
export async function verifyVideo({ path, durationMs, hasSound }: ExpectedVideo): Promise<MediaFacts> {
  const facts = await probe({ path })
  const { boxes } = await readTopBoxes(path)
  const position = (type: string) => boxes.findIndex((box) => box.type === type)
  const faults = [
    facts.videoCodec === 'avc' ? null : `picture is ${facts.videoCodec}`,
    facts.hasSound === hasSound ? null : hasSound ? 'sound is missing' : 'there is sound that nobody recorded',
    !facts.hasSound || facts.audioCodec === 'aac' ? null : `sound is ${facts.audioCodec}`,
    facts.width % 2 === 0 && facts.height % 2 === 0 ? null : `size is ${facts.width}x${facts.height}`,
    position('moov') < position('mdat') ? null : 'the index is not in front',
    Math.abs(facts.durationMs - durationMs) <= toleranceMs
      ? null
      : `${facts.durationMs} ms instead of ${durationMs} ms`,
  ].filter((fault) => fault !== null)
  if (faults.length === 0) return facts
  throw new Failure({
    code: 'ffmpeg-failed',
    message: 'The video that was made is not as it should be, so it was not kept.',
    kept: 'The original is as it was.',
    remedy: 'Try again; if it fails again, the log says why.',
    cause: new Error(faults.join(', ')),
  })
}
