import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { filesBelow } from '../../../support/files-below.ts'
import { writeGoldenLibrary } from '../../../support/golden-library/make.ts'
import { expectedPath, goldenLibraryDir, type LibraryState, readState } from '../../../support/golden-library/state.ts'
import { temporaryFolder } from '../../../support/indexed-library.ts'

const expected = JSON.parse(readFileSync(expectedPath, 'utf8')) as LibraryState

describe('the golden library of format 1', () => {
  it('reads to the same state in this version as in every other', async () => {
    const state = await readState(goldenLibraryDir, join(temporaryFolder(), 'index.sqlite'))
    // a later version may tell more of a record, never anything else
    expect(state).toMatchObject(expected)
    expect(state.views.map(({ id }) => id)).toEqual(expected.views.map(({ id }) => id))
  })

  it('is what its script writes, byte by byte', () => {
    const dir = temporaryFolder()
    writeGoldenLibrary(dir)
    expect(filesBelow(dir)).toEqual(filesBelow(goldenLibraryDir))
    for (const path of filesBelow(dir)) {
      expect(readFileSync(join(dir, path)).equals(readFileSync(join(goldenLibraryDir, path))), path).toBe(true)
    }
  })
})
