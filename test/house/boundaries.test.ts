import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { complaintAbout, placeOf } from './boundaries.ts'
import { findCycles } from './cycles.ts'
import { type Import, importedPath, parseSource, projectDir, readSources, type Source } from './sources.ts'

const sources = readSources()

/** Runs a check on every import; what it returns is what is wrong, and comes with the place where. */
function complaints(check: (source: Source, imported: Import) => string | null): string[] {
  return sources.flatMap((source) =>
    source.imports.flatMap((imported) => {
      const wrong = check(source, imported)
      return wrong === null ? [] : [`${source.path}:${imported.line} imports '${imported.specifier}': ${wrong}`]
    }),
  )
}

describe('who may import whom', () => {
  it('is known for every file', () => {
    expect(
      sources
        .filter(({ path }) => placeOf(path) === null)
        .map(
          ({ path }) =>
            `${path} lies in no place that docs/architecture.md knows: move it to the folder whose concern it is.`,
        ),
    ).toEqual([])
  })

  it('is kept everywhere', () => {
    expect(complaints(complaintAbout)).toEqual([])
  })

  it('is broken by nothing else than this', () => {
    const isRefused = (path: string, text: string): boolean => {
      const source = parseSource({ path, text })
      return source.imports.some((imported) => complaintAbout(source, imported) !== null)
    }
    for (const [path, text] of [
      ['domain/time/a.ts', "import { b } from '../../electron/backend/b.ts'"],
      ['domain/time/a.ts', "import type { B } from '../../electron/backend/b.ts'"],
      ['domain/time/a.ts', "import { readFile } from 'node:fs/promises'"],
      ['electron/backend/a.ts', "import { b } from '../desktop/b.ts'"],
      ['electron/backend/a.ts', "import { app } from 'electron'"],
      ['electron/backend/a.ts', "const { app } = await import('electron')"],
      ['electron/backend/a.ts', "import { useState } from 'react'"],
      ['electron/backend/a.ts', "import { build } from 'vite'"],
      ['electron/desktop/a.ts', "import { b } from '../browser/b.ts'"],
      ['electron/desktop/a.ts', "export { b } from '../cli/b.ts'"],
      ['electron/cli/list.ts', "import { b } from '../browser/b.ts'"],
      ['electron/main.ts', "import { b } from './browser/b.ts'"],
      ['electron/start.ts', "import { app } from 'electron'"],
      ['renderer/app/a.tsx', "import { b } from '../../electron/backend/b.ts'"],
      ['renderer/app/a.tsx', "import type { B } from '../../electron/desktop/b.ts'"],
      ['renderer/app/a.tsx', "import { join } from 'node:path'"],
      ['test/domain/a.test.ts', "import { app } from 'electron'"],
    ] as const)
      expect(isRefused(path, text), `${path}: ${text}`).toBe(true)

    for (const [path, text] of [
      ['domain/time/a.ts', "import { z } from 'zod'"],
      ['electron/backend/a.ts', "import { b } from '../../domain/b.ts'"],
      ['electron/desktop/a.ts', "import { app } from 'electron'"],
      ['electron/main.ts', "import { b } from './desktop/b.ts'"],
      ['electron/start.ts', "import { b } from './browser/b.ts'"],
      ['electron/cli/commands/serve.ts', "import { b } from '../../browser/b.ts'"],
      ['renderer/app/a.tsx', "import type { B } from '../../electron/backend/b.ts'"],
      ['renderer/app/a.tsx', "let b: import('../../electron/backend/b.ts').B"],
    ] as const)
      expect(isRefused(path, text), `${path}: ${text}`).toBe(false)
  })

  it('never makes a circle', () => {
    const graph = new Map(
      sources.map((source) => [
        source.path,
        source.imports
          .flatMap((imported) => importedPath(source, imported) ?? [])
          .filter((path) => path !== source.path),
      ]),
    )
    expect(
      findCycles(graph).map(
        (cycle) => `${cycle.join(' -> ')}: move what both need into a file of its own, or pass it in as a parameter.`,
      ),
    ).toEqual([])
  })

  it('is a circle wherever a way leads back', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c', 'd']],
      ['c', ['b']],
      ['d', []],
    ])
    expect(findCycles(graph)).toEqual([['b', 'c', 'b']])
  })
})

describe('an import', () => {
  it('names a file that is there, with its extension', () => {
    expect(
      complaints((source, imported) => {
        const path = importedPath(source, imported)
        if (path === null) return null
        if (!/\.[a-z]+$/.test(path)) return 'Node runs these files as they are and looks for no extension: write it.'
        return existsSync(`${projectDir}${path}`) ? null : 'there is no such file.'
      }),
    ).toEqual([])
  })
})

describe('a file', () => {
  it('has at most 300 lines', () => {
    expect(
      sources
        .filter(({ lineCount }) => lineCount > 300)
        .map(
          ({ path, lineCount }) =>
            `${path} has ${lineCount} lines: it does more than one thing; split it by what it does.`,
        ),
    ).toEqual([])
  })
})
