import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { restoreFile } from '../../../../electron/backend/library/restore-file.ts'
import { foundLibrary } from '../../../support/library-writer.ts'
import { setUpDevices } from './setup.ts'

const devices = setUpDevices('restore-file')
const path = 'media/2026/11/refunds-abcdefghijklmnop-abcdefghij/item.md'
const text = '# Refunds settle again\n'
const sha256 = createHash('sha256').update(text).digest('hex')

function place() {
  const root = devices.folder()
  const dir = join(root, 'folder')
  const { library, founder } = foundLibrary(dir)
  const restoring = {
    dir,
    library,
    path,
    source: { bytes: Buffer.from(text) },
    sha256,
    writer: founder.id,
    randomBytes: (count: number) => new Uint8Array(count),
  }
  return { root, dir, file: join(dir, path), restoring }
}

describe('putting a published file back', () => {
  it('brings one that is missing, whole and read-only, from bytes or from a file', async () => {
    const { root, file, restoring } = place()
    expect(await restoreFile(restoring)).toBe(true)
    expect(readFileSync(file, 'utf8')).toBe(text)
    writeFileSync(join(root, 'kept.md'), text)
    renameSync(file, join(root, 'moved.md'))
    expect(await restoreFile({ ...restoring, source: { file: join(root, 'kept.md') } })).toBe(true)
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  it('takes the place of what another program made of it, and leaves true bytes alone', async () => {
    const { dir, file, restoring } = place()
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, 'Something else.')
    chmodSync(file, 0o444)
    expect(await restoreFile(restoring)).toBe(true)
    expect(readFileSync(file, 'utf8')).toBe(text)
    expect(await restoreFile(restoring)).toBe(false)
    expect(readdirSync(join(dir, path, '..'))).toEqual(['item.md'])
  })

  it('writes nothing but what the signed head names', async () => {
    const { file, restoring } = place()
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, 'Something else.')
    await expect(restoreFile({ ...restoring, source: { bytes: Buffer.from('Forged.') } })).rejects.toMatchObject({
      code: 'conflict',
    })
    expect(readFileSync(file, 'utf8')).toBe('Something else.')
    expect(readdirSync(join(file, '..'))).toEqual(['item.md'])
  })

  it('writes nothing where the library is away, where another one stands, or through a link', async () => {
    const { root, dir, restoring } = place()
    await expect(restoreFile({ ...restoring, library: 'a'.repeat(26) })).rejects.toMatchObject({
      code: 'another-library',
    })
    mkdirSync(join(root, 'elsewhere'))
    symlinkSync(join(root, 'elsewhere'), join(dir, 'media'))
    await expect(restoreFile(restoring)).rejects.toMatchObject({ code: 'not-allowed' })
    expect(readdirSync(join(root, 'elsewhere'))).toEqual([])
    renameSync(dir, join(root, 'away'))
    mkdirSync(dir)
    await expect(restoreFile(restoring)).rejects.toMatchObject({ code: 'folder-vanished' })
    expect(readdirSync(dir)).toEqual([])
  })
})
