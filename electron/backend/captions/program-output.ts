import { open } from 'node:fs/promises'
import { z } from 'zod'
import type { Cue } from '../../../domain/captions/cues.ts'
import { parseCaptions } from '../../../domain/captions/parse.ts'
import type { Transcript } from './transcriber.ts'

/** Four hours of talk are some 2 MB of it. */
const maxOutputBytes = 16 * 1024 * 1024
const languageSchema = z.string().regex(/^[a-z]{2,3}$/)

/** The part of whisper.cpp's JSON that counts; times in milliseconds. */
const writtenSchema = z.object({
  result: z.object({ language: languageSchema }).optional().catch(undefined),
  transcription: z.array(z.object({ offsets: z.object({ from: z.number(), to: z.number() }), text: z.string() })),
})

/**
 * What a program of whisper.cpp's kind wrote: `words.json`, else `words.vtt`. Null where there is neither, or where what
 * is there is longer than any talk. Anything may be in them.
 */
export async function readProgramOutput(base: string, { asked }: { asked: string | null }): Promise<Transcript | null> {
  const json = await readCapped(`${base}.json`)
  const written = json === null ? null : parseWritten(json)
  if (written !== null) return { ...written, language: written.language ?? asked ?? 'en' }
  const vtt = await readCapped(`${base}.vtt`)
  if (vtt === null || !/^\ufeff?WEBVTT(?:\s|$)/.test(vtt)) return null
  return { language: asked ?? 'en', cues: parseCaptions(vtt).cues }
}

function parseWritten(json: string): { language: string | null; cues: Cue[] } | null {
  const parsed = writtenSchema.safeParse(parseJson(json))
  if (!parsed.success) return null
  const cues = parsed.data.transcription.map(({ offsets, text }) => ({
    startMs: offsets.from,
    endMs: offsets.to,
    text,
  }))
  return { language: parsed.data.result?.language ?? null, cues }
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

/** A text file, at most 16 MiB of it; null where it is none. A model may split a letter's bytes, so bad UTF-8 is let be. */
async function readCapped(path: string): Promise<string | null> {
  const file = await open(path, 'r').catch(() => null)
  if (file === null) return null
  try {
    const found = await file.stat()
    if (!found.isFile() || found.size > maxOutputBytes) return null
    return new TextDecoder().decode(await file.readFile())
  } finally {
    await file.close()
  }
}
