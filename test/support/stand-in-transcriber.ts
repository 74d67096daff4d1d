import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A program that follows whisper.cpp's interface and hears what it is told to. */
export const standInProgram = fileURLToPath(new URL('stand-in-whisper.mjs', import.meta.url))

export interface StandInModel {
  /** How it fails; left out it does its work. */
  mode?: 'hangs' | 'hangs-deaf' | 'dies' | 'bad-model' | 'silent' | 'noisy' | 'half' | 'hostile' | 'huge' | 'vtt-only'
  /** What it hears, spread over the sound; a line for each second where nothing is said. */
  said?: string[]
  language?: string
}

/** The "model" of the stand-in, in a folder; resolves to its path. */
export async function writeStandInModel(dir: string, model: StandInModel = {}): Promise<string> {
  const path = join(dir, 'stand-in-model.bin')
  await writeFile(path, JSON.stringify(model))
  return path
}

/** What the stand-in was told each time, as its arguments say; `pid` is its process, `helper` one that it started. */
export async function toldTo(modelPath: string): Promise<Record<string, string | number>[]> {
  const lines = await readFile(`${modelPath}.told`, 'utf8').catch(() => '')
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, string | number>)
}
