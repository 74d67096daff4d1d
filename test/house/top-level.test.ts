import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { importedPackage, projectDir, readSources } from './sources.ts'

const folders = ['.ci', 'bench', 'docs', 'domain', 'electron', 'renderer', 'resources', 'test']
const files = [
  '.gitignore',
  '.npmrc',
  'CONTRIBUTING.md',
  'LICENSE',
  'README.md',
  'biome.json',
  'electron-builder.yml',
  'knip.json',
  'package-lock.json',
  'package.json',
  'tsconfig.base.json',
  'tsconfig.json',
  'vite.config.ts',
  'vitest.config.ts',
]

/** What git ignores at the top, and git itself. */
const madeHere = [
  '.git',
  ...readFileSync(`${projectDir}.gitignore`, 'utf8')
    .split('\n')
    .map((line) => line.replace(/\/$/, '')),
]

describe('the project’s folder', () => {
  it('holds what docs/architecture.md says and nothing else', () => {
    const found = readdirSync(projectDir).filter((name) => !madeHere.includes(name))
    expect(
      found.filter((name) => !folders.includes(name) && !files.includes(name)),
      'move it into the folder whose concern it is',
    ).toEqual([])
    expect(
      [...folders, ...files].filter((name) => !found.includes(name)),
      'these are missing',
    ).toEqual([])
  })
})

describe('what the project stands on', () => {
  it('is really used, not only listed', () => {
    const used = new Set(
      readSources().flatMap(({ imports }) => imports.flatMap((imported) => importedPackage(imported) ?? [])),
    )
    const required = [
      'electron',
      'react',
      'vite',
      'electron-store',
      'fluent-ffmpeg',
      '@ffmpeg-installer/ffmpeg',
      'dexie',
      'vitest',
    ]
    expect(required.filter((name) => !used.has(name))).toEqual([])
  })
})
