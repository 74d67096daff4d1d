import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFfmpegSource, locateFfmpeg } from '../../../../../electron/backend/media/ffmpeg/locate.ts'
import { scratchDir, shippedFfmpegPath } from '../../../../support/media.ts'

let scratch: Awaited<ReturnType<typeof scratchDir>>
let shipped: string
const log = () => undefined

beforeAll(async () => {
  scratch = await scratchDir()
  shipped = await shippedFfmpegPath()
})
afterAll(() => scratch.remove())

/** A program that calls itself an ffmpeg of some year, with or without the encoders that are needed. */
async function pretend(name: string, { year, encoders = 'libx264 aac libwebp' }: { year: number; encoders?: string }) {
  const listed = encoders.split(' ').map((encoder) => ` V..... ${encoder} some encoder`)
  const path = join(scratch.dir, name)
  const lines = [`ffmpeg version N-1 Copyright (c) 2000-${year} the FFmpeg developers`, ...listed]
  await writeFile(path, `#!/bin/sh\n${lines.map((line) => `echo '${line}'`).join('\n')}\n`, { mode: 0o755 })
  return path
}

describe('finding ffmpeg', () => {
  it('takes the shipped one where the machine has none', async () => {
    expect(await locateFfmpeg({ chosenPath: '', searchPath: '', log })).toMatchObject({
      path: shipped,
      origin: 'shipped',
    })
  })

  it('takes a newer one of the machine, and no older one', async () => {
    const path = await pretend('ffmpeg', { year: 2030 })
    const options = { chosenPath: '', searchPath: scratch.dir, log }
    expect(await locateFfmpeg(options)).toEqual({ path, origin: 'machine', year: 2030 })
    await pretend('ffmpeg', { year: 2010 })
    expect(await locateFfmpeg(options)).toMatchObject({ origin: 'shipped' })
  })

  it('passes over a newer one that cannot make H.264', async () => {
    await pretend('ffmpeg', { year: 2030, encoders: 'aac libwebp' })
    expect(await locateFfmpeg({ chosenPath: '', searchPath: scratch.dir, log })).toMatchObject({ origin: 'shipped' })
  })

  it('takes the person’s own before all others, and goes on where it does not work', async () => {
    const chosenPath = await pretend('mine', { year: 2001 })
    expect(await locateFfmpeg({ chosenPath, searchPath: '', log })).toMatchObject({ origin: 'chosen' })
    const logged: string[] = []
    const missing = join(scratch.dir, 'missing')
    const found = await locateFfmpeg({ chosenPath: missing, searchPath: '', log: (line) => logged.push(line) })
    expect(found.origin).toBe('shipped')
    expect(logged).toHaveLength(1)
  })

  it('says what to do where there is none at all', async () => {
    const nothing = { chosenPath: '', searchPath: '', log, shippedPath: async () => null }
    await expect(locateFfmpeg(nothing)).rejects.toMatchObject({
      code: 'ffmpeg-missing',
      remedy: expect.stringContaining('Install ffmpeg'),
    })
  })

  it('is done once, and again when the settings name another', async () => {
    let chosenPath = ''
    const source = createFfmpegSource({ chosenPath: () => chosenPath, log, searchPath: '' })
    const first = await source()
    expect(await source()).toBe(first)
    chosenPath = await pretend('other', { year: 2001 })
    expect((await source()).path).toBe(chosenPath)
  })
})
