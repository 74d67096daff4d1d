import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TakesOnDisk } from '../../../domain/takes/on-disk.ts'
import { openRecordings } from '../../../electron/backend/recordings/recordings.ts'
import { newTake, started } from '../../domain/takes/fixtures.ts'
import { scratchDir } from '../../support/media.ts'
import { runCommand } from './command-line.ts'

let dir = ''
let remove: () => Promise<void>
const takes: string[] = []

beforeAll(async () => {
  ;({ dir, remove } = await scratchDir())
  const bus = { publish: () => undefined, subscribe: () => () => undefined }
  const profileDir = join(dir, 'profile')
  await mkdir(profileDir)
  const recordings = await openRecordings({
    ...{ profileDir, randomBytes, bus, clock: { nowMs: Date.now }, log: () => undefined },
  })
  for (let count = 0; count < 2; count += 1) {
    const { id } = await recordings.begin(newTake)
    await recordings.journal(id, [started(1)])
    await recordings.finish(id)
    takes.push(id)
  }
  await recordings.discard(takes[0] ?? '')
  await recordings.close()
})

afterAll(() => remove())

const run = (...words: string[]) => runCommand(['takes', ...words, '--profile', join(dir, 'profile'), '--json'])

it('recordings are listed, and only those that may go are cleaned, after a dry run that removes nothing', async () => {
  const [discarded, kept] = takes
  const listed = (await run('list')).json<TakesOnDisk>()
  expect(listed.takes.find(({ take }) => take === discarded)).toMatchObject({ mayGo: 'discarded', daysLeft: 7 })
  expect(listed.takes.find(({ take }) => take === kept)).toMatchObject({ stays: 'unpublished' })
  expect((await run('clean', '--dry-run')).json()).toMatchObject({ listed: [{ take: discarded }], removed: [] })
  expect((await run('list')).json<TakesOnDisk>().takes).toHaveLength(2)
  expect((await run('clean')).json()).toMatchObject({ removed: [discarded] })
  expect((await run('list')).json<TakesOnDisk>().takes).toMatchObject([{ take: kept }])
}, 120_000)
