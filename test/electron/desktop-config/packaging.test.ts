import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'

let configuration: string
let manifest: {
  version: string
  main: string
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}

function read(relative: string): Promise<string> {
  return readFile(fileURLToPath(new URL(`../../../${relative}`, import.meta.url)), 'utf8')
}

/** The lines below a key of the first level, without their indentation. */
function section(name: string): string[] {
  const lines = configuration.split('\n')
  const start = lines.indexOf(`${name}:`)
  const end = lines.findIndex((line, at) => at > start && /^[a-zA-Z]/.test(line))
  return start < 0 ? [] : lines.slice(start + 1, end < 0 ? undefined : end).map((line) => line.trim())
}

beforeAll(async () => {
  configuration = await read('electron-builder.yml')
  manifest = JSON.parse(await read('package.json'))
})

describe('the packaged app', () => {
  it('cannot be made to run other code than its own', () => {
    expect(section('electronFuses').filter(Boolean)).toEqual([
      'runAsNode: false',
      'enableNodeOptionsEnvironmentVariable: false',
      'enableNodeCliInspectArguments: false',
      'enableCookieEncryption: true',
      'enableEmbeddedAsarIntegrityValidation: true',
      'onlyLoadAppFromAsar: true',
      'grantFileProtocolExtraPrivileges: false',
    ])
    expect(configuration).toMatch(/^asar: true$/m)
  })

  it('does not hand on the ffmpeg that may not be handed on', () => {
    expect(section('files')).toContain('- "!node_modules/@ffmpeg-installer/darwin-arm64/**"')
  })

  it('keeps the other ffmpeg programs outside the archive, where they can run', () => {
    expect(section('asarUnpack')).toContain('- node_modules/@ffmpeg-installer/**')
  })

  it('tells a Mac what camera, microphone, screen and the computer’s sound are for', () => {
    for (const what of ['Camera', 'Microphone', 'ScreenCapture', 'AudioCapture']) {
      expect(section('mac').join('\n')).toMatch(new RegExp(`^NS${what}UsageDescription: Ownpace records .+\\.$`, 'm'))
    }
  })

  it('starts the built desktop host', () => {
    expect(manifest.main).toBe('dist/main.js')
    expect(section('files')).toContain('- dist/**')
  })

  it('brings what the sample library tells, and the licences of what it ships', async () => {
    expect(section('files')).toContain('- resources/sample-library/**')
    expect(section('files')).toContain('- resources/licences/**')
    const listed = await read('resources/licences/shipped.md')
    const missing = Object.entries(manifest.dependencies).filter(
      ([name, version]) => !listed.includes(`| ${name} | ${version} |`),
    )
    expect(missing).toEqual([])
  })

  it('takes Electron in one exact version, that of the manifest', async () => {
    expect(manifest.devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/)
    const installed = JSON.parse(await read('node_modules/electron/package.json')) as { version: string }
    expect(installed.version).toBe(manifest.devDependencies.electron)
    expect(configuration).not.toMatch(/^electronVersion:/m)
  })
})
