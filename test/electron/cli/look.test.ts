import { access, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchDir } from '../../support/media.ts'
import { runCommand } from './command-line.ts'

let dir = ''
let remove: () => Promise<void>
let library = ''
let stranger = ''

beforeAll(async () => {
  ;({ dir, remove } = await scratchDir())
  library = join(dir, 'library')
  stranger = join(dir, 'stranger')
  const profile = join(dir, 'profile')
  await runCommand(['library', 'create', library, '--name', 'Payments', '--profile', profile])
  await runCommand(['decision', 'create', '--title', 'One queue', '--why', 'Retries', '--profile', profile])
})

afterAll(() => remove())

const filesOf = async (): Promise<string[]> => (await readdir(library, { recursive: true })).sort()

describe('commands that read a library which the profile has not joined', () => {
  it.each([
    [['list', 'decisions'], 'One queue'],
    [['search', 'retries'], 'One queue'],
    [['verify', '--deep'], '"ok":true'],
  ])('%j answers, writes nothing into the folder, and leaves nobody behind', async (words, found) => {
    const before = await filesOf()
    const answer = await runCommand([...words, '--library', library, '--profile', stranger, '--json'])
    expect(answer.exitCode).toBe(0)
    expect(answer.stdout).toContain(found)
    expect(await filesOf()).toEqual(before)
    await expect(access(join(stranger, 'libraries'))).rejects.toThrow()
    expect((await runCommand(['library', 'list', '--profile', stranger, '--json'])).json()).toEqual([])
  })

  it('show one record by its id', async () => {
    const listed = await runCommand(['list', 'decisions', '--library', library, '--profile', stranger, '--json'])
    const [decision] = listed.json<{ id: string }[]>()
    const id = decision?.id ?? ''
    const shown = await runCommand(['show', id, '--library', library, '--profile', stranger, '--json'])
    expect(shown.json()).toMatchObject({ title: 'One queue', why: 'Retries' })
  })

  it('say where there is no library', async () => {
    const answer = await runCommand(['list', 'updates', '--library', dir, '--profile', stranger, '--json'])
    expect(answer.exitCode).toBe(3)
    expect(answer.json<{ error: { code: string } }>().error.code).toBe('not-a-library')
  })
})
