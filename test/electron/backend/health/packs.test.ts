import { chmodSync, cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import type { DuplicatesReport, MirrorReport } from '../../../../domain/views/health.ts'
import type { LibraryView } from '../../../../domain/views/library.ts'
import type { VerifyReport } from '../../../../electron/backend/library/index-port.ts'
import { filesIn } from '../library/devices.ts'
import { setUpDevices } from '../library/setup.ts'
import { work } from './work.ts'

const golden = fileURLToPath(new URL('../../../fixtures/library-v1', import.meta.url))
const devices = setUpDevices('packs')

/** The golden library, some of whose entries stand in a pack alone, looked at by a device that has not joined it. */
async function goldenLibrary() {
  const root = devices.folder()
  const folder = join(root, 'shared')
  cpSync(golden, folder, { recursive: true })
  const device = await devices.start({ profileDir: join(root, 'profile') })
  const { id } = await device.call<LibraryView>('POST', '/api/libraries/look', { dir: folder })
  const [pack = ''] = filesIn(folder).filter((path) => path.endsWith('.jsonl'))
  return { root, folder, device, place: `/api/libraries/${id}`, pack }
}

it('a mirror takes packs over, and is read as the library itself is', async () => {
  const { root, folder, device, place, pack } = await goldenLibrary()
  const mirror = join(root, 'mirror')
  await device.call('PUT', `${place}/mirror`, { dir: mirror })
  expect((await work<MirrorReport>(device, `${place}/mirror/run`)).copiedCount).toBeGreaterThan(50)
  expect(readFileSync(join(mirror, pack))).toEqual(readFileSync(join(folder, pack)))
  const reader = await devices.start({ profileDir: join(root, 'reader') })
  const { id } = await reader.call<LibraryView>('POST', '/api/libraries/look', { dir: mirror })
  const [here, there] = await Promise.all([
    device.call<{ records: unknown[] }>('GET', `${place}/changes?limit=500`),
    reader.call<{ records: unknown[] }>('GET', `/api/libraries/${id}/changes?limit=500`),
  ])
  expect(there.records.length).toBe(here.records.length)
})

it('a check of every byte reads packs, and names one of which a byte was changed', async () => {
  const { folder, device, place, pack } = await goldenLibrary()
  const findingsOf = async (): Promise<string[]> => {
    const report = await work<VerifyReport>(device, `${place}/verify`, { deep: true, again: true })
    return report.findings.map(({ path }) => path)
  }
  const before = await findingsOf()
  expect(before).not.toContain(pack)
  // a video that its thread has let go is not missed, and the one that is on its way is
  expect(before.filter((path) => path.includes('-demos-'))).toEqual([])
  expect(before.some((path) => path.endsWith('video.mp4'))).toBe(true)
  const bytes = readFileSync(join(folder, pack))
  const at = bytes.indexOf('"seq":')
  bytes[at + 6] = (bytes[at + 6] ?? 0) ^ 1
  chmodSync(join(folder, pack), 0o644)
  writeFileSync(join(folder, pack), bytes)
  expect(await findingsOf()).toContain(pack)
})

it('a doubled pack, month and conflict copy are found, and what is only like them is left', async () => {
  const { folder, device, place, pack } = await goldenLibrary()
  const copy = pack.replace('.jsonl', ' (1).jsonl')
  const altered = pack.replace('.jsonl', ' (2).jsonl')
  cpSync(join(folder, pack), join(folder, copy))
  writeFileSync(join(folder, altered), readFileSync(join(folder, pack), 'utf8').slice(0, -40))
  const { found, unsure } = await work<DuplicatesReport>(device, `${place}/duplicates`, { remove: [] })
  expect(found).toContainEqual(expect.objectContaining({ path: copy, original: pack }))
  expect(found.some(({ path }) => path.includes('sync-conflict'))).toBe(true)
  expect(unsure.map(({ path }) => path)).toContain(altered)
  const removed = await work<DuplicatesReport>(device, `${place}/duplicates`, { remove: [copy, altered] })
  expect(removed.removed).toEqual([copy])
  expect(filesIn(folder)).toContain(altered)
})
