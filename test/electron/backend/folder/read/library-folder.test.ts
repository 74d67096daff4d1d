import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openLibraryFolder } from '../../../../../electron/backend/folder/read/library-folder.ts'
import { readMarker } from '../../../../../electron/backend/folder/read/marker.ts'
import { temporaryFolder } from '../../../../support/indexed-library.ts'
import { foundLibrary } from '../../../../support/library-writer.ts'

function someFolder(): { dir: string; outside: string } {
  const base = temporaryFolder()
  const dir = join(base, 'library')
  const outside = join(base, 'library-evil')
  mkdirSync(join(dir, 'ops'), { recursive: true })
  mkdirSync(outside)
  writeFileSync(join(outside, 'secret.json'), 'secret')
  writeFileSync(join(dir, 'ops', 'plain.json'), 'plain')
  return { dir, outside }
}

const limits = { capBytes: 1000 }

describe('reading a library’s folder', () => {
  it('gives the bytes and facts of an ordinary file', async () => {
    const { dir } = someFolder()
    const folder = await openLibraryFolder(dir)
    const { bytes, facts } = await folder.read('ops/plain.json', limits)
    expect(bytes.toString()).toBe('plain')
    expect(facts).toMatchObject({ sizeBytes: 5, isHere: true })
    expect(await folder.facts('ops/none.json')).toBeNull()
    expect(await folder.list('ops/none')).toEqual([])
  })

  it('never leaves it by a path, whatever the path is', async () => {
    const { dir } = someFolder()
    const folder = await openLibraryFolder(dir)
    const paths = [
      '../library-evil/secret.json',
      'ops/../../library-evil/secret.json',
      '/etc/passwd',
      'ops//plain.json',
      '.',
      '',
      'ops\\plain.json',
      'ops/plain.json\0',
      'a/b/c/d/e/f/g.json',
    ]
    for (const path of paths) await expect(folder.read(path, limits)).rejects.toMatchObject({ reason: 'bad-path' })
  })

  it('refuses a link to a file, and a link in place of any folder on the way', async () => {
    const { dir, outside } = someFolder()
    symlinkSync(join(outside, 'secret.json'), join(dir, 'ops', 'link.json'))
    symlinkSync(outside, join(dir, 'media'))
    symlinkSync(join(dir, 'ops'), join(dir, 'inner'))
    const folder = await openLibraryFolder(dir)
    for (const path of ['ops/link.json', 'media/secret.json', 'inner/plain.json']) {
      await expect(folder.read(path, limits)).rejects.toMatchObject({ reason: 'link' })
      await expect(folder.facts(path)).rejects.toMatchObject({ reason: 'link' })
    }
    await expect(folder.list('media')).rejects.toMatchObject({ reason: 'link' })
    expect((await folder.list('ops')).find(({ name }) => name === 'link.json')).toMatchObject({
      isFile: false,
      isFolder: false,
    })
  })

  it('allows the folder itself to be reached through a link, as people set up their folders', async () => {
    const { dir } = someFolder()
    symlinkSync(dir, `${dir}-link`)
    const folder = await openLibraryFolder(`${dir}-link`)
    expect((await folder.read('ops/plain.json', limits)).bytes.toString()).toBe('plain')
  })

  it('refuses what is too large before it reads a byte of it', async () => {
    const { dir } = someFolder()
    truncateSync(join(dir, 'ops', 'plain.json'), 1024 ** 4)
    const folder = await openLibraryFolder(dir)
    await expect(folder.read('ops/plain.json', limits)).rejects.toMatchObject({ reason: 'too-large' })
    expect(await folder.facts('ops/plain.json')).toMatchObject({ isHere: true, sizeBytes: 1024 ** 4 })
  })

  it('does not hang on a pipe or take a folder for a file', async () => {
    const { dir } = someFolder()
    execFileSync('mkfifo', [join(dir, 'ops', 'pipe.json')])
    mkdirSync(join(dir, 'ops', 'folder.json'))
    const folder = await openLibraryFolder(dir)
    await expect(folder.read('ops/pipe.json', limits)).rejects.toMatchObject({ reason: 'not-a-file' })
    await expect(folder.read('ops/folder.json', limits)).rejects.toMatchObject({ reason: 'not-a-file' })
  })

  it('hands a large file over in pieces', async () => {
    const { dir } = someFolder()
    const bytes = new Uint8Array(2_500_000).map((_byte, place) => place % 251)
    writeFileSync(join(dir, 'ops', 'large'), bytes)
    const folder = await openLibraryFolder(dir)
    const pieces: Buffer[] = []
    await folder.readPieces('ops/large', (piece) => pieces.push(Buffer.from(piece)))
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true)
  })

  it('says that a folder is not there', async () => {
    await expect(openLibraryFolder(join(temporaryFolder(), 'none'))).rejects.toMatchObject({ reason: 'absent' })
  })
})

describe('a marker', () => {
  it('is believed only where it proves its own id', async () => {
    const dir = join(temporaryFolder(), 'library')
    const { founder, library } = foundLibrary(dir)
    const marker = { app: 'ownpace', format: 1, library, founder: founder.id, nonce: 'a'.repeat(16) }
    const read = async () => await readMarker(await openLibraryFolder(dir))
    expect(await read()).toMatchObject({ kind: 'marker', marker: { library } })
    writeFileSync(join(dir, 'ownpace.json'), JSON.stringify(marker))
    expect(await read()).toEqual({ kind: 'not-a-marker' })
    writeFileSync(join(dir, 'ownpace.json'), JSON.stringify({ ...marker, format: 2 }))
    expect(await read()).toEqual({ kind: 'too-new', format: 2 })
    writeFileSync(join(dir, 'ownpace.json'), '{"app":')
    expect(await read()).toEqual({ kind: 'not-a-marker' })
  })

  it('is missing from a folder that is none', async () => {
    expect(await readMarker(await openLibraryFolder(temporaryFolder()))).toEqual({ kind: 'none' })
  })
})
