import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packName } from '../../../../domain/library/pack.ts'
import type { MirrorReport, MirrorView, RepairReport } from '../../../../domain/views/health.ts'
import type { ChangesPage, LibraryView } from '../../../../domain/views/library.ts'
import type { VerifyReport } from '../../../../electron/backend/library/index-port.ts'
import { sha256OfText } from '../../../../electron/backend/library/sha256.ts'
import { type Device, filesIn, filesWith, preparedId, prepareVideo, thread, update } from '../library/devices.ts'
import { setUpDevices } from '../library/setup.ts'
import { work } from './work.ts'

const devices = setUpDevices('repair')

const mirrorTo = async (device: Device, library: string, dir: string): Promise<MirrorReport> => {
  await device.call('PUT', `/api/libraries/${library}/mirror`, { dir })
  return await work<MirrorReport>(device, `/api/libraries/${library}/mirror/run`)
}
const repair = (device: Device, library: string, isPlan = false): Promise<RepairReport> =>
  work(device, `/api/libraries/${library}/repair`, { isPlan })
const verify = (device: Device, library: string): Promise<VerifyReport> =>
  work(device, `/api/libraries/${library}/verify`, { deep: true })
const titles = async (device: Device, library: string): Promise<string[]> => {
  const { records } = await device.call<ChangesPage>('GET', `/api/libraries/${library}/changes?limit=500`)
  return records.flatMap((view) => ('title' in view ? [view.title] : [])).sort()
}

/** Aya and Ben with a thread, an update with a video, and one in words. */
async function twoWithALibrary() {
  const { aya, ben, folder } = await devices.two()
  const { id: library } = await aya.create(folder)
  await ben.join(folder, 'Ben')
  const threadId = await aya.say(library, thread)
  prepareVideo(aya)
  const shown = await aya.say(library, { ...update(threadId, 'Refunds settle.'), video: { prepared: preparedId } })
  await ben.call('POST', `/api/libraries/${library}/scan`)
  const written = await ben.say(library, { ...update(threadId, 'Payouts wait.'), title: 'Payouts' })
  await aya.call('POST', `/api/libraries/${library}/scan`)
  return { aya, ben, folder, library, threadId, shown, written, mirror: join(devices.folder(), 'mirror') }
}

function empty(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
}

