import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Mono samples of 16 bits. */
export interface Speech {
  samples: Int16Array
  samplesPerSec: number
}

const tonePerSec = 22_050
const wordSec = 0.34

/** Speaks a sentence: with espeak-ng where this machine has it, else with one soft tone a word. */
export async function speak({
  sentence,
  voice,
  dir,
}: {
  sentence: string
  voice: string
  dir: string
}): Promise<Speech> {
  const path = join(dir, 'sentence.wav')
  try {
    await run('espeak-ng', ['-v', voice, '-s', '155', '-w', path, '--', sentence], { timeout: 20_000 })
    return readWav(await readFile(path))
  } catch {
    return toneFor(sentence)
  }
}

/** A tone a word, higher or lower by the word's length, each fading in and out. */
function toneFor(sentence: string): Speech {
  const words = sentence.split(/\s+/).filter((word) => word !== '')
  const perWord = Math.round(wordSec * tonePerSec)
  const samples = new Int16Array(words.length * perWord)
  words.forEach((word, place) => {
    const hertz = 150 + (word.length % 7) * 18
    for (let at = 0; at < perWord; at++) {
      const fade = Math.sin((Math.PI * at) / perWord) ** 2
      samples[place * perWord + at] = Math.round(7000 * fade * Math.sin((2 * Math.PI * hertz * at) / tonePerSec))
    }
  })
  return { samples, samplesPerSec: tonePerSec }
}

/** The samples of a plain 16-bit mono WAV file, as espeak-ng writes them. Throws a RangeError on any other. */
function readWav(bytes: Buffer): Speech {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE')
    throw new RangeError('no WAV')
  let samplesPerSec = 0
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = bytes.toString('latin1', at, at + 4)
    const size = Math.min(bytes.readUInt32LE(at + 4), bytes.length - at - 8)
    if (name === 'fmt ') {
      if (bytes.readUInt16LE(at + 10) !== 1 || bytes.readUInt16LE(at + 22) !== 16)
        throw new RangeError('not mono 16 bit')
      samplesPerSec = bytes.readUInt32LE(at + 12)
    }
    if (name === 'data' && samplesPerSec > 0) {
      const samples = new Int16Array(Math.floor(size / 2))
      for (let place = 0; place < samples.length; place++) samples[place] = bytes.readInt16LE(at + 8 + place * 2)
      return { samples, samplesPerSec }
    }
    at += 8 + size + (size % 2)
  }
  throw new RangeError('a WAV without samples')
}

/** One WAV file of several sentences with a pause after each, and when each begins and ends, in milliseconds. */
export function joinSpeech(
  parts: Speech[],
  pauseSec: number,
): { wav: Buffer; spans: { startMs: number; endMs: number }[]; durationMs: number } {
  const samplesPerSec = parts[0]?.samplesPerSec ?? tonePerSec
  const pause = Math.round(pauseSec * samplesPerSec)
  const total = parts.reduce((sum, { samples }) => sum + samples.length + pause, pause)
  const wav = Buffer.alloc(44 + total * 2)
  writeHeader({ wav, samplesPerSec, sampleCount: total })
  const toMs = (sample: number): number => Math.round((sample * 1000) / samplesPerSec)
  const spans: { startMs: number; endMs: number }[] = []
  let at = pause
  for (const { samples } of parts) {
    for (const [place, sample] of samples.entries()) wav.writeInt16LE(sample, 44 + (at + place) * 2)
    spans.push({ startMs: toMs(at), endMs: toMs(at + samples.length) })
    at += samples.length + pause
  }
  return { wav, spans, durationMs: toMs(total) }
}

function writeHeader({
  wav,
  samplesPerSec,
  sampleCount,
}: {
  wav: Buffer
  samplesPerSec: number
  sampleCount: number
}): void {
  wav.write('RIFF', 0, 'latin1')
  wav.writeUInt32LE(36 + sampleCount * 2, 4)
  wav.write('WAVEfmt ', 8, 'latin1')
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(samplesPerSec, 24)
  wav.writeUInt32LE(samplesPerSec * 2, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36, 'latin1')
  wav.writeUInt32LE(sampleCount * 2, 40)
}
