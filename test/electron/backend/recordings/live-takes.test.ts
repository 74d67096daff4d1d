import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { unedited } from '../../../../domain/takes/edit.ts'
import { type PiecesView, piecesViewSchema, type TakeSound, takeSoundSchema } from '../../../../domain/takes/pieces.ts'
import { started } from '../../../domain/takes/fixtures.ts'
import { burstSound, ffmpegRaw, makeVideo } from '../../../support/media.ts'
import { canSeePrograms, ownPrograms } from '../../../support/own-programs.ts'
import { strengthOf } from '../../../support/tones.ts'
import { type TakesWorld, takesWorld } from './takes-world.ts'

let world: TakesWorld

beforeEach(async () => {
  world = await takesWorld()
})

afterEach(async () => {
  await world.close()
})

const pieces = async (take: string): Promise<PiecesView> =>
  piecesViewSchema.parse((await world.request('GET', `/api/takes/${take}/pieces`)).body)

const sound = async (take: string): Promise<TakeSound> =>
  takeSoundSchema.parse((await world.request('GET', `/api/takes/${take}/sound`)).body)

/** Thirteen seconds of a tiny picture with sound, in two chunks. */
async function thirteenSeconds(): Promise<Uint8Array[]> {
  const path = join(world.profileDir, 'thirteen.webm')
  const colours = [
    'blue',
    'lime',
    'white',
    'red',
    'yellow',
    'blue',
    'lime',
    'white',
    'red',
    'yellow',
    'blue',
    'lime',
    'red',
  ]
  const tiny = { width: 160, height: 90, framesPerSecond: 10 }
  await makeVideo({ path, colours, ...tiny, options: ['-f', 'webm', '-live', '1', '-g', '20'] })
  const whole = await readFile(path)
  return [whole.subarray(0, whole.length >> 1), whole.subarray(whole.length >> 1)]
}

async function recording(): Promise<string> {
  const take = await world.begin()
  await world.journal(take, [started(1)])
  for (const [sequence, bytes] of (await thirteenSeconds()).entries()) await world.put({ take, sequence, bytes })
  return take
}

const madeFiles = (take: string): Promise<string[]> => readdir(join(world.dirOf(take), 'made')).catch(() => [])

const madeVideos = async (take: string): Promise<string[]> =>
  (await madeFiles(take)).filter((name) => name.endsWith('.mp4')).sort()

/** The first piece, and the one behind it. */
const twoReady = async (take: string) => {
  const view = await pieces(take)
  return view.pieces[1]?.isReady && view
}

const allReady = async (take: string) => {
  const view = await pieces(take)
  return view.pieces.every(({ isReady }) => isReady) && view
}

