import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import {
  canaryWord,
  expectNoCanary,
  expectUnharmed,
  type HostileWorld,
  hostileWorld,
  isWithin,
  snapshotOf,
} from '../../../../support/hostile-library.ts'
import { profileOf } from '../../../../support/test-records.ts'

type Done = (error: Error | null, value: unknown) => void

/** Where the reader really got to: the files that it opened, and the folders that it listed. */
const reached = vi.hoisted(() => ({ files: [] as number[], paths: [] as string[] }))

vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<typeof import('node:fs')>()
  const open = (...args: [...unknown[], Done]): void => {
    const done = args.pop() as Done
    const noted: Done = (error, file) => {
      if (error === null) reached.paths.push(fs.readlinkSync(`/proc/self/fd/${file}`))
      done(error, file)
    }
    ;(fs.open as (...rest: unknown[]) => void)(...args, noted)
  }
  const readdir = (...args: [string, ...unknown[]]): void => {
    reached.paths.push(fs.realpathSync(args[0]))
    ;(fs.readdir as unknown as (...rest: unknown[]) => void)(...args)
  }
  return { ...fs, open, readdir }
})

/** Moves something out of the library and leaves a link in its place. */
function linkAway({ dir, outside }: HostileWorld, path: string): void {
  const away = join(outside, path)
  mkdirSync(dirname(away), { recursive: true })
  renameSync(join(dir, path), away)
  symlinkSync(away, join(dir, path))
}

/** Puts a link to what only stands outside. */
function linkTo({ dir, outside }: HostileWorld, path: string): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true })
  symlinkSync(join(outside, path), join(dir, path))
}

/** Another person's whole folder of signed batches, which would count if it were read. */
function writeOutside({ outside, mallory, dir }: HostileWorld): { writer: string; month: string; file: string } {
  const batch = mallory.write(outside, [profileOf(mallory, `Mara ${canaryWord}`)])
  mkdirSync(join(dir, 'ops'), { recursive: true })
  return { writer: `ops/${mallory.id}`, month: dirname(batch.path), file: batch.path }
}

async function expectKeptInside(world: HostileWorld, path: string, reason: string): Promise<void> {
  const { index, dir, outside } = world
  const before = snapshotOf(outside)
  reached.paths.length = 0
  await index.scan('all')
  const root = realpathSync(dir)
  expect(reached.paths.length).toBeGreaterThan(0)
  expect(reached.paths.filter((each) => !isWithin(each, root))).toEqual([])
  expect(snapshotOf(outside)).toEqual(before)
  expectNoCanary(await world.views())
  expect(await index.search({ text: canaryWord, limit: 10 })).toMatchObject({ hits: [] })
  expect(await index.pending()).toEqual([expect.objectContaining({ path, reason })])
}

const linkReason = 'it is a link, and links are not followed'
const noFileReason = 'it is no ordinary file'

