import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { generateLibrary } from '../../../../electron/backend/sample/generate/generate-library.ts'
import { openLocalIndex } from '../../../../electron/backend/search/local-index.ts'

const options = { updateCount: 200, personCount: 3, seed: 5, until: '2026-11-20', wordCount: 40, isLoose: false }
const video = { bytes: new Uint8Array([1, 2, 3]), width: 160, height: 90 }
const clock = { nowMs: () => Date.UTC(2026, 10, 22) }
let base: string

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'ownpace-generated-'))
})

afterEach(() => {
  rmSync(base, { recursive: true, force: true })
})

function filesOf(dir: string): Map<string, string> {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(
    entries.map(({ parentPath, name }) => {
      const path = join(parentPath, name)
      return [relative(dir, path), createHash('sha256').update(readFileSync(path)).digest('hex')]
    }),
  )
}

function generate(
  name: string,
  changes: Partial<typeof options> = {},
): { dir: string; library: string; founder: string } {
  const dir = join(base, name)
  return { dir, ...generateLibrary({ ...options, ...changes, dir, video, onProgress: () => undefined }) }
}

describe('a generated library', () => {
  it('reads as a library in which nothing is pending and every file is whole', async () => {
    const { dir, library, founder } = generate('one')
    const index = openLocalIndex({ library, founder, dir, indexPath: join(base, 'index.sqlite'), clock })
    await index.scan('all')
    const page = await index.changes({ epoch: null, after: 0, limit: 5000 })
    const countOf = (kind: string): number => page.records.filter((record) => record.kind === kind).length
    expect(countOf('update')).toBe(200)
    expect(countOf('person')).toBe(3)
    expect(await index.pending()).toEqual([])
    const report = await index.verify({ deep: true, onProgress: () => undefined, signal: new AbortController().signal })
    expect(report.findings).toEqual([])
    await index.close()
  })

  it('is the same for the same options, byte for byte, and another library for others', () => {
    const first = generate('first')
    const second = generate('second')
    expect(filesOf(second.dir)).toEqual(filesOf(first.dir))
    expect(generate('third', { seed: 6 }).library).not.toBe(first.library)
    expect(generate('fourth', { updateCount: 201 }).library).not.toBe(first.library)
  })

  it('has packs of the months that its devices would have packed, and single files of the last ones', () => {
    const names = [...filesOf(generate('packed').dir).keys()].filter((name) => name.startsWith('ops/'))
    expect(names.filter((name) => name.includes('/packs/')).length).toBeGreaterThan(0)
    expect(names.some((name) => name.includes('/202611/'))).toBe(true)
    const loose = [...filesOf(generate('loose', { isLoose: true }).dir).keys()]
    expect(loose.filter((name) => name.includes('/packs/'))).toEqual([])
  })
})