describe('a take that is being recorded', () => {
  it('has its finished stretches composed already, picture and sound, and says how much is waiting', async () => {
    const take = await recording()
    const view = await world.until(() => twoReady(take))
    expect(view.pieces.map(({ isReady }) => isReady)).toEqual([true, true, false])
    expect(view.pieces[0]?.toMs).toBe(3_000)
    expect(view).toMatchObject({ width: 160, height: 90, soundType: 'audio/mp4; codecs="mp4a.40.2"' })
    expect(view.videoType).toMatch(/^video\/mp4; codecs="avc1\.6400[0-9a-f]{2}"$/)
    expect(view.waitingMs).toBeGreaterThan(2_500)
    expect(view.waitingMs).toBeLessThan(3_500)

    const picture = await world.media(`${take}/pieces/1`)
    expect(picture.headers.get('content-type')).toBe('video/mp4')
    await writeFile(join(world.profileDir, 'piece.mp4'), new Uint8Array(await picture.arrayBuffer()))
    expect(await ffmpegRaw(['-i', join(world.profileDir, 'piece.mp4'), '-f', 'null', '-'])).toMatch(/frame=\s*210 /)
    const heard = await world.media(`${take}/sound/1`)
    expect(heard.headers.get('content-type')).toBe('audio/mp4')
    const part = await world.media(`${take}/pieces/1`, { range: 'bytes=0-9' })
    expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 10])
    expect((await world.media(`${take}/pieces/2`)).status).toBe(404)
    expect((await world.media(`${take}/sound/2`)).status).toBe(404)
    expect((await sound(take)).isWhole).toBe(false)
  })

  it.each([
    ['once both were heard to belong together', burstSound, burstSound.replaceAll('*t', '*(t+0.2)')],
    ['where no microphone is recorded', null, null],
  ])('is composed with its camera before ten seconds of it are there, %s', async (_when, screenSound, cameraSound) => {
    const take = await world.begin()
    const tracks = (['screen', 'camera'] as const).map((track) => ({ track, mimeType: 'video/webm;codecs=vp8,opus' }))
    await world.journal(take, [{ ...started(1), tracks }])
    const tiny = { width: 160, height: 90, framesPerSecond: 10, options: ['-f', 'webm', '-live', '1', '-g', '10'] }
    const recorded = async (name: string, sound: string | null): Promise<Uint8Array> => {
      const path = join(world.profileDir, `${name}.webm`)
      return await readFile(await makeVideo({ path, colours: ['blue', 'lime'], secondsEach: 4, sound, ...tiny }))
    }
    const [screen, camera] = [await recorded('screen', screenSound), await recorded('camera', cameraSound)]
    await Promise.all([
      world.put({ take, track: 'camera', sequence: 0, bytes: camera }),
      world.put({ take, track: 'screen', sequence: 0, bytes: screen }),
    ])
    const view = await world.until(async () => {
      const known = await pieces(take).catch(() => null)
      return known?.pieces[0]?.isReady && known
    })
    expect(view.pieces.map(({ isReady }) => isReady)).toEqual([true, false])
  })

  it('has only its last piece left to make at the stop, and is published from the pieces as they are', async () => {
    const take = await recording()
    await world.until(() => twoReady(take))
    const [first] = await madeVideos(take)
    const madeAt = (await stat(join(world.dirOf(take), 'made', first ?? ''))).mtimeMs
    await world.post(`/${take}/finish`)
    const view = await world.until(() => allReady(take))
    expect(view.waitingMs).toBe(0)
    expect(view.pieces.at(-1)?.toMs).toBe(view.durationMs)
    const levels = await world.until(async () => {
      const known = await sound(take)
      return known.isWhole && known
    })
    expect(Math.abs(levels.levelsDb.length * 50 - view.durationMs)).toBeLessThanOrEqual(50)
    expect(levels.loudnessLufs).toBeGreaterThan(-20)

    const before = await madeVideos(take)
    const { body } = await world.post(`/${take}/compose`, { edit: unedited })
    const job = await world.jobEnd((body as { jobId: string }).jobId)
    const preparedId = (job.result as { preparedId: string }).preparedId
    const prepared = await world.prepared(preparedId)
    expect(Math.abs(prepared.durationMs - view.durationMs)).toBeLessThan(60)
    expect(prepared.parts).toEqual([{ take: null, fromMs: 0, toMs: view.durationMs }])
    expect(await madeVideos(take)).toEqual(before)
    expect((await stat(join(world.dirOf(take), 'made', first ?? ''))).mtimeMs).toBe(madeAt)
  })
})

const isSoundEncoder = (words: readonly string[]): boolean => words.includes('f32le') && words.includes('adts')
const isSoundDecoder = (words: readonly string[]): boolean => words.includes('f32le') && words.includes('matroska')
const isPieceEncoder = (words: readonly string[]): boolean => words.includes('libx264')

/** Sends a signal to the first program of this process that is the one, as soon as there is one; resolves to its id. */
async function signals(isIt: (words: readonly string[]) => boolean, signal: 'SIGKILL' | 'SIGSTOP'): Promise<number> {
  return await vi.waitFor(
    () => {
      const found = ownPrograms().find(({ words }) => isIt(words))
      if (!found) throw new Error('it does not run')
      process.kill(found.id, signal)
      return found.id
    },
    { interval: 2, timeout: 20_000 },
  )
}

