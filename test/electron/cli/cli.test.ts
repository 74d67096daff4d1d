import { chmod, mkdir, open, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeVideo, scratchDir } from '../../support/media.ts'
import { runCommand } from './command-line.ts'

let dir = ''
let remove: () => Promise<void>
let library = ''
let profileA = ''
let profileB = ''
let video = ''

interface Published {
  id: string
  path: string
  sizeBytes: number
  durationSec: number
}

beforeAll(async () => {
  ;({ dir, remove } = await scratchDir())
  library = join(dir, 'library')
  profileA = join(dir, 'a')
  profileB = join(dir, 'b')
  video = join(dir, 'talk.mp4')
  await makeVideo({ path: video, colours: ['blue', 'red'], secondsEach: 5, width: 642, height: 362 })
  await runCommand(['person', '--name', 'Aya', '--time-zone', 'Europe/Lisbon', '--profile', profileA])
  await runCommand(['person', '--name', 'Ben', '--time-zone', 'America/New_York', '--profile', profileB])
  const made = await runCommand(['library', 'create', library, '--name', 'Payments', '--json', '--profile', profileA])
  expect(made.exitCode).toBe(0)
})

afterAll(() => remove())

describe('a library by commands', () => {
  let published: Published

  it('compresses and publishes a video, and prints one JSON document of what it did', async () => {
    const answer = await runCommand([
      ...['--json', 'publish', video, '--library', library, '--thread', 'Weekly', '--title', 'Refunds settle'],
      ...['--answer', 'What moved?=Refunds settle the same day', '--profile', profileA],
    ])
    expect(answer.stderr).toContain('Compressing')
    published = answer.json<Published>()
    expect(answer.exitCode).toBe(0)
    expect(published.durationSec).toBeCloseTo(10, 0)
    expect((await stat(published.path)).size).toBe(published.sizeBytes)
  })

  it('lists it from another profile that has joined, noun or verb first', async () => {
    expect((await runCommand(['library', 'join', library, '--profile', profileB])).exitCode).toBe(0)
    const verbFirst = await runCommand(['list', 'updates', '--library', library, '--profile', profileB, '--json'])
    const nounFirst = await runCommand(['update', 'list', '--json', '--profile', profileB])
    const [update] = verbFirst.json<{ id: string; title: string; answers: { text: string }[] }[]>()
    expect(update).toMatchObject({ id: published.id, title: 'Refunds settle' })
    expect(update?.answers[0]?.text).toBe('Refunds settle the same day')
    expect(nounFirst.stdout).toBe(verbFirst.stdout)
  })

  it('carries a comment at a second, a decision and a search from one device to the other', async () => {
    await runCommand(['comment', published.id, '--at', '3.5', '--text', 'Which ledger?', '--profile', profileB])
    await runCommand(['decision', 'create', '--title', 'One queue', '--why', 'Retries', '--profile', profileB])
    const found = await runCommand(['search', 'ledger', '--profile', profileA, '--json'])
    const { hits } = found.json<{ hits: { kind: string; startSec?: number }[] }>()
    expect(hits).toHaveLength(1)
    expect(hits[0]).toMatchObject({ kind: 'comment', startSec: 3.5 })
    const decisions = await runCommand(['list', 'decisions', '--profile', profileA, '--json'])
    expect(decisions.json<{ title: string }[]>().map(({ title }) => title)).toEqual(['One queue'])
  })

  it('verifies a whole library, and names the file of which one byte was flipped', async () => {
    const whole = await runCommand(['verify', '--deep', '--library', library, '--profile', profileB, '--json'])
    expect(whole.exitCode).toBe(0)
    expect(whole.json<{ ok: boolean }>().ok).toBe(true)

    await chmod(published.path, 0o644)
    const file = await open(published.path, 'r+')
    const byte = Buffer.alloc(1)
    await file.read(byte, 0, 1, 5000)
    await file.write(Buffer.from([(byte[0] ?? 0) ^ 1]), 0, 1, 5000)
    await file.close()

    const sizesOnly = await runCommand(['verify', '--library', library, '--profile', profileB])
    expect(sizesOnly.exitCode).toBe(0)
    const broken = await runCommand(['verify', '--deep', '--library', library, '--profile', profileB, '--json'])
    expect(broken.exitCode).toBe(1)
    const { findings } = broken.json<{ findings: { path: string; problem: string }[] }>()
    expect(findings).toHaveLength(1)
    expect(published.path.endsWith(findings[0]?.path ?? 'nothing')).toBe(true)
  })

  it('lets only its author withdraw an update, and then finds none of its words in folder or profiles', async () => {
    const refused = await runCommand(['withdraw', published.id, '--profile', profileB, '--json'])
    expect(refused.exitCode).toBe(3)
    expect(refused.json<{ error: { code: string } }>().error.code).toBe('not-allowed')
    const done = await runCommand(['withdraw', published.id, '--profile', profileA, '--json'])
    expect(done.exitCode).toBe(0)
    expect((await runCommand(['list', 'updates', '--profile', profileB, '--json'])).json()).toEqual([])
    expect(await filesWith(dir, 'Refunds settle the same day')).toEqual([])
    await expect(stat(published.path)).rejects.toThrow()
  })

  it('makes a path of a folder in the order of its names', async () => {
    const folder = join(dir, 'lessons')
    await mkdir(folder)
    await writeFile(join(folder, '10-last.md'), 'The end')
    await writeFile(join(folder, '2-first.md'), '# Where things are\n\nHere.')
    await makeVideo({ path: join(folder, '3-money.mp4'), secondsEach: 1 })
    const made = await runCommand(['path', 'import', folder, '--title', 'First week', '--json', '--profile', profileA])
    expect(made.exitCode).toBe(0)
    const { id } = made.json<{ id: string }>()
    const shown = await runCommand(['show', id, '--profile', profileB, '--json'])
    const items = shown.json<{ sections: { steps: { item: string }[] }[] }>().sections[0]?.steps ?? []
    const titles = []
    for (const { item } of items) {
      titles.push((await runCommand(['show', item, '--profile', profileB, '--json'])).json<{ title: string }>().title)
    }
    expect(titles).toEqual(['Where things are', 'Money', 'Last'])
  })
})

