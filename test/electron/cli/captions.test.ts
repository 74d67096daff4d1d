import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseCaptions } from '../../../domain/captions/parse.ts'
import { makeVideo } from '../../support/media.ts'
import { standInProgram, writeStandInModel } from '../../support/stand-in-transcriber.ts'
import { runCommand } from './command-line.ts'

let dir: string
let profile: string[]
let video: string
let model: string

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ownpace-captions-'))
  profile = ['--profile', join(dir, 'profile')]
  model = await writeStandInModel(dir, { said: ['Good morning.', 'That is all.'], language: 'de' })
  video = join(dir, 'talk.mp4')
  await makeVideo({ path: video, secondsEach: 2, framesPerSecond: 10 })
})
afterAll(() => rm(dir, { recursive: true, force: true }))

describe('captions on the command line', () => {
  it('are written down from a file by a program named once', async () => {
    const out = join(dir, 'talk.vtt')
    const ran = await runCommand([
      'captions',
      video,
      '--out',
      out,
      '--program',
      standInProgram,
      '--model',
      model,
      '--json',
      ...profile,
    ])
    expect(ran.json()).toEqual({ path: out, language: 'de', lines: 2 })
    const { cues } = parseCaptions(await readFile(out, 'utf8'))
    expect(cues.map(({ text }) => text)).toEqual(['Good morning.', 'That is all.'])
    expect(cues.at(-1)?.endMs).toBeGreaterThan(1800)

    const again = await runCommand([
      'captions',
      video,
      '--out',
      out,
      '--program',
      standInProgram,
      '--model',
      model,
      ...profile,
    ])
    expect(again.exitCode).not.toBe(0)
    expect(again.stderr).toContain('already')
  })

  it('say what is missing where nothing is set up', async () => {
    const ran = await runCommand(['captions', video, '--out', join(dir, 'other.vtt'), ...profile])
    expect(ran.exitCode).not.toBe(0)
    expect(ran.stderr).toContain('Captions are not set up on this device.')
    const half = await runCommand(['captions', video, '--out', join(dir, 'other.vtt'), '--model', model, ...profile])
    expect(half.stderr).toContain('belong together')
  })

  it('are set up once, and shown', async () => {
    const shown = await runCommand(['captions', 'setup', '--json', ...profile])
    expect(shown.json()).toMatchObject({ engine: 'nobody', isReady: false })
    const set = await runCommand([
      'captions',
      'setup',
      '--program',
      standInProgram,
      '--model',
      model,
      '--language',
      'de',
      '--json',
      ...profile,
    ])
    expect(set.json()).toMatchObject({ engine: 'program', model: 'file', isReady: true, problem: null })
    const out = join(dir, 'set.srt')
    expect((await runCommand(['captions', video, '--out', out, ...profile])).exitCode).toBe(0)
    expect(await readFile(out, 'utf8')).toMatch(/^1\n00:00:00,000 --> /)
    const own = await runCommand(['captions', 'setup', '--model', 'base', ...profile])
    expect(own.stdout).toContain('The chosen model is not on this device yet.')
    expect(own.stdout).toMatch(/SHA-256 [0-9a-f]{64}/)
    const off = await runCommand(['captions', 'setup', '--off', '--json', ...profile])
    expect(off.json()).toMatchObject({ engine: 'nobody' })
  })
})
