import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Failure } from '../../../../domain/failure.ts'
import { programTranscriber } from '../../../../electron/backend/captions/program-transcriber.ts'
import type { TranscribeRequest } from '../../../../electron/backend/captions/transcriber.ts'
import { type StandInModel, standInProgram, toldTo, writeStandInModel } from '../../../support/stand-in-transcriber.ts'
import { writeSilence } from './wav-file.ts'

let root: string
let wavPath: string

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ownpace-captions-'))
  wavPath = await writeSilence(join(root, 'sound.wav'), 3000)
})
afterAll(() => rm(root, { recursive: true, force: true }))

async function world(model: StandInModel, options: { limitMs?: number; programPath?: string } = {}) {
  const dir = await mkdtemp(join(root, 'run-'))
  const modelPath = await writeStandInModel(dir, model)
  const workDir = await mkdtemp(join(dir, 'work-'))
  const fractions: number[] = []
  const abort = new AbortController()
  const printed: string[] = []
  const { programPath = standInProgram, limitMs } = options
  const transcriber = programTranscriber({ programPath, modelPath, log: (line) => printed.push(line), limitMs })
  const run = (request: Partial<TranscribeRequest> = {}) =>
    transcriber.transcribe({
      ...{ wavPath, durationMs: 3000, language: null, glossary: '', workDir, signal: abort.signal },
      onProgress: (fraction) => fractions.push(fraction),
      ...request,
    })
  return { run, fractions, abort, modelPath, printed, workDir }
}

/** Resolves when nobody has this process id any more; a zombie still would. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0)
    } catch {
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function processesOf(modelPath: string): Promise<number[]> {
  for (;;) {
    const told = await toldTo(modelPath)
    const pids = told.flatMap(({ pid, helper }) => [pid, helper]).filter((id) => typeof id === 'number')
    if (pids.length === 2) return pids
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

describe('a program of whisper.cpp’s kind', () => {
  it('is told the model, the sound, the language and the words to expect, and gives cues', async () => {
    const { run, modelPath, fractions, workDir } = await world({ said: ['one', 'two', 'three'], language: 'de' })
    const { language, cues } = await run({ language: 'de', glossary: 'Ownpace, Aya Lopes.' })
    expect(language).toBe('de')
    expect(cues.map(({ startMs, endMs, text }) => [startMs, endMs, text.trim()])).toEqual([
      [0, 1000, 'one'],
      [1000, 2000, 'two'],
      [2000, 3000, 'three'],
    ])
    const [told] = await toldTo(modelPath)
    expect(told).toMatchObject({ '-m': modelPath, '-f': wavPath, '-l': 'de', '--prompt': 'Ownpace, Aya Lopes.' })
    expect(told?.['-of']).toBe(join(workDir, 'words'))
    // It said 5, 35, 20, 70, 100.
    expect(fractions).toEqual([0.05, 0.35, 0.7, 1])
  })

  it('listens for the language where none is chosen', async () => {
    const { run, modelPath } = await world({ language: 'fr' })
    expect((await run()).language).toBe('fr')
    expect((await toldTo(modelPath))[0]).toMatchObject({ '-l': 'auto' })
    expect((await toldTo(modelPath))[0]).not.toHaveProperty('--prompt')
  })

  it('may write WebVTT alone', async () => {
    const { run } = await world({ mode: 'vtt-only', said: ['hello there'] })
    expect(await run({ language: 'es' })).toEqual({
      language: 'es',
      cues: [{ startMs: 0, endMs: 3000, text: 'hello there' }],
    })
  })

  it.each(['hangs', 'hangs-deaf'] as const)('ends with all it started when it is cancelled (%s)', async (mode) => {
    const { run, abort, modelPath } = await world({ mode })
    const failed = run().catch((error: Failure) => error)
    const pids = await processesOf(modelPath)
    abort.abort()
    expect(await failed).toMatchObject({ code: 'cancelled', kept: expect.stringContaining('recording') })
    await Promise.all(pids.map(gone))
  })

  it('is stopped when it takes far too long', async () => {
    const { run, modelPath } = await world({ mode: 'hangs' }, { limitMs: 1500 })
    const failed = run().catch((error: Failure) => error)
    const pids = await processesOf(modelPath)
    expect(await failed).toMatchObject({ code: 'time-limit' })
    await Promise.all(pids.map(gone))
  })

  it('is not started for what was cancelled before', async () => {
    const { run, abort, modelPath } = await world({})
    abort.abort()
    await expect(run()).rejects.toMatchObject({ code: 'cancelled' })
    expect(await toldTo(modelPath)).toEqual([])
  })

  it.each([
    ['dies', 'captions-failed'],
    ['silent', 'captions-failed'],
    ['half', 'captions-failed'],
    ['hostile', 'captions-failed'],
    ['huge', 'captions-failed'],
    ['bad-model', 'model-unusable'],
  ] as const)('that %s is told in plain words', async (mode, code) => {
    const { run, printed } = await world({ mode })
    const failure: Failure = await run().then(
      () => Promise.reject(new Error('it should have failed')),
      (error: Failure) => error,
    )
    expect(failure.code).toBe(code)
    expect(failure.kept).toBeTruthy()
    expect(failure.remedy).toBeTruthy()
    expect(`${failure.message} ${failure.kept} ${failure.remedy}`).not.toContain(root)
    expect(printed.length).toBeGreaterThan(0)
  })

  it('may print as much as it likes', async () => {
    const { run, printed } = await world({ mode: 'noisy', said: ['still here'] })
    expect((await run()).cues).toHaveLength(1)
    expect(printed.join('').length).toBeLessThan(10_000)
  })

  it('that is not there is said to be missing', async () => {
    const { run } = await world({}, { programPath: join(root, 'no-such-program') })
    await expect(run()).rejects.toMatchObject({
      code: 'captions-failed',
      message: 'The program for captions is not there any more.',
    })
  })

  it('that cannot read the sound wrote nothing, though it ends well', async () => {
    const { run, workDir } = await world({})
    const other = join(root, 'not-sound.wav')
    await writeFile(other, 'RIFF of something else, and long enough for a head that is none of a sound')
    await expect(run({ wavPath: other })).rejects.toMatchObject({ code: 'captions-failed' })
    expect(await readdir(workDir)).toEqual([])
  })
})
