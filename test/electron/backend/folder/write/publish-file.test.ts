import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { folderFailure } from '../../../../../electron/backend/folder/write/folder-failure.ts'
import { publishFile, removeOwnTemporaries } from '../../../../../electron/backend/folder/write/publish-file.ts'

const writer = 'a'.repeat(26)
const path = 'ops/folder/0001.json'
let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ownpace-write-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function publish(text: string, more: Partial<Parameters<typeof publishFile>[0]> = {}) {
  return publishFile({ root, path, source: { bytes: Buffer.from(text) }, writer, randomBytes, ...more })
}

function namesIn(folder: string): string[] {
  return existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : []
}

describe('publishing a file', () => {
  it('writes it whole and read-only, and leaves no temporary', async () => {
    expect(await publish('words')).toBe('published')
    expect(readFileSync(join(root, path), 'utf8')).toBe('words')
    expect(statSync(join(root, path)).mode & 0o222).toBe(0)
    expect(namesIn('ops/folder')).toEqual(['0001.json'])
  })

  it('counts the very same file being there already as done', async () => {
    await publish('words')
    expect(await publish('words')).toBe('already-there')
  })

  it('never overwrites another file', async () => {
    await publish('words')
    await expect(publish('other')).rejects.toMatchObject({ code: 'conflict' })
    expect(readFileSync(join(root, path), 'utf8')).toBe('words')
    expect(namesIn('ops/folder')).toEqual(['0001.json'])
  })

  it('lets one of several at once win, and all of them be right', async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => publish('words')))
    expect(outcomes).toContain('published')
    expect(namesIn('ops/folder')).toEqual(['0001.json'])
  })

  it('copies a file in pieces and tells how far it is', async () => {
    const bytes = randomBytes(3_500_000)
    const file = join(root, 'source')
    writeFileSync(file, bytes)
    const seen: number[] = []
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    await publish('', { source: { file }, sha256, onProgress: (written) => seen.push(written) })
    expect(readFileSync(join(root, path)).equals(bytes)).toBe(true)
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
    expect(seen.at(-1)).toBe(bytes.length)
  })

  it('publishes nothing whose bytes are not the ones that were named', async () => {
    await expect(publish('words', { sha256: '0'.repeat(64) })).rejects.toMatchObject({ code: 'conflict' })
    expect(namesIn('ops/folder')).toEqual([])
  })

  it('stops when asked to, and leaves nothing', async () => {
    const stop = new AbortController()
    const file = join(root, 'source')
    writeFileSync(file, randomBytes(3_000_000))
    const stopping = publish('', { source: { file }, signal: stop.signal, onProgress: () => stop.abort() })
    await expect(stopping).rejects.toThrow()
    expect(namesIn('ops/folder')).toEqual([])
  })

  it('says that the folder is gone, and never makes its root', async () => {
    rmSync(root, { recursive: true })
    await expect(publish('words')).rejects.toMatchObject({ code: 'folder-vanished' })
    expect(existsSync(root)).toBe(false)
  })

  it('follows no link at any step', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'ownpace-elsewhere-'))
    symlinkSync(elsewhere, join(root, 'ops'))
    await expect(publish('words')).rejects.toMatchObject({ code: 'not-allowed' })
    expect(readdirSync(elsewhere)).toEqual([])
    rmSync(elsewhere, { recursive: true })
  })

  it('refuses a link under its final name', async () => {
    mkdirSync(join(root, 'ops/folder'), { recursive: true })
    symlinkSync('/etc/hostname', join(root, path))
    await expect(publish('words')).rejects.toMatchObject({ code: 'not-allowed' })
  })

  it.each(['../outside', 'ops/../../outside', 'ops//x', '/etc/x', 'ops\\x'])(
    'leaves the library by no path: %s',
    async (bad) => {
      await expect(publish('words', { path: bad })).rejects.toThrow()
      expect(namesIn('')).toEqual([])
    },
  )

  it('removes its own half-written files of an earlier run, and nobody else’s', async () => {
    mkdirSync(join(root, 'ops/folder'), { recursive: true })
    const other = `.~${'b'.repeat(26)}-00.tmp`
    for (const name of [`.~${writer}-00.tmp`, other, 'kept.json']) writeFileSync(join(root, 'ops/folder', name), '')
    await removeOwnTemporaries({ root, folder: 'ops/folder', writer })
    expect(namesIn('ops/folder').sort()).toEqual([other, 'kept.json'])
  })

  it('says that the disk is full, and leaves nothing half written', () => {
    // a limit on the size of files stands in for a full disk where no small one can be mounted: the system's answer differs
    // in its code alone
    const child = fileURLToPath(new URL('./publishing-child.ts', import.meta.url))
    const command = `ulimit -f 1024; exec "$0" "$1" "$2"`
    const run = spawnSync('bash', ['-c', command, process.execPath, child, root], { encoding: 'utf8' })
    expect(run.stdout.trim()).toBe('disk-full')
    expect(namesIn('media')).toEqual([])
  })

  it.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EACCES', 'no-permission'],
    ['EROFS', 'no-permission'],
    ['ESTALE', 'folder-vanished'],
    ['EIO', 'folder-vanished'],
    ['EWHATEVER', 'internal'],
  ])('tells a person what %s means, without a path', (code, expected) => {
    const failure = folderFailure(Object.assign(new Error(`${code}: open /secret/path`), { code }))
    expect(failure.code).toBe(expected)
    expect(JSON.stringify(failure.body)).not.toContain('/secret')
  })
})
