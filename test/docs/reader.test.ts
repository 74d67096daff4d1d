import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { filesBelow } from '../support/files-below.ts'
import { expectedPath, goldenLibraryDir, type LibraryState } from '../support/golden-library/state.ts'
import { temporaryFolder } from '../support/indexed-library.ts'

const readerPath = fileURLToPath(new URL('../../docs/reader.py', import.meta.url))

/** Reads a library as somebody would who has nothing but Python and docs/format.md. */
function read(dir: string): { exitCode: number | null; lines: string[]; said: string[] } {
  const { status, stdout, stderr, error } = spawnSync('python3', [readerPath, dir], { encoding: 'utf8' })
  if (error) throw new Error('python3 is missing: README.md says what to install', { cause: error })
  const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '')
  return { exitCode: status, lines: linesOf(stdout), said: linesOf(stderr) }
}

function copyOfLibrary(): string {
  const dir = join(temporaryFolder(), 'library')
  cpSync(goldenLibraryDir, dir, { recursive: true })
  return dir
}

/** What the app itself lists. */
function updatesOfApp(): string[] {
  const { views } = JSON.parse(readFileSync(expectedPath, 'utf8')) as LibraryState
  const nameOf = (id: string): string => {
    const named = views.find((view) => view.id === id)
    return named?.kind === 'person' || named?.kind === 'thread' ? named.name : ''
  }
  return views
    .filter((view) => view.kind === 'update')
    .sort((a, b) => a.atMs - b.atMs)
    .map(({ atMs, author, thread, title }) =>
      [new Date(atMs).toISOString().slice(0, 10), nameOf(author), nameOf(thread), title].join('\t'),
    )
}

describe('a reader in another language', () => {
  it('lists the updates that the app lists, and finds no hash that is wrong', () => {
    const { exitCode, lines, said } = read(goldenLibraryDir)
    expect(lines).toEqual(updatesOfApp())
    expect(said.filter((line) => line.startsWith('wrong'))).toEqual([])
    expect(said.filter((line) => line.startsWith('waiting'))).toHaveLength(3)
    expect(exitCode).toBe(0)
  })

  it('names the file in which one byte is another', () => {
    const dir = copyOfLibrary()
    const paths = filesBelow(dir).filter((path) => /(video\.mp4|\.vtt|\.webp|[0-9]-[a-z2-7]{26}\.jsonl?)$/.test(path))
    const torn = (JSON.parse(readFileSync(expectedPath, 'utf8')) as LibraryState).pending
    const chosen = ['.mp4', '.vtt', '.webp', '.json', '.jsonl'].flatMap(
      (ending) => paths.find((path) => path.endsWith(ending) && !torn.includes(path)) ?? [],
    )
    expect(chosen).toHaveLength(5)
    for (const path of chosen) {
      const bytes = readFileSync(join(dir, path))
      // Of a batch this is a byte within its head, which its name and its signature speak of.
      const at = path.includes('.json') ? bytes.indexOf('"library":"') + 12 : Math.floor(bytes.length / 2)
      const altered = Buffer.from(bytes)
      altered[at] = altered[at] === 0x61 ? 0x62 : 0x61
      writeFileSync(join(dir, path), altered)
      const { exitCode, said } = read(dir)
      expect(exitCode, path).toBe(1)
      expect(said.some((line) => line.startsWith(`wrong: ${path}: `))).toBe(true)
      writeFileSync(join(dir, path), bytes)
    }
    expect(read(dir).exitCode).toBe(0)
  })

  it('names words that are not those of their digest, and a batch that its writer did not sign', () => {
    const dir = copyOfLibrary()
    const batches = filesBelow(dir).filter((path) => /[0-9]-[a-z2-7]{26}\.json$/.test(path))
    const audit = batches.find((path) => readFileSync(join(dir, path), 'utf8').includes('The audit is planned')) ?? ''
    const text = readFileSync(join(dir, audit), 'utf8')
    writeFileSync(join(dir, audit), text.replace('The audit is planned', 'The audit is cancelled'))
    expect(read(dir)).toMatchObject({ exitCode: 1, said: expect.arrayContaining([expect.stringContaining(audit)]) })
    // the last batch of a device is vouched for by no other
    const last = batches.filter((path) => path.includes('/fwvt6xutknukudiwrvn45ccdkv/')).at(-1) ?? ''
    const signed = readFileSync(join(dir, last), 'utf8')
    writeFileSync(join(dir, last), signed.replace(/"signature":"../, '"signature":"AA'))
    expect(read(dir).said).toContain(`wrong: ${last}: not signed by its writer`)
  })

  it('follows no link, and refuses what is no library', () => {
    const dir = copyOfLibrary()
    const writer = readdirSync(join(goldenLibraryDir, 'ops'))[0] ?? ''
    const before = read(dir).lines
    symlinkSync(join(goldenLibraryDir, 'ops', writer), join(dir, 'ops', 'linked'))
    expect(read(dir).lines).toEqual(before)
    expect(read(temporaryFolder()).exitCode).toBe(2)
  })
})
