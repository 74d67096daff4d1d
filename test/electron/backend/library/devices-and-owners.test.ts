import { describe, expect, it } from 'vitest'
import type { LibraryView } from '../../../../domain/views/library.ts'
import type { PersonView } from '../../../../domain/views/records.ts'
import { foundLibrary } from '../../../support/library-writer.ts'
import { newThread, profileOf } from '../../../support/test-records.ts'
import { type Device, thread, until, update } from './devices.ts'
import { setUpDevices } from './setup.ts'

const devices = setUpDevices('owners')

const viewOf = async (device: Device, library: string): Promise<LibraryView> => {
  const found = (await device.call<LibraryView[]>('GET', '/api/libraries')).find(({ id }) => id === library)
  if (!found) throw new Error('the library is not open')
  return found
}

const scan = (device: Device, library: string): Promise<unknown> =>
  device.call('POST', `/api/libraries/${library}/scan`)

const person = async (device: Device, library: string, id: string): Promise<PersonView> =>
  (await device.record(library, id)).view as PersonView

/** Aya founds a library with her computer; her laptop says that it is hers, too. */
async function withLaptop() {
  const root = devices.folder()
  const folder = `${root}/shared`
  const aya = await devices.start({ profileDir: `${root}/aya` })
  const laptop = await devices.start({ profileDir: `${root}/laptop` })
  const { id: library, me } = await aya.create(folder)
  await laptop.call('POST', '/api/libraries/join', { dir: folder, as: { claim: me } })
  await scan(aya, library)
  const waiting = (await person(aya, library, me)).devices.find(({ isUnconfirmed }) => isUnconfirmed)
  if (!waiting) throw new Error('the laptop is not known')
  return { root, folder, aya, laptop, library, me, laptopWriter: waiting.writer }
}

describe('a second device', () => {
  it('waits, and says so, until one click on another device of that person', async () => {
    const { aya, laptop, library, me, laptopWriter } = await withLaptop()
    expect(await viewOf(laptop, library)).toMatchObject({ isUnconfirmed: true, isClosed: false })
    await aya.say(library, { request: 'device.endorse', writer: laptopWriter, person: me })
    await scan(laptop, library)
    expect(await viewOf(laptop, library)).toMatchObject({ isUnconfirmed: false, me })
    const threadId = await laptop.say(library, thread)
    await scan(aya, library)
    expect((await aya.record(library, threadId)).view).toMatchObject({ madeBy: me })
  })

  it('is closed when it is lost: what it said before stays, and nothing counts that it says afterwards', async () => {
    const { aya, laptop, library, me, laptopWriter } = await withLaptop()
    await aya.say(library, { request: 'device.endorse', writer: laptopWriter, person: me })
    await scan(laptop, library)
    const before = await laptop.say(library, thread)
    await scan(aya, library)
    await aya.say(library, { request: 'device.close', writer: laptopWriter })
    const after = await laptop.say(library, { ...thread, name: 'By the thief' })
    await scan(aya, library)
    await scan(laptop, library)
    expect((await aya.record(library, before)).view).toMatchObject({ madeBy: me })
    await expect(aya.record(library, after)).rejects.toMatchObject({ status: 404 })
    await expect(laptop.record(library, after)).rejects.toMatchObject({ status: 404 })
    expect((await person(aya, library, me)).devices.find(({ writer }) => writer === laptopWriter)).toMatchObject({
      isClosed: true,
    })
    expect(await viewOf(laptop, library)).toMatchObject({ isClosed: true })
    await expect(laptop.ask(library, thread)).rejects.toMatchObject({ status: 403 })
  })

  it('cannot be closed by itself, nor by somebody else who owns nothing', async () => {
    const { root, folder, aya, library, me } = await withLaptop()
    await expect(aya.ask(library, { request: 'device.close', writer: me })).rejects.toMatchObject({ status: 403 })
    const ben = await devices.start({ profileDir: `${root}/ben` })
    await ben.join(folder, 'Ben')
    await expect(ben.ask(library, { request: 'device.close', writer: me })).rejects.toMatchObject({ status: 403 })
  })
})

describe('owners', () => {
  it('make a second one, who then may do what they may', async () => {
    const { aya, ben, folder } = await devices.two()
    const { id: library } = await aya.create(folder)
    const { me: bens } = await ben.join(folder, 'Ben')
    await scan(aya, library)
    await expect(ben.ask(library, { request: 'owner.add', person: bens })).rejects.toMatchObject({ status: 403 })
    await aya.say(library, { request: 'owner.add', person: bens })
    await scan(ben, library)
    expect(await person(ben, library, bens)).toMatchObject({ isOwner: true })
  })

  it('hide what should not stand there: gone for everyone else, marked for them, and back when they say so', async () => {
    const { aya, ben, folder } = await devices.two()
    const { id: library } = await aya.create(folder)
    await ben.join(folder, 'Ben')
    const threadId = await aya.say(library, thread)
    await scan(ben, library)
    const id = await ben.say(library, update(threadId, 'A password, by mistake.'))
    await scan(aya, library)
    await expect(ben.ask(library, { request: 'hide', id, isHidden: true })).rejects.toMatchObject({ status: 403 })
    await aya.say(library, { request: 'hide', id, isHidden: true })
    expect((await aya.record(library, id)).view).toMatchObject({ isHidden: true })
    await scan(ben, library)
    await expect(ben.record(library, id)).rejects.toMatchObject({ status: 404 })
    const found = await ben.call<{ hits: unknown[] }>('GET', '/api/search?q=password')
    expect(found.hits).toEqual([])
    await aya.say(library, { request: 'hide', id, isHidden: false })
    await scan(ben, library)
    expect((await ben.record(library, id)).view).not.toHaveProperty('isHidden')
  })
})

describe('a library that needs a newer app', () => {
  it('is read-only: what was known stays readable, and what is published waits', async () => {
    const folder = `${devices.folder()}/shared`
    const { founder, library } = foundLibrary(folder)
    const { id: threadId, operations } = newThread(founder, 'Payments')
    founder.write(folder, [profileOf(founder, 'Aya'), ...operations])
    const ben = await devices.start({ profileDir: `${devices.folder()}/ben` })
    expect(await ben.join(folder, 'Ben')).toMatchObject({ id: library, needsNewer: false })
    founder.write(folder, [{ kind: 'library.needs', subject: library, body: { minReader: 2, minWriter: 1 } }])
    await scan(ben, library)
    expect(await viewOf(ben, library)).toMatchObject({ needsNewer: true })
    expect((await ben.record(library, threadId)).view).toMatchObject({ name: 'Payments' })
    await ben.ask(library, update(threadId, 'Kept until the app is new.'))
    await until(async () => (await ben.outbox()).some(({ state }) => state === 'stuck'))
    expect((await ben.outbox())[0]?.failure).toMatchObject({ code: 'library-too-new' })
  })
})
