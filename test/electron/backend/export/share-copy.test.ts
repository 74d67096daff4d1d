import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shareCopy, shareCopyInto } from '../../../../electron/backend/export/share-copy.ts'
import { makeVideo } from '../../../support/media.ts'
import { type ToldLibrary, toldLibrary } from '../../../support/told-library.ts'

let dir: string
let video: string

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ownpace-share-'))
  video = await makeVideo({ path: join(dir, 'talk.mp4'), secondsEach: 12 })
})

afterAll(() => rm(dir, { recursive: true, force: true }))

/** A zip as Python's standard library, which shares no code with what wrote it, unpacks it. */
async function unpacked(zip: string): Promise<string> {
  const to = await mkdtemp(join(dir, 'unpacked-'))
  const program =
    'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2])'
  await promisify(execFile)('python3', ['-c', program, zip, to])
  return to
}

const told = (): Promise<ToldLibrary> => toldLibrary({ video })

describe('a copy of one thing', () => {
  it('is a folder with its page, video, captions and words, without what others said about it', async () => {
    const world = await told()
    const out = join(dir, 'folder')
    expect(await shareCopy(world.sharing(world.filmed), out)).toMatchObject({ path: out, pageCount: 1, videoCount: 1 })
    expect(readdirSync(out)).toEqual(expect.arrayContaining(['captions-en.vtt', 'index.html', 'video.mp4', 'words.md']))
    expect(readFileSync(join(out, 'index.html'), 'utf8')).not.toContain('the retry we saw in March')
    expect(readFileSync(join(out, 'words.md'), 'utf8')).not.toContain('the retry we saw in March')
  })

  it('is a zip that other programs unpack, of a path with all its steps', async () => {
    const world = await told()
    const out = join(dir, 'First week ü.zip')
    expect(await shareCopy(world.sharing(world.path), out)).toMatchObject({ path: out, pageCount: 3, videoCount: 1 })
    const folder = join(await unpacked(out), 'First week ü')
    expect(readdirSync(folder)).toEqual(
      expect.arrayContaining(['01 How we refund', '02 Refunds settle the same day', 'index.html', 'site', 'words.md']),
    )
    const copied = readFileSync(join(folder, '02 Refunds settle the same day', 'video.mp4'))
    expect(copied.equals(readFileSync(video))).toBe(true)
    expect(existsSync(`${out}.part`)).toBe(false)
  })

  it('replaces no file that stands there, and goes beside what is in a chosen folder', async () => {
    const world = await told()
    const taken = join(dir, 'taken.zip')
    await writeFile(taken, 'mine')
    await expect(shareCopy(world.sharing(world.decision), taken)).rejects.toMatchObject({ code: 'conflict' })
    expect(readFileSync(taken, 'utf8')).toBe('mine')

    const parent = join(dir, 'chosen')
    await mkdir(join(parent, 'one queue for retries'), { recursive: true })
    const { path } = await shareCopyInto(world.sharing(world.decision), parent)
    expect(path).toBe(join(parent, 'One queue for retries (2)'))
    expect(readFileSync(join(path, 'index.html'), 'utf8')).toContain('<strong>two</strong>')
  })

  it('is refused for what has no page of its own, and for what was withdrawn', async () => {
    const world = await told()
    const out = join(dir, 'nothing')
    await expect(shareCopy(world.sharing(world.thread), out)).rejects.toMatchObject({ code: 'not-found' })
    world.founder.write(world.dir, [{ kind: 'decision.withdrawn', subject: world.decision, body: {} }])
    await world.index.scan('all')
    await expect(shareCopy(world.sharing(world.decision), out)).rejects.toMatchObject({ code: 'not-found' })
    expect(existsSync(out)).toBe(false)
  })
})
