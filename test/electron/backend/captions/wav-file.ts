import { writeFile } from 'node:fs/promises'
import { bytesPerMs, wavHeader } from '../../../../electron/backend/captions/wav.ts'

/** A WAV file of silence in the form that transcribers listen to. */
export async function writeSilence(path: string, durationMs: number): Promise<string> {
  const sound = Buffer.alloc(durationMs * bytesPerMs)
  await writeFile(path, Buffer.concat([wavHeader(sound.length), sound]))
  return path
}