describe.skipIf(!canSeePrograms)('the sound of a take that was stopped', () => {
  it('is said to be whole also to who asked while a piece was still being made', async () => {
    const take = await recording()
    const encoder = await signals(isPieceEncoder, 'SIGSTOP')
    await world.post(`/${take}/finish`)
    await pieces(take)
    await vi.waitUntil(async () => (await madeFiles(take)).includes('sound.json'), { timeout: 20_000 })
    await pieces(take)
    process.kill(encoder, 'SIGCONT')
    await world.until(() => allReady(take))
    expect((await sound(take)).isWhole).toBe(true)
  })
})

describe.skipIf(!canSeePrograms)('an ffmpeg that something ends while a take is recorded', () => {
  it.each([
    ['the one that encodes its sound', isSoundEncoder],
    ['the one that decodes its sound', isSoundDecoder],
    ['the one that encodes a piece', isPieceEncoder],
  ])('costs nothing: %s', async (_which, isIt) => {
    const take = await world.begin()
    await world.journal(take, [started(1)])
    const [first = new Uint8Array(), second = new Uint8Array()] = await thirteenSeconds()
    const half = second.length - 2000
    await world.put({ take, sequence: 0, bytes: first })
    await world.put({ take, sequence: 1, bytes: second.subarray(0, half) })
    await signals(isIt, 'SIGKILL')
    await world.put({ take, sequence: 2, bytes: second.subarray(half) })
    await world.post(`/${take}/finish`)
    await world.until(() => allReady(take))
    await world.until(async () => (await sound(take)).isWhole)

    const { body } = await world.post(`/${take}/compose`, { edit: unedited })
    const job = await world.jobEnd((body as { jobId: string }).jobId)
    const { preparedId } = job.result as { preparedId: string }
    const strength = await strengthOf(join(world.profileDir, 'prepared', preparedId, 'video.mp4'), 440)
    expect(strength.length).toBeGreaterThan(255)
    expect(Math.min(...strength.slice(2, 256))).toBeGreaterThan(0.02)
  })
})

describe('a take whose composing was ended in the middle', () => {
  it('keeps its finished pieces, and the rest is made after the next start', async () => {
    const take = await recording()
    await world.until(() => twoReady(take))
    const before = await madeVideos(take)
    const half = ['x.mp4.encoded.partial', 'x.mp4.0-screen.webm', 'sound.aac.partial']
    await world.restart(async () => {
      for (const name of half) await writeFile(join(world.dirOf(take), 'made', name), 'half')
    })
    const view = await world.until(() => allReady(take))
    expect(view.pieces).toHaveLength(3)
    expect(await madeVideos(take)).toEqual(expect.arrayContaining(before))
    expect(
      (await readdir(join(world.dirOf(take), 'made'))).filter((name) => /partial|encoded|webm/.test(name)),
    ).toEqual([])
  })

  it('still has its whole sound and what was noted of its loudness after the next start', async () => {
    const take = await recording()
    await world.post(`/${take}/finish`)
    await world.until(async () => (await sound(take)).isWhole)
    const ofSound = async () => (await madeFiles(take)).filter((name) => name.startsWith('sound.')).sort()
    expect(await ofSound()).toEqual(['sound.aac', 'sound.hops', 'sound.json'])
    await world.restart(async () => {
      await writeFile(join(world.dirOf(take), 'made', 'sound.aac.partial'), '')
    })
    await world.until(() => allReady(take))
    expect(await ofSound()).toEqual(['sound.aac', 'sound.hops', 'sound.json'])
  })

  it('loses nothing when all that was made of it is removed', async () => {
    const take = await recording()
    await world.post(`/${take}/finish`)
    await world.until(() => allReady(take))
    await world.restart(() => rm(join(world.dirOf(take), 'made'), { recursive: true }))
    expect(await world.until(() => allReady(take))).toMatchObject({ waitingMs: 0 })
  })
})
