import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { modelTranscriber } from '../../../../electron/backend/captions/model-transcriber.ts'
import type { TranscribeRequest } from '../../../../electron/backend/captions/transcriber.ts'
import { findAppFiles } from '../../../../electron/backend/host/app-files.ts'
import { writeSilence } from './wav-file.ts'

const { captionsWorkerUrl } = findAppFiles()
let root: string
let wavPath: string

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ownpace-captions-'))
  wavPath = await writeSilence(join(root, 'sound.wav'), 1000)
})
afterAll(() => rm(root, { recursive: true, force: true }))

function request(patch: Partial<TranscribeRequest> = {}): TranscribeRequest {
  const { signal } = new AbortController()
  return {
    ...{ wavPath, durationMs: 1000, language: 'en', glossary: '', workDir: root, signal, onProgress: () => undefined },
    ...patch,
  }
}

/** A thread that speaks as the worker does, so that what it says can be chosen. */
async function worker(name: string, code: string): Promise<URL> {
  const path = join(root, `${name}.mjs`)
  await writeFile(
    path,
    `import { parentPort } from 'node:worker_threads'\nconst say = (m) => parentPort.postMessage(m)\n${code}`,
  )
  return new URL(`file://${path}`)
}

describe('captions by the built-in model', () => {
  it('say clearly that no model is given', async () => {
    const { transcribe } = modelTranscriber({ modelPath: null, workerUrl: captionsWorkerUrl, log: () => undefined })
    await expect(transcribe(request())).rejects.toMatchObject({
      code: 'captions-not-set-up',
      message: 'No model for captions is given.',
      remedy: expect.stringContaining('Settings'),
    })
  })

  it('load the real module, which refuses a file that is no model', async () => {
    const modelPath = join(root, 'no-model.bin')
    await writeFile(modelPath, 'these are words, not weights. '.repeat(100))
    const printed: string[] = []
    const options = { modelPath, workerUrl: captionsWorkerUrl, log: (line: string) => printed.push(line) }
    await expect(modelTranscriber(options).transcribe(request())).rejects.toMatchObject({ code: 'model-unusable' })
    // The module's own words: it was really there and really read the file.
    expect(printed.join('\n')).toContain('bad magic')
  })

  it('say so when the model went away', async () => {
    const options = { modelPath: join(root, 'gone.bin'), workerUrl: captionsWorkerUrl, log: () => undefined }
    await expect(modelTranscriber(options).transcribe(request())).rejects.toMatchObject({ code: 'model-unusable' })
  })

  it('pass on progress that never falls, and what was heard', async () => {
    const workerUrl = await worker(
      'well',
      `parentPort.on('message', () => {
        for (const fraction of [0, 0.4, 0.2, 1.7]) say({ type: 'progress', fraction })
        say({ type: 'done', language: 'pt', cues: [{ startMs: 0, endMs: 900, text: ' olá' }] })
      })`,
    )
    const fractions: number[] = []
    const transcribed = await modelTranscriber({ modelPath: wavPath, workerUrl, log: () => undefined }).transcribe(
      request({ onProgress: (fraction) => fractions.push(fraction) }),
    )
    expect(transcribed).toEqual({ language: 'pt', cues: [{ startMs: 0, endMs: 900, text: ' olá' }] })
    expect(fractions).toEqual([0.4, 1])
  })

  it.each([
    ['stops when asked', "say({ type: 'failed', what: 'stopped', detail: '' })"],
    ['never answers again', 'for (;;);'],
  ])('are cancelled, whether the module %s', async (name, onStop) => {
    const workerUrl = await worker(
      name.replaceAll(' ', '-'),
      `parentPort.on('message', ({ type }) => {
        if (type === 'start') say({ type: 'progress', fraction: 0.5 })
        else { ${onStop} }
      })`,
    )
    const abort = new AbortController()
    const failed = modelTranscriber({ modelPath: wavPath, workerUrl, log: () => undefined }).transcribe(
      request({ signal: abort.signal, onProgress: () => abort.abort() }),
    )
    await expect(failed).rejects.toMatchObject({ code: 'cancelled' })
  })

  it.each([
    ['throws', "throw new Error('out of memory')"],
    ['ends', 'process.exit(0)'],
    ['speaks nonsense', "say({ type: 'done', language: 7, cues: 'all of them' })"],
  ])('fail in plain words when the module %s', async (name, does) => {
    const workerUrl = await worker(name.replaceAll(' ', '-'), `parentPort.on('message', () => { ${does} })`)
    const failed = modelTranscriber({ modelPath: wavPath, workerUrl, log: () => undefined }).transcribe(request())
    await expect(failed).rejects.toMatchObject({ code: 'captions-failed', kept: expect.stringContaining('recording') })
  })

  it('are stopped when they take far too long', async () => {
    const workerUrl = await worker('slow', "parentPort.on('message', () => undefined)")
    const options = { modelPath: wavPath, workerUrl, log: () => undefined, limitMs: 100 }
    await expect(modelTranscriber(options).transcribe(request())).rejects.toMatchObject({ code: 'time-limit' })
  })
})