describe('a link in a library', () => {
  it.each(['writer', 'month', 'file'] as const)('is refused in place of a %s', async (level) => {
    const world = hostileWorld()
    const path = writeOutside(world)[level]
    linkTo(world, path)
    await expectKeptInside(world, path, linkReason)
    await expectUnharmed(world)
  })

  it('is refused in place of a folder of packs, and of a pack', async () => {
    const world = hostileWorld()
    const { mallory, outside, dir } = world
    const batch = mallory.batch([profileOf(mallory, `Mara ${canaryWord}`)])
    const name = `00000001-00000001-${batch.hash.slice(0, 26)}.jsonl`
    const packs = `ops/${mallory.id}/packs`
    mkdirSync(join(outside, packs), { recursive: true })
    writeFileSync(join(outside, packs, name), batch.text)
    linkTo(world, packs)
    await expectKeptInside(world, packs, linkReason)
    rmSync(join(dir, packs))
    linkTo(world, `${packs}/${name}`)
    await expectKeptInside(world, `${packs}/${name}`, linkReason)
    await expectUnharmed(world)
  })

  it.each([1, 2, 3, 4, 5])('is never followed to a published file, %s steps down', async (depth) => {
    const world = hostileWorld()
    const { index, dir, outside, updateFolder, update } = world
    const whole = `${updateFolder}/captions-en.vtt`
    const path = whole.split('/').slice(0, depth).join('/')
    linkTo(world, path)
    const before = snapshotOf(outside)
    reached.paths.length = 0
    await index.scan('all')
    expect(reached.paths.filter((each) => !isWithin(each, realpathSync(dir)))).toEqual([])
    expect(snapshotOf(outside)).toEqual(before)
    expect(await index.search({ text: canaryWord, limit: 10 })).toMatchObject({ hits: [] })
    expect(await world.view('update', update.id)).toMatchObject({ video: { isHere: false } })
    const checked = { deep: true, onProgress: () => undefined, signal: new AbortController().signal }
    const { findings } = await index.verify(checked)
    expect(findings).toContainEqual(expect.objectContaining({ path: whole, problem: 'unreadable', detail: linkReason }))
    expect(reached.paths.filter((each) => !isWithin(each, realpathSync(dir)))).toEqual([])
    // its hash is the one that the head names: only the link keeps it from counting
    rmSync(join(dir, path))
    cpSync(join(outside, updateFolder), join(dir, updateFolder), { recursive: true })
    world.clock.nowMs += 3_600_000
    await index.scan('all')
    expect(await world.view('update', update.id)).toMatchObject({ video: { isHere: true } })
    expect((await index.search({ text: canaryWord, limit: 10 })).hits).toHaveLength(1)
  })

  it('in place of the marker makes the folder offline', async () => {
    const world = hostileWorld()
    linkAway(world, 'ownpace.json')
    await expect(world.index.scan('all')).rejects.toMatchObject({ code: 'library-offline' })
  })

  it('that leads to itself, or to a device without an end, is refused at once', async () => {
    const world = hostileWorld()
    const { dir, month } = world
    symlinkSync('loop.json', join(dir, month, 'loop.json'))
    await expectKeptInside(world, `${month}/loop.json`, linkReason)
    rmSync(join(dir, month, 'loop.json'))
    symlinkSync('/dev/zero', join(dir, month, 'zero.json'))
    await expectKeptInside(world, `${month}/zero.json`, linkReason)
    await expectUnharmed(world)
  })
})

describe('what is no ordinary file', () => {
  it('is refused as a batch: a pipe, which is never waited for', async () => {
    const world = hostileWorld()
    const path = `${world.month}/pipe.json`
    expect(spawnSync('mkfifo', [join(world.dir, path)]).status).toBe(0)
    await expectKeptInside(world, path, noFileReason)
    await expectUnharmed(world)
  })

  it('is refused as a batch: a socket', async () => {
    const world = hostileWorld()
    const path = `${world.month}/socket.json`
    // a socket's own path is short, wherever the folder is
    const server = createServer().listen(join(world.outside, 's'))
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    renameSync(join(world.outside, 's'), join(world.dir, path))
    await expectKeptInside(world, path, noFileReason)
    await expectUnharmed(world)
  })

  it('is not here as a video or captions: a pipe', async () => {
    const world = hostileWorld()
    mkdirSync(join(world.dir, world.updateFolder), { recursive: true })
    for (const name of ['video.mp4', 'captions-en.vtt']) {
      expect(spawnSync('mkfifo', [join(world.dir, world.updateFolder, name)]).status).toBe(0)
    }
    await world.index.scan('all')
    expect(await world.view('update', world.update.id)).toMatchObject({ video: { isHere: false } })
    await expectUnharmed(world)
  })

  it('is refused in place of a writer’s folder and of a month', async () => {
    const world = hostileWorld()
    const { dir, mallory } = world
    writeFileSync(join(dir, 'ops', mallory.id), canaryWord)
    await expectKeptInside(world, `ops/${mallory.id}`, noFileReason)
    rmSync(join(dir, 'ops', mallory.id))
    mkdirSync(join(dir, 'ops', mallory.id))
    writeFileSync(join(dir, 'ops', mallory.id, '202611'), canaryWord)
    await expectKeptInside(world, `ops/${mallory.id}/202611`, noFileReason)
    await expectUnharmed(world)
  })
})
