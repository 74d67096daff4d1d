import { access, copyFile, cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DuplicatesReport, LibraryHealthView, MirrorReport, RepairReport } from '../../../domain/views/health.ts'
import { scratchDir } from '../../support/media.ts'
import { runCommand } from './command-line.ts'

let dir = ''
let remove: () => Promise<void>
let library = ''
let mirror = ''
let profile = ''

/** A process for each step takes its time on a busy machine. */
const timeoutMs = 120_000

const run = (...words: string[]) => runCommand([...words, '--library', library, '--profile', profile, '--json'])

/** Files below a folder, relative, with forward slashes. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}

beforeAll(async () => {
  ;({ dir, remove } = await scratchDir())
  library = join(dir, 'library')
  mirror = join(dir, 'mirror')
  profile = join(dir, 'profile')
  await runCommand(['person', '--name', 'Aya', '--time-zone', 'Europe/Lisbon', '--profile', profile])
  await runCommand(['library', 'create', library, '--name', 'Payments', '--profile', profile])
  for (const title of ['One queue', 'Two people', 'Three weeks']) {
    await runCommand(['decision', 'create', '--title', title, '--why', `Because ${title}`, '--profile', profile])
  }
}, timeoutMs)

afterAll(() => remove())

describe('health', () => {
  it('tells devices, space and what is on its way, as one JSON document', async () => {
    const answer = await run('health')
    expect(answer.exitCode).toBe(0)
    const found = answer.json<LibraryHealthView>()
    expect(found.devices).toMatchObject([{ personName: 'Aya', isThis: true, state: 'usual', onItsWayCount: 0 }])
    expect(found).toMatchObject({ pending: [], videoNotHereCount: 0, doubledCount: 0, mirror: null })
    expect(found.space.people).toMatchObject([{ name: 'Aya', sizeBytes: found.space.totalBytes }])
    expect(found.space.freeBytes).toBeGreaterThan(0)
    expect(found.space.fullAtMs).toBeNull()
  })

  it('says what is on its way where an entry has not arrived, and what cannot be read', async () => {
    const [first = '', second = ''] = (await filesIn(library)).filter((path) => path.startsWith('ops/'))
    const partial = join(dir, 'partial')
    await cp(library, partial, { recursive: true })
    await rm(join(partial, second))
    await writeFile(join(partial, first.replace('.json', ' (1).json')), 'half')
    const stranger = join(dir, 'stranger')
    const answer = await runCommand(['health', '--library', partial, '--profile', stranger])
    expect(answer.stdout).toContain('1 entry of Aya’s computer is on the way.')
    expect(answer.stdout).toContain('1 files cannot be read yet:')
  })
})

describe('duplicates', () => {
  it(
    'are listed, and removed where an original with the same bytes is whole',
    async () => {
      const before = await filesIn(library)
      const [entry = ''] = before.filter((path) => path.startsWith('ops/'))
      const [item = ''] = before.filter((path) => path.endsWith('item.md'))
      const copies = {
        entry: entry.replace('.json', ' (conflicted copy).json'),
        item: item.replace('item.md', 'item (1).md'),
        month: `${entry.split('/').slice(0, 3).join('/')} (2)/${entry.split('/').at(-1)}`,
      }
      await mkdir(join(library, copies.month, '..'))
      await copyFile(join(library, entry), join(library, copies.entry))
      await copyFile(join(library, item), join(library, copies.item))
      await copyFile(join(library, entry), join(library, copies.month))
      const letter = item.replace('item.md', 'letter.txt')
      await writeFile(join(library, letter), 'Not ours')

      const listed = (await run('duplicates')).json<DuplicatesReport>()
      expect(listed.found.map(({ path }) => path).sort()).toEqual(Object.values(copies).sort())
      expect(listed.found.find(({ path }) => path === copies.item)?.original).toBe(item)
      expect(listed.unsure.map(({ path }) => path)).toEqual([letter])

      const answer = await run('duplicates', '--remove')
      expect(answer.stderr).toContain(`Removes ${copies.item}, a copy of ${item}`)
      expect(answer.json<DuplicatesReport>().removed.sort()).toEqual(Object.values(copies).sort())
      expect(await filesIn(library)).toEqual([...before, letter].sort())
      await expect(access(join(library, copies.month, '..'))).rejects.toThrow()
      await rm(join(library, letter))
      expect((await run('verify', '--deep')).json()).toMatchObject({ ok: true })
    },
    timeoutMs,
  )
})

describe('mirror and repair', () => {
  it(
    'bring a folder back that somebody emptied',
    async () => {
      const before = await filesIn(library)
      const first = await run('mirror', mirror)
      expect(first.exitCode).toBe(0)
      expect(first.json<MirrorReport>()).toMatchObject({ copiedCount: before.length, waitingCount: 0 })
      expect((await run('mirror')).json<MirrorReport>()).toMatchObject({ copiedCount: 0 })
      expect(await filesIn(mirror)).toEqual(before)

      await rm(library, { recursive: true })
      const plan = await run('repair', '--plan')
      expect(plan.json<RepairReport>()).toMatchObject({ isPlan: true, hasMarkerBack: true, missing: [] })
      await expect(access(library)).rejects.toThrow()

      const done = await run('repair')
      expect(done.exitCode).toBe(0)
      expect(done.json<RepairReport>().putBack.sort()).toEqual(before)
      expect(await filesIn(library)).toEqual(before)
      expect((await run('verify', '--deep')).json()).toMatchObject({ ok: true })
      expect((await run('list', 'decisions')).json<{ title: string }[]>()).toHaveLength(3)
    },
    timeoutMs,
  )

  it('ends where it is told to, and leaves what was copied', async () => {
    const before = await filesIn(mirror)
    expect((await run('mirror', '--stop')).json()).toEqual({ dir: null })
    expect((await run('mirror')).json<{ error: { code: string } }>().error.code).toBe('not-found')
    expect(await filesIn(mirror)).toEqual(before)
  })
})
