import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { LibraryView } from '../../domain/views/library.ts'
import { foundLibrary } from '../support/library-writer.ts'
import { newThread, newUpdate, profileOf } from '../support/test-records.ts'
import { type DesktopApp, newProfileDir, removeProfile, startDesktop } from './app.ts'
import { ask, newFolder } from './library.ts'

let desktop: DesktopApp

beforeAll(async () => {
  desktop = await startDesktop(await newProfileDir())
})

afterAll(async () => {
  await desktop.close()
  await removeProfile(desktop.profileDir)
})

const utilities = (): Promise<string[]> =>
  desktop.app.evaluate(({ app }) => app.getAppMetrics().map(({ name, serviceName }) => name ?? serviceName ?? ''))

it('reads a large library for the first time in a process beside its own, which then ends', async () => {
  const dir = join(await newFolder(), 'library')
  const { founder } = foundLibrary(dir)
  founder.write(dir, [profileOf(founder, 'Aya')])
  const { id: thread, operations } = newThread(founder, 'Payments')
  founder.write(dir, operations)
  for (let place = 0; place < 2100; place += 1) {
    founder.write(dir, newUpdate(founder, { thread, title: `Update ${place}`, done: 'Done' }).operations)
  }
  const as = { new: { name: 'Mara', timeZone: 'Europe/Berlin' } }
  const joined = ask<LibraryView>(desktop.page, { method: 'POST', path: '/api/libraries/join', body: { dir, as } })
  await expect.poll(utilities, { timeout: 30_000 }).toContain('Ownpace library reading')
  const { id } = await joined
  await ask(desktop.page, { method: 'POST', path: `/api/libraries/${id}/scan` })
  await expect.poll(utilities, { timeout: 60_000 }).not.toContain('Ownpace library reading')
  const path = `/api/search?library=${id}&q=${encodeURIComponent('"Update 2099"')}`
  const { hits } = await ask<{ hits: { title: string }[] }>(desktop.page, { method: 'GET', path })
  expect(hits.map(({ title }) => title)).toContain('Update 2099')
})
