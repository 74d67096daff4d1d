import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeVideo } from '../../support/media.ts'
import { toldLibrary } from '../../support/told-library.ts'
import { runCommand } from './command-line.ts'

let dir: string

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ownpace-export-'))
})

afterAll(() => rm(dir, { recursive: true, force: true }))

describe('exporting and sharing by commands', () => {
  it('writes a site, says what it could not take, and shares one thing as a zip', async () => {
    const video = await makeVideo({ path: join(dir, 'talk.mp4'), secondsEach: 12 })
    const told = await toldLibrary({ video })
    const as = ['--library', told.dir, '--profile', join(dir, 'profile'), '--json']
    const out = join(dir, 'site')
    const exported = await runCommand(['export', '--out', out, ...as])
    expect(exported.exitCode).toBe(0)
    expect(exported.json()).toMatchObject({ dir: out, pageCount: 6, videoCount: 1, missing: [] })
    expect(readFileSync(join(out, 'index.html'), 'utf8')).toContain('<h1 dir="auto">Northlight</h1>')

    const zip = join(dir, 'decision.zip')
    const shared = await runCommand(['share', told.decision, '--out', zip, ...as])
    expect(shared.json()).toMatchObject({ path: zip, pageCount: 1 })
    expect(existsSync(zip)).toBe(true)

    await rm(join(told.filmedDir, 'video.mp4'))
    const lacking = await runCommand(['export', '--out', out, ...as.slice(0, -1)])
    expect(lacking.stdout).toMatch(
      /Without the video of "Refunds settle the same day" \(\d+ kB\): not in the folder yet\./,
    )
    const words = await runCommand(['export', '--out', join(dir, 'words'), '--no-media', ...as])
    expect(words.json()).toMatchObject({ pageCount: 6, videoCount: 0, missing: [] })

    await writeFile(join(dir, 'holiday.jpg'), 'x')
    const refused = await runCommand(['export', '--out', dir, ...as])
    expect(refused.exitCode).toBe(3)
    expect(refused.json()).toMatchObject({ error: { code: 'conflict' } })
    // five processes, one after the other
  }, 120_000)
})
