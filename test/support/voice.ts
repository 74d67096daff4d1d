import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { ffmpegRaw } from './media.ts'

const run = promisify(execFile)

/** Of ffmpeg's pink noise at full volume, in dBFS. */
const pinkDb = -14.3

const words =
  'Last week we settled refunds on the same day. Two of the three ledgers are reconciled. The old export has been removed.'

/** Speaks into a WAV at 48 kHz, mono, with a second of the room before and after; `noiseDb` is the room's level (RMS). */
export async function speech(options: { path: string; gainDb?: number; noiseDb?: number }): Promise<string> {
  const { path, gainDb = 0, noiseDb = -120 } = options
  const spoken = `${path}.spoken.wav`
  await run('espeak-ng', ['-v', 'en-us', '-s', '150', '-g', '3', '-w', spoken, words])
  const voice = '[0:a]aresample=48000,aformat=channel_layouts=mono,adelay=1000,apad=pad_len=48000'
  const room = `anoisesrc=color=pink:seed=7:r=48000,aformat=channel_layouts=mono,volume=${noiseDb - pinkDb}dB`
  // Mixing halves both.
  const mixed = `[voice][room]amix=inputs=2:duration=first:dropout_transition=0,volume=${gainDb + 6.02}dB`
  await ffmpegRaw(['-i', spoken, '-filter_complex', `${voice}[voice];${room}[room];${mixed}[a]`, '-map', '[a]', path])
  return path
}

/** What ffmpeg's own meter says of a file: integrated loudness in LUFS and true peak in dBTP. */
export async function measuredLoudness(path: string): Promise<{ lufs: number; peakDb: number }> {
  const printed = await ffmpegRaw(['-nostats', '-i', path, '-vn', '-af', 'ebur128=peak=true', '-f', 'null', '-'])
  const summary = printed.slice(printed.lastIndexOf('Summary:'))
  return {
    lufs: Number(/I:\s+(-?[\d.]+) LUFS/.exec(summary)?.[1] ?? Number.NaN),
    peakDb: Number(/Peak:\s+(-?[\d.]+) dBFS/.exec(summary)?.[1] ?? Number.NaN),
  }
}

/** A file's sound as samples at 48 kHz, one array a channel. */
export async function samplesOf(path: string, channels: 1 | 2 = 1): Promise<Float32Array[]> {
  const raw = `${path}.f32`
  await ffmpegRaw(['-i', path, '-vn', '-ac', String(channels), '-ar', '48000', '-f', 'f32le', raw])
  const bytes = await readFile(raw)
  const all = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  return Array.from({ length: channels }, (_, channel) => all.filter((_sample, index) => index % channels === channel))
}
