import { createBackend } from '../../electron/backend/app.ts'
import { backendClient } from '../../electron/backend/client.ts'
import { startHost } from '../../electron/backend/host/start-host.ts'
import { openConfFile } from '../../electron/backend/settings/conf-file.ts'
import type { MemoryReport } from './memory.ts'
import { newcomerOf } from './newcomer.ts'
import type { World } from './worlds.ts'

/** One backend in a process of its own, so that nothing but it is weighed. Run by `benchMemory`. */
const { world, profileDir, changeCount } = JSON.parse(process.env.OWNPACE_BENCH ?? '') as {
  world: World
  profileDir: string
  changeCount: number
}
const roundSize = 100
const changesPerReport = 1000

function report(when: string): void {
  process.send?.({ when, rssBytes: process.memoryUsage().rss } satisfies MemoryReport)
}

const host = await startHost({
  profileDir,
  host: 'terminal',
  createBackend,
  openSettingsFile: openConfFile,
  desktop: null,
  log: () => undefined,
})
if (host.kind === 'running-elsewhere') throw new Error('the profile of the bench is in use')
const client = backendClient(host.backend.fetch)
const { library, dir } = world
const known = await client.get<{ id: string }[]>('/api/libraries')
if (known.length === 0) {
  const person = { name: 'Reader', timeZone: 'Europe/Lisbon' }
  await client.send('POST', '/api/libraries/join', { dir, as: { new: person } })
}
await client.send('POST', `/api/libraries/${library}/scan`)
report(known.length === 0 ? 'first reading of everything' : 'a start')
if (changeCount > 0) {
  const newcomer = newcomerOf(world, Date.now())
  for (let count = 0; count < changeCount; ) {
    for (let place = 0; place < roundSize; place += 1) newcomer.publish()
    count += roundSize
    await client.send('POST', `/api/libraries/${library}/scan`)
    if (count % changesPerReport === 0) report(`${count} changes`)
  }
}
await host.close()