describe('a mirror', () => {
  it('is a library folder of its own, file by file the same, and costs nothing where nothing is new', async () => {
    const { aya, folder, library, mirror } = await twoWithALibrary()
    const first = await mirrorTo(aya, library, mirror)
    expect(first.waitingCount).toBe(0)
    expect(filesIn(mirror)).toEqual(filesIn(folder))
    for (const path of filesIn(folder))
      expect(readFileSync(join(mirror, path))).toEqual(readFileSync(join(folder, path)))
    expect(await work(aya, `/api/libraries/${library}/mirror/run`)).toMatchObject({ copiedCount: 0, waitingCount: 0 })
    const reader = await devices.start({ profileDir: join(devices.folder(), 'reader') })
    const read = await reader.call<LibraryView>('POST', '/api/libraries/look', { dir: mirror })
    expect(await titles(reader, read.id)).toEqual(await titles(aya, library))
  })

  it('keeps what is removed from the folder, and takes what is new', async () => {
    const { aya, ben, folder, library, mirror, threadId } = await twoWithALibrary()
    await mirrorTo(aya, library, mirror)
    const [video = ''] = filesIn(folder).filter((path) => path.endsWith('video.mp4'))
    rmSync(join(folder, video))
    await ben.say(library, { ...update(threadId, 'Later.'), title: 'Later' })
    const second = await work<MirrorReport>(aya, `/api/libraries/${library}/mirror/run`)
    expect(second.copiedCount).toBeGreaterThanOrEqual(3)
    expect(filesIn(mirror)).toEqual([...filesIn(folder), video].sort())
  })

  it('gives withdrawn words and files no shelter', async () => {
    const { aya, folder, library, mirror, shown } = await twoWithALibrary()
    await mirrorTo(aya, library, mirror)
    expect(filesWith(mirror, 'Refunds settle.').length).toBeGreaterThan(0)
    await aya.say(library, { request: 'withdraw', id: shown })
    expect(await work(aya, `/api/libraries/${library}/mirror/run`)).toMatchObject({ strippedCount: 1 })
    expect(filesWith(mirror, 'Refunds settle.')).toEqual([])
    expect(filesIn(mirror).some((path) => path.endsWith('video.mp4'))).toBe(false)
    expect(filesIn(mirror)).toEqual(filesIn(folder))
    const read = await verify(aya, library)
    expect(read.findings).toEqual([])
  })

  it('takes withdrawn words out of files too that the library has packed and removed meanwhile', async () => {
    const { aya, folder, library, mirror, shown } = await twoWithALibrary()
    await mirrorTo(aya, library, mirror)
    const [entry = ''] = filesWith(folder, 'Refunds settle.').filter((path) => path.startsWith('ops/'))
    const text = readFileSync(join(folder, entry), 'utf8')
    const [, writer = ''] = entry.split('/')
    const seq = Number(entry.split('/').at(-1)?.slice(0, 8))
    const name = packName({ first: seq, last: seq, headLines: [text.split('\n')[0] ?? ''], sha256: sha256OfText })
    mkdirSync(join(folder, 'ops', writer, 'packs'))
    writeFileSync(join(folder, 'ops', writer, 'packs', name), text)
    rmSync(join(folder, entry))
    await aya.say(library, { request: 'withdraw', id: shown })
    await work(aya, `/api/libraries/${library}/mirror/run`)
    expect(filesIn(mirror)).toContain(entry)
    expect(filesWith(mirror, 'Refunds settle.')).toEqual([])
  })

  it('copies nothing whose bytes are not those that were published', async () => {
    const { aya, folder, library, mirror } = await twoWithALibrary()
    const [video = ''] = filesIn(folder).filter((path) => path.endsWith('video.mp4'))
    const path = join(folder, video)
    const bytes = readFileSync(path)
    bytes[77] = (bytes[77] ?? 0) ^ 1
    chmodSync(path, 0o644)
    writeFileSync(path, bytes)
    expect((await mirrorTo(aya, library, mirror)).waitingCount).toBe(1)
    expect(filesIn(mirror)).not.toContain(video)
  })

  it('is refused in the library, in a folder with other things, and where another library is', async () => {
    const { aya, folder, library } = await twoWithALibrary()
    const other = devices.folder()
    writeFileSync(join(other, 'letter.txt'), 'Dear all')
    const refused = async (dir: string): Promise<string> =>
      await aya.call('PUT', `/api/libraries/${library}/mirror`, { dir }).then(
        () => 'taken',
        (error: { answer: { error: { code: string } } }) => error.answer.error.code,
      )
    expect(await refused(folder)).toBe('bad-request')
    expect(await refused(join(folder, 'inside'))).toBe('bad-request')
    expect(await refused(other)).toBe('conflict')
    expect(await refused('elsewhere')).toBe('bad-request')
  })

  it('that vanished before its first run had ended is not begun anew either', async () => {
    const { aya, folder, library, mirror } = await twoWithALibrary()
    const [item = ''] = filesIn(folder).filter((path) => path.endsWith('item.md'))
    await aya.call('PUT', `/api/libraries/${library}/mirror`, { dir: mirror })
    writeFileSync(join(mirror, 'ownpace.json'), readFileSync(join(folder, 'ownpace.json')))
    // a file stands where a folder of media belongs, so that the run ends in its middle
    mkdirSync(join(mirror, 'media'))
    writeFileSync(join(mirror, item.split('/').slice(0, 2).join('/')), '')
    const run = (): Promise<unknown> => work(aya, `/api/libraries/${library}/mirror/run`)
    await expect(run()).rejects.toThrow()
    empty(mirror)
    await expect(run()).rejects.toThrow('folder-vanished')
    expect(filesIn(mirror)).toEqual([])
  })

  it('that vanished is said, and never begun anew in the empty place of its disk', async () => {
    const { aya, library, mirror } = await twoWithALibrary()
    await mirrorTo(aya, library, mirror)
    empty(mirror)
    await expect(work(aya, `/api/libraries/${library}/mirror/run`)).rejects.toThrow('folder-vanished')
    expect(filesIn(mirror)).toEqual([])
    const chosen = await aya.call<{ mirror: MirrorView }>('PUT', `/api/libraries/${library}/mirror`, { dir: mirror })
    expect(chosen.mirror).toMatchObject({ doneAtMs: null, fileCount: 0 })
    await work(aya, `/api/libraries/${library}/mirror/run`)
    expect(filesIn(mirror)).not.toEqual([])
  })
})

