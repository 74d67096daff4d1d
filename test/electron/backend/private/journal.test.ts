import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openPrivateJournal } from '../../../../electron/backend/private/journal.ts'

let profileDir = ''

beforeEach(() => {
  profileDir = mkdtempSync(join(tmpdir(), 'ownpace-private-'))
})
afterEach(() => rmSync(profileDir, { recursive: true, force: true }))

const open = () => openPrivateJournal({ profileDir })
const file = () => join(profileDir, 'private.jsonl')

describe('the private journal', () => {
  it('gives back after a restart what was put into it, the latest by key', async () => {
    const journal = await open()
    await journal.put([{ key: 'speed', value: 1, atMs: 1 }])
    await journal.put([
      { key: 'speed', value: 2, atMs: 2 },
      { key: 'draft:a', value: { text: 'Half a thought' }, atMs: 2 },
    ])
    await journal.put([{ key: 'speed', value: 3, atMs: 1 }])
    const again = await open()
    expect(again.entries()).toEqual([
      { key: 'speed', value: 2, atMs: 2 },
      { key: 'draft:a', value: { text: 'Half a thought' }, atMs: 2 },
    ])
    expect(statSync(file()).mode & 0o777).toBe(0o600)
  })

  it('forgets what was removed', async () => {
    const journal = await open()
    await journal.put([{ key: 'draft:a', value: 'x', atMs: 1 }])
    await journal.put([{ key: 'draft:a', value: null, atMs: 2 }])
    expect(journal.entries()).toEqual([])
    expect((await open()).entries()).toEqual([])
  })

  it('has no byte left of a draft that was removed, and still knows that it was', async () => {
    const journal = await open()
    await journal.put([{ key: 'speed', value: 2, atMs: 1 }])
    await journal.put([{ key: 'draft:a', value: { text: 'Half a thought' }, atMs: 1 }])
    await journal.put([{ key: 'draft:a', value: null, atMs: 3 }])
    expect(readFileSync(file(), 'utf8')).not.toContain('Half a thought')
    await journal.put([{ key: 'draft:a', value: { text: 'Half a thought' }, atMs: 2 }])
    expect(journal.entries()).toEqual([{ key: 'speed', value: 2, atMs: 1 }])
  })

  it('rids itself at the next start of what an earlier one did not come to remove', async () => {
    writeFileSync(
      file(),
      '{"key":"draft:a","value":"Half a thought","atMs":1}\n{"key":"draft:a","value":null,"atMs":2}\n',
    )
    expect((await open()).entries()).toEqual([])
    expect(readFileSync(file(), 'utf8')).not.toContain('Half a thought')
  })

  it('loses nothing but a line that was cut short', async () => {
    const journal = await open()
    await journal.put([{ key: 'speed', value: 1, atMs: 1 }])
    appendFileSync(file(), '{"key":"draft:a","val')
    const again = await open()
    await again.put([{ key: 'draft:b', value: 'kept', atMs: 3 }])
    expect((await open()).entries().map(({ key }) => key)).toEqual(['speed', 'draft:b'])
  })

  it('does not grow with what is past', async () => {
    const journal = await open()
    for (let at = 1; at <= 300; at++) await journal.put([{ key: 'speed', value: at, atMs: at }])
    expect((await open()).entries()).toEqual([{ key: 'speed', value: 300, atMs: 300 }])
    expect(readFileSync(file(), 'utf8').trimEnd().split('\n')).toHaveLength(1)
  })

  it('keeps all of what several ask for at once', async () => {
    const journal = await open()
    const keys = Array.from({ length: 50 }, (_, place) => `later:a:${place}`)
    await Promise.all(keys.map((key) => journal.put([{ key, value: true, atMs: 1 }])))
    expect((await open()).entries().map(({ key }) => key)).toEqual(keys)
  })
})
