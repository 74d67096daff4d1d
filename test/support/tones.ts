import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { shippedFfmpegPath } from './media.ts'

const execFileAsync = promisify(execFile)

const samplesPerSecond = 16_000

/** A sound that a microphone can be made to hear: each tone for `toneMs`, then nothing for `pauseMs`, as 16-bit WAV. */
export async function writeTones(
  path: string,
  { frequencies, toneMs, pauseMs }: { frequencies: readonly number[]; toneMs: number; pauseMs: number },
): Promise<void> {
  const perTone = (samplesPerSecond * toneMs) / 1000
  const perRound = (samplesPerSecond * (toneMs + pauseMs)) / 1000
  const samples = new Int16Array(perRound * frequencies.length)
  for (const [place, frequency] of frequencies.entries()) {
    for (let index = 0; index < perTone; index += 1) {
      // Faded in and out: a click holds every frequency.
      const fade = Math.min(1, index / 400, (perTone - index) / 400)
      const angle = (2 * Math.PI * frequency * index) / samplesPerSecond
      samples[place * perRound + index] = Math.round(12_000 * fade * Math.sin(angle))
    }
  }
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + samples.byteLength, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(samplesPerSecond, 24)
  header.writeUInt32LE(samplesPerSecond * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(samples.byteLength, 40)
  await writeFile(path, Buffer.concat([header, Buffer.from(samples.buffer)]))
}

export const stepMs = 50

/** How strong a frequency is in each 50 ms of a file's sound, 0 to 1; what an edit list hides is heard too. */
export async function strengthOf(path: string, frequency: number): Promise<number[]> {
  const samples = await samplesOf(path)
  const perStep = (samplesPerSecond * stepMs) / 1000
  return Array.from({ length: Math.floor(samples.length / perStep) }, (_, step) => {
    let [real, imaginary] = [0, 0]
    for (let index = 0; index < perStep; index += 1) {
      const angle = (2 * Math.PI * frequency * index) / samplesPerSecond
      // A window, so that a tone beside does not leak into this one.
      const sample = (samples[step * perStep + index] ?? 0) * Math.sin((Math.PI * index) / perStep) ** 2
      real += sample * Math.cos(angle)
      imaginary += sample * Math.sin(angle)
    }
    return (4 * Math.hypot(real, imaginary)) / perStep
  })
}

/**
 * The most that a tone is heard in two steps on end, above what is heard beside it. Where another tone begins or stops in
 * its midst, or a recorder missed some samples, that moment holds something of every frequency: it is no tone.
 */
export async function lastingStrengthOf(path: string, frequency: number): Promise<number> {
  const [strength = [], ...beside] = await Promise.all(
    [1, 0.87, 1.15].map((part) => strengthOf(path, frequency * part)),
  )
  const tone = strength.map((level, step) => level - Math.max(...beside.map((levels) => levels[step] ?? 0)))
  return Math.max(...tone.slice(1).map((level, step) => Math.min(level, tone[step] ?? 0)))
}

const decoded = new Map<string, Promise<Float32Array>>()

function samplesOf(path: string): Promise<Float32Array> {
  const known = decoded.get(path) ?? decode(path)
  decoded.set(path, known)
  return known
}

async function decode(path: string): Promise<Float32Array> {
  const { stdout } = await execFileAsync(
    await shippedFfmpegPath(),
    [
      ...['-hide_banner', '-nostdin', ...(path.endsWith('.mp4') ? ['-ignore_editlist', '1'] : []), '-i', path],
      ...['-vn', '-ac', '1', '-ar', String(samplesPerSecond), '-f', 'f32le', 'pipe:1'],
    ],
    { encoding: 'buffer', maxBuffer: 256 * 1024 * 1024 },
  )
  return new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.byteLength))
}
