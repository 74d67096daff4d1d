import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openLocalIndex } from '../../../../electron/backend/search/local-index.ts'
import { foundLibrary, TestWriter } from '../../../support/library-writer.ts'

const root = mkdtempSync(join(tmpdir(), 'ownpace-chain-'))
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('a writer whose device knows less than the folder', () => {
  it('has forked where there is a later batch, or another one beside one of its own, and only then', async () => {
    const dir = join(root, 'folder')
    const { founder, library } = foundLibrary(dir)
    const label = (deviceName: string) => [{ kind: 'writer.label', subject: founder.id, body: { deviceName } }]
    const first = founder.write(dir, label('One'))
    const second = founder.write(dir, label('Two'))
    const other = new TestWriter({ library })
    other.write(dir, [{ kind: 'writer.label', subject: other.id, body: { deviceName: 'Other' } }])
    const index = openLocalIndex({
      library,
      founder: founder.id,
      reader: founder.id,
      dir,
      indexPath: join(root, 'index.sqlite'),
      clock: { nowMs: () => Date.UTC(2026, 10, 3) },
    })
    await index.scan('all')
    const tipOf = ({ seq, hash }: { seq: number; hash: string }) => ({ writer: founder.id, tip: { seq, hash } })
    expect(await index.hasForked(tipOf(second))).toBe(false)
    expect(await index.hasForked(tipOf(first))).toBe(true)
    expect(await index.hasForked({ writer: founder.id, tip: null })).toBe(true)
    expect(await index.hasForked({ writer: 'b'.repeat(26), tip: null })).toBe(false)
    expect(await index.hasForked(tipOf({ seq: 2, hash: first.hash }))).toBe(true)
    expect([await index.hasBatch(first.hash), await index.hasBatch('a'.repeat(52))]).toEqual([true, false])

    founder.seq = 1
    founder.prev = first.hash
    founder.write(dir, label('Another second'))
    await index.scan('all')
    expect(await index.hasForked(tipOf(second))).toBe(true)
    await index.close()
  })
})