describe('a repair', () => {
  it('puts everything back after somebody emptied the shared folder, and both go on', async () => {
    const { aya, ben, folder, library, threadId, mirror } = await twoWithALibrary()
    const before = filesIn(folder)
    const shown = await titles(aya, library)
    await mirrorTo(aya, library, mirror)
    empty(folder)

    const plan = await repair(aya, library, true)
    expect(plan).toMatchObject({ isPlan: true, hasMarkerBack: true, missing: [] })
    expect(filesIn(folder)).toEqual([])

    const done = await repair(aya, library)
    expect(done).toMatchObject({ hasMarkerBack: true, isIndexRebuilt: true, missing: [], altered: [] })
    expect(done.putBack.sort()).toEqual(plan.putBack.sort())
    expect(filesIn(folder)).toEqual(before)
    expect((await verify(aya, library)).findings).toEqual([])
    expect(await titles(aya, library)).toEqual(shown)

    await ben.call('POST', `/api/libraries/${library}/scan`)
    expect((await verify(ben, library)).findings).toEqual([])
    await ben.say(library, { ...update(threadId, 'We go on.'), title: 'We go on' })
    await aya.call('POST', `/api/libraries/${library}/scan`)
    expect(await titles(aya, library)).toContain('We go on')
  })

  it('never changes what stands in the folder, and lists what nothing here holds', async () => {
    const { aya, folder, library, mirror } = await twoWithALibrary()
    const [video = ''] = filesIn(folder).filter((path) => path.endsWith('video.mp4'))
    await mirrorTo(aya, library, mirror)
    const entries = filesIn(folder).filter((path) => path.startsWith('ops/'))
    const contents = entries.map((path) => readFileSync(join(folder, path), 'utf8'))
    chmodSync(join(mirror, video), 0o644)
    writeFileSync(join(mirror, video), 'not what was published')
    rmSync(join(folder, video))
    const done = await repair(aya, library)
    expect(done).toMatchObject({ fileCount: 0, entryCount: 0, missing: [video] })
    expect(entries.map((path) => readFileSync(join(folder, path), 'utf8'))).toEqual(contents)
  })

  it('says this device’s own lost words once more, byte for byte, and names those of others', async () => {
    const { aya, ben, folder, library } = await twoWithALibrary()
    const entries = filesIn(folder).filter((path) => path.startsWith('ops/'))
    const contents = new Map(entries.map((path) => [path, readFileSync(join(folder, path), 'utf8')]))
    rmSync(join(folder, 'ops'), { recursive: true })
    const done = await repair(aya, library)
    const back = filesIn(folder).filter((path) => path.startsWith('ops/'))
    expect(done).toMatchObject({ entryCount: back.length, isIndexRebuilt: false })
    expect([...done.missing, ...back].sort()).toEqual(entries)
    for (const path of back) expect(readFileSync(join(folder, path), 'utf8')).toBe(contents.get(path))
    expect(await repair(ben, library)).toMatchObject({ missing: [] })
    expect(filesIn(folder).filter((path) => path.startsWith('ops/'))).toEqual(entries)
    expect((await verify(aya, library)).findings).toEqual([])
  })

  it('puts a video back from what is still prepared on the device, without any mirror', async () => {
    const { aya, folder, library } = await twoWithALibrary()
    const [video = ''] = filesIn(folder).filter((path) => path.endsWith('video.mp4'))
    const bytes = readFileSync(join(folder, video))
    prepareVideo(aya, 'bbbbbbbbbbbbbbbb')
    writeFileSync(join(aya.profileDir, 'prepared', 'bbbbbbbbbbbbbbbb', 'video.mp4'), bytes)
    rmSync(join(folder, video))
    expect(await repair(aya, library)).toMatchObject({ fileCount: 1, putBack: [video], missing: [] })
    expect(readFileSync(join(folder, video))).toEqual(bytes)
  })

  it('brings no words back that were withdrawn after the mirror was made', async () => {
    const { aya, folder, library, shown, mirror } = await twoWithALibrary()
    await mirrorTo(aya, library, mirror)
    await aya.say(library, { request: 'withdraw', id: shown })
    const entries = filesIn(folder).filter((path) => path.startsWith('ops/'))
    empty(folder)
    const done = await repair(aya, library)
    // the withdrawal itself came after the mirror: this device says it once more, as it said it then
    expect(done).toMatchObject({ missing: [], isIndexRebuilt: true })
    expect(filesIn(folder).filter((path) => path.startsWith('ops/'))).toEqual(entries)
    expect(await titles(aya, library)).not.toContain('Refunds settle again')
    expect(filesWith(folder, 'Refunds settle.')).toEqual([])
    expect(filesIn(folder).some((path) => path.endsWith('video.mp4'))).toBe(false)
  })

  it('says what to do where the folder is gone and no mirror is known', async () => {
    const { aya, folder, library } = await twoWithALibrary()
    empty(folder)
    await expect(repair(aya, library)).rejects.toThrow('folder-vanished')
  })
})
