import { existsSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeVideo } from '../../../support/media.ts'
import { type ToldLibrary, toldLibrary } from '../../../support/told-library.ts'

let dir: string
let video: string
let out: string
let world: ToldLibrary

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ownpace-export-'))
  video = await makeVideo({ path: join(dir, 'talk.mp4'), secondsEach: 12 })
})

afterAll(() => rm(dir, { recursive: true, force: true }))

let count = 0
async function told(options: Parameters<typeof toldLibrary>[0] = {}): Promise<void> {
  world = await toldLibrary({ video, ...options })
  count += 1
  out = join(dir, `out-${count}`)
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}

const filmedIn = 'Threads/Payments/2026-11-02 Mara – Refunds settle the same day'

describe('an export of a library', () => {
  it('reads as folders with human names, with video, captions and words beside each page', async () => {
    await told()
    const report = await world.exportTo(out)
    expect(report).toMatchObject({ pageCount: 6, videoCount: 1, missing: [] })
    const files = filesIn(out).filter((file) => !file.startsWith('site/'))
    expect(files).toEqual(
      [
        ...[
          'Decisions/2026-11-02 One queue for retries/index.html',
          'Decisions/2026-11-02 One queue for retries/words.md',
        ],
        ...['Documents/How we refund/index.html', 'Documents/How we refund/words.md'],
        ...['Paths/First week/index.html', 'Paths/First week/words.md'],
        ...[
          'Threads/Payments/2026-11-02 Aya – Payout limits/index.html',
          'Threads/Payments/2026-11-02 Aya – Payout limits/words.md',
        ],
        ...['captions-en.vtt', 'index.html', 'video.mp4', 'words.md'].map((name) => `${filmedIn}/${name}`),
        ...['Threads/Payments/index.html', 'Threads/Payments/words.md'],
        ...['index.html', 'ownpace-export.json', 'search.html'],
      ].sort(),
    )
    expect(readFileSync(join(out, filmedIn, 'video.mp4')).equals(readFileSync(video))).toBe(true)
    expect(readFileSync(join(out, filmedIn, 'words.md'), 'utf8')).toContain(
      '- 0:04 Since Friday they settle on a Straße in Łódź.',
    )
  })

  it('is left as it is by a second export of the same library', async () => {
    await told()
    await world.exportTo(out)
    const before = new Map(filesIn(out).map((file) => [file, statSync(join(out, file)).mtimeMs]))
    await world.exportTo(out)
    const changed = filesIn(out).filter((file) => statSync(join(out, file)).mtimeMs !== before.get(file))
    // the list of its own files is written anew each time
    expect(changed.filter((file) => file !== 'site/files.txt')).toEqual([])
    expect(filesIn(out)).toEqual([...before.keys()])
  })

  it('loses what was withdrawn or deleted since, and keeps what somebody else put there', async () => {
    await told()
    await world.exportTo(out)
    await writeFile(join(out, filmedIn, 'my notes.txt'), 'mine')
    const mara = world.founder
    mara.write(world.dir, [
      { kind: 'decision.withdrawn', subject: world.decision, body: {} },
      { kind: 'path.deleted', subject: world.path, body: { deleted: true } },
      { kind: 'update.deleted', subject: world.written, body: { deleted: true } },
    ])
    await world.index.scan('all')
    await world.exportTo(out)
    const files = filesIn(out)
    expect(files.filter((file) => /Decisions|Paths|Payout/.test(file))).toEqual([])
    expect(existsSync(join(out, 'Decisions'))).toBe(false)
    expect(files).toContain(`${filmedIn}/my notes.txt`)
    const all = files
      .filter((file) => /\.(html|js|md)$/.test(file))
      .map((file) => readFileSync(join(out, file), 'utf8'))
    expect(all.filter((text) => text.includes('One queue for retries') || text.includes('Payout limits'))).toEqual([])
  })

  it('has nothing that an owner has hidden, though the owner still sees it in the app', async () => {
    await told()
    world.founder.write(world.dir, [
      { kind: 'update.hidden', subject: world.filmed, body: { hidden: true } },
      { kind: 'document.hidden', subject: world.document, body: { hidden: true } },
    ])
    await world.index.scan('all')
    await world.exportTo(out)
    const files = filesIn(out)
    expect(files.filter((file) => /Mara|How we refund|\.mp4$/.test(file))).toEqual([])
    const all = files
      .filter((file) => /\.(html|js|md)$/.test(file))
      .map((file) => readFileSync(join(out, file), 'utf8'))
    expect(all.filter((text) => text.includes('Refunds settle') || text.includes('How we refund'))).toEqual([])
  })

  it('refuses a folder with other things, one of another library, and the library itself', async () => {
    await told()
    await mkdir(out)
    await writeFile(join(out, 'holiday.jpg'), 'x')
    await expect(world.exportTo(out)).rejects.toMatchObject({ code: 'conflict' })
    expect(filesIn(out)).toEqual(['holiday.jpg'])

    const first = join(dir, 'first')
    await world.exportTo(first)
    await told()
    await expect(world.exportTo(first)).rejects.toMatchObject({ code: 'conflict' })
    await expect(world.exportTo(join(world.dir, 'export'))).rejects.toMatchObject({ code: 'conflict' })
  })

  it('says that the library’s folder is away, and leaves an earlier export as it is', async () => {
    await told()
    await world.exportTo(out)
    const before = filesIn(out)
    rmSync(join(world.dir, 'ownpace.json'))
    await expect(world.exportTo(out)).rejects.toMatchObject({ code: 'folder-vanished' })
    expect(filesIn(out)).toEqual(before)
  })

  it('says which videos it could not take, and their pages say so with the size', async () => {
    await told()
    const path = join(world.filmedDir, 'video.mp4')
    const size = statSync(path).size
    rmSync(path)
    expect((await world.exportTo(out)).missing).toEqual([
      { id: world.filmed, title: 'Refunds settle the same day', sizeBytes: size, reason: 'not-here' },
    ])
    expect(readFileSync(join(out, filmedIn, 'index.html'), 'utf8')).toMatch(/The video, \d+ kB, had not arrived/)

    // a size without a block on this disk is what a sync tool leaves of a file that is in the cloud
    writeFileSync(path, '')
    await truncate(path, size)
    expect((await world.exportTo(out)).missing).toMatchObject([{ reason: 'in-the-cloud' }])

    writeFileSync(path, Buffer.alloc(size, 7))
    expect((await world.exportTo(out)).missing).toMatchObject([{ reason: 'damaged' }])
    expect(existsSync(join(out, filmedIn, 'video.mp4'))).toBe(false)

    rmSync(path)
    symlinkSync('/etc/hostname', path)
    expect((await world.exportTo(out)).missing).toMatchObject([{ reason: 'damaged' }])
    expect(filesIn(out).filter((file) => file.endsWith('.mp4'))).toEqual([])
  })

  it('leaves the videos out where words alone are wanted', async () => {
    await told()
    await world.exportTo(out)
    const report = await world.exportTo(out, { hasMedia: false })
    expect(report).toMatchObject({ pageCount: 6, videoCount: 0, missing: [] })
    expect(filesIn(out).filter((file) => /\.(mp4|webp)$/.test(file))).toEqual([])
    expect(filesIn(out)).toContain(`${filmedIn}/captions-en.vtt`)
  })

  it('goes on from where it was cancelled, and leaves nothing half', async () => {
    await told()
    const abort = new AbortController()
    abort.abort()
    await expect(world.exportTo(out, { signal: abort.signal })).rejects.toMatchObject({ code: 'cancelled' })
    expect(existsSync(join(out, 'index.html'))).toBe(false)
    expect(filesIn(out).filter((file) => file.endsWith('.part'))).toEqual([])
    expect((await world.exportTo(out)).pageCount).toBe(6)
  })

  it('never writes or removes through a link that stands in an earlier export', async () => {
    await told()
    await world.exportTo(out)
    const elsewhere = await mkdtemp(join(dir, 'elsewhere-'))
    await writeFile(join(elsewhere, 'index.html'), 'not ours')
    await rm(join(out, 'Decisions'), { recursive: true })
    symlinkSync(elsewhere, join(out, 'Decisions'))
    await writeFile(join(out, 'site/files.txt'), '\t../../escape\n\t/etc/passwd\n\tDecisions/index.html\n')
    await expect(world.exportTo(out)).rejects.toMatchObject({ code: 'conflict' })
    expect(readFileSync(join(elsewhere, 'index.html'), 'utf8')).toBe('not ours')
    expect(readdirSync(elsewhere)).toEqual(['index.html'])
  })
})