describe('what bad input gets', () => {
  it.each([
    ['zero bytes', '', 'media-empty'],
    ['a text named .mp4', 'just text\n', 'media-unreadable'],
    ['a playlist named .mp4', '#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n', 'media-unreadable'],
  ])('%s: exit 3, a code, and nothing in the folder', async (name, bytes, code) => {
    const path = join(dir, `${name.replaceAll(' ', '-')}.mp4`)
    await writeFile(path, bytes)
    const before = await readdir(join(library, 'media'), { recursive: true }).catch(() => [])
    const answer = await runCommand([
      ...['publish', path, '--library', library, '--thread', 'Weekly', '--title', 'x', '--profile', profileA, '--json'],
    ])
    expect(answer.exitCode).toBe(3)
    expect(answer.json<{ error: { code: string } }>().error.code).toBe(code)
    expect(await readdir(join(library, 'media'), { recursive: true }).catch(() => [])).toEqual(before)
  })

  it.each([
    [['frobnicate']],
    [['publish', 'a.mp4', '--thread', 'T']],
    [['comment', 'aaaaaaaaaaaaaaaa', '--text', 'x', '--at', 'soon']],
    [['list', 'updates', '--nonsense']],
  ])('wrong usage %j: exit 2 and what to write instead', async (args) => {
    const answer = await runCommand([...args, '--json', '--profile', profileB])
    expect(answer.exitCode).toBe(2)
    expect(answer.json<{ error: { message: string } }>().error.message).not.toBe('')
  })

  it('says of a folder that is no library that it is none', async () => {
    const plain = join(dir, 'plain')
    await mkdir(plain)
    const answer = await runCommand(['library', 'join', plain, '--profile', profileB, '--json'])
    expect(answer.exitCode).toBe(3)
    expect(answer.json<{ error: { code: string } }>().error.code).toBe('not-a-library')
    expect(await readdir(plain)).toEqual([])
  })

  it('says of a file in place of a folder that it is one, and leaves it', async () => {
    const file = join(dir, 'a-file')
    await writeFile(file, 'mine')
    const answer = await runCommand(['library', 'create', file, '--name', 'X', '--profile', profileB, '--json'])
    expect(answer.exitCode).toBe(3)
    expect(answer.json<{ error: { code: string } }>().error.code).toBe('conflict')
    expect(await readFile(file, 'utf8')).toBe('mine')
  })

  it('overwrites nothing when it compresses to a file that is there', async () => {
    const out = join(dir, 'mine.mp4')
    await writeFile(out, 'mine')
    const answer = await runCommand(['compress', video, out, '--profile', profileA, '--json'])
    expect(answer.exitCode).toBe(3)
    expect(await readFile(out, 'utf8')).toBe('mine')
  })
})

describe('help', () => {
  it('is there for all commands and for each', async () => {
    expect((await runCommand(['--help'])).stdout).toContain('library create DIR')
    const one = await runCommand(['publish', '--help'])
    expect(one.exitCode).toBe(0)
    expect(one.stdout).toContain('--thread T')
  })
})

/** Files below a folder whose bytes hold this text. */
async function filesWith(root: string, text: string): Promise<string[]> {
  const found: string[] = []
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    if ((await readFile(path)).includes(text)) found.push(path)
  }
  return found
}
