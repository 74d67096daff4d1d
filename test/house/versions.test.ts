import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { projectDir } from './sources.ts'

interface Manifest {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}

const readJson = (name: string): unknown => JSON.parse(readFileSync(`${projectDir}${name}`, 'utf8'))
const manifest = readJson('package.json') as Manifest
const lock = readJson('package-lock.json') as { packages: Record<string, Manifest & { version: string }> }
const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })

describe('the versions of dependencies', () => {
  it('are exact', () => {
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
  })

  it('are those of the lockfile', () => {
    expect(lock.packages['']?.dependencies).toEqual(manifest.dependencies)
    expect(lock.packages['']?.devDependencies).toEqual(manifest.devDependencies)
    expect(all.filter(([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version)).toEqual([])
  })

  it('are chosen once: nothing is both a part of the app and a tool', () => {
    expect(Object.keys(manifest.dependencies).filter((name) => name in manifest.devDependencies)).toEqual([])
  })
})
