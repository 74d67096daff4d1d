import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DocumentView, ThreadView } from '../../../../domain/views/records.ts'
import type { AlteredDocument, VersionText, VersionView } from '../../../../domain/views/versions.ts'
import { type Device, filesIn, thread } from './devices.ts'
import { setUpDevices } from './setup.ts'

const devices = setUpDevices('versions')

const scan = (device: Device, library: string): Promise<unknown> =>
  device.call('POST', `/api/libraries/${library}/scan`)

async function together() {
  const { aya, ben, folder } = await devices.two()
  const { id: library, me: ayas } = await aya.create(folder)
  const { me: bens } = await ben.join(folder, 'Ben')
  await scan(aya, library)
  const at = (id: string): string => `/api/libraries/${library}/records/${id}`
  const historyOf = (device: Device, id: string, field = 'version'): Promise<VersionView[]> =>
    device.call('GET', `${at(id)}/versions?field=${field}`)
  const textOf = (device: Device, id: string, version: string): Promise<VersionText> =>
    device.call('GET', `${at(id)}/versions/${version}`)
  const alteredOf = async (device: Device, id: string): Promise<AlteredDocument | null> =>
    (await device.call<{ altered: AlteredDocument | null }>('POST', `${at(id)}/altered`)).altered
  const documentOf = async (device: Device, id: string): Promise<DocumentView> =>
    (await device.record(library, id)).view as DocumentView
  return { aya, ben, folder, library, ayas, bens, historyOf, textOf, alteredOf, documentOf }
}

/** A document that Aya and Ben both change before either sees the other's words. */
async function changedAtOnce() {
  const world = await together()
  const { aya, ben, library } = world
  const title = 'Access'
  const id = await aya.say(library, { request: 'document.write', title, text: 'One.\n\nTwo.', thread: null })
  await scan(ben, library)
  const { version: first } = await world.documentOf(ben, id)
  const change = (text: string) => ({ request: 'document.change' as const, id, basedOn: [first], title, text })
  await Promise.all([
    aya.say(library, change('One, by Aya.\n\nTwo.')),
    ben.say(library, change('One.\n\nTwo, by Ben.')),
  ])
  await scan(aya, library)
  await scan(ben, library)
  return { ...world, id, first }
}

describe('versions written at the same time', () => {
  it('are both kept, named with their person, readable in full, and know what both began from', async () => {
    const { aya, ben, id, first, ayas, bens, historyOf, textOf, documentOf } = await changedAtOnce()
    const view = await documentOf(aya, id)
    expect(await documentOf(ben, id)).toEqual(view)
    expect(view.disputes).toMatchObject([{ field: 'version', others: [{ version: view.concurrentVersions[0] }] }])
    const history = await historyOf(aya, id)
    expect(history.map(({ state }) => state)).toEqual(['shown', 'beside', 'past'])
    expect(new Set(history.slice(0, 2).map(({ by }) => by))).toEqual(new Set([ayas, bens]))
    expect(history[1]).toMatchObject({ base: first })
    const texts = await Promise.all(history.map(({ version }) => textOf(aya, id, version)))
    expect(new Set(texts.map(({ parts }) => parts[0]?.text))).toEqual(
      new Set(['One, by Aya.\n\nTwo.', 'One.\n\nTwo, by Ben.', 'One.\n\nTwo.']),
    )
  })

  it('end when one of them is kept, and stay in the history', async () => {
    const { aya, ben, library, id, historyOf, documentOf } = await changedAtOnce()
    const [, beside] = await historyOf(aya, id)
    const version = beside?.version ?? ''
    await aya.say(library, { request: 'version.keep', id, field: 'version', version })
    await scan(ben, library)
    const view = await documentOf(ben, id)
    expect(view).not.toHaveProperty('disputes')
    expect(view.concurrentVersions).toEqual([])
    expect(await historyOf(ben, id)).toHaveLength(4)
  })

  it('of a thread’s name are told as those of a document are', async () => {
    const { aya, ben, library, textOf } = await together()
    const id = await aya.say(library, thread)
    await scan(ben, library)
    const named = (name: string) => ({ ...thread, request: 'thread.change' as const, id, name })
    await Promise.all([aya.say(library, named('Refunds')), ben.say(library, named('Payouts'))])
    await scan(aya, library)
    const view = (await aya.record(library, id)).view as ThreadView
    const [dispute] = view.disputes ?? []
    expect(dispute).toMatchObject({ field: 'about' })
    const other = await textOf(aya, id, dispute?.others[0]?.version ?? '')
    expect(new Set([view.name, other.title])).toEqual(new Set(['Refunds', 'Payouts']))
    await aya.say(library, { request: 'version.keep', id, field: 'about', version: other.version })
    const kept = (await aya.record(library, id)).view as ThreadView
    expect(kept.name).toBe(other.title)
    expect(kept).not.toHaveProperty('disputes')
  })
})

describe('a document that another program altered', () => {
  it('is offered as a version; two who take it say one and the same, and the true file is put back', async () => {
    const { aya, ben, folder, library, bens, alteredOf, documentOf, historyOf } = await together()
    const id = await aya.say(library, { request: 'document.write', title: 'Access', text: 'One.', thread: null })
    await scan(ben, library)
    expect(await alteredOf(ben, id)).toBeNull()
    const path = join(folder, filesIn(folder).find((name) => name.includes(id) && name.endsWith('item.md')) ?? '')
    const published = readFileSync(path, 'utf8')
    chmodSync(path, 0o644)
    writeFileSync(path, published.replace('One.', 'One.\n\n- written in another editor'))
    expect(await ben.call('GET', `/api/libraries/${library}/altered`)).toEqual([{ id, title: 'Access' }])
    const altered = await alteredOf(ben, id)
    expect(altered).toMatchObject({ title: 'Access', text: 'One.\n\n- written in another editor' })
    expect(await alteredOf(aya, id)).toEqual(altered)

    const { version, markdown } = altered as AlteredDocument
    const take = { request: 'document.take-altered' as const, id, version, markdown }
    await Promise.all([aya.say(library, take), ben.say(library, take)])
    await scan(aya, library)
    await scan(ben, library)
    const view = await documentOf(aya, id)
    expect(view).toMatchObject({ concurrentVersions: [], author: expect.not.stringMatching(bens) })
    expect(view).not.toHaveProperty('disputes')
    expect((await aya.record(library, id)).text).toBe('One.\n\n- written in another editor')
    expect(await historyOf(ben, id)).toHaveLength(2)
    expect(readFileSync(path, 'utf8')).not.toBe(published)
    expect(await alteredOf(ben, id)).toBeNull()
    expect(readFileSync(path, 'utf8')).toBe(published)

    await ben.say(library, {
      request: 'document.change',
      ...{ id, basedOn: [view.version], title: 'Access', text: 'Settled.' },
    })
    await scan(aya, library)
    expect(await documentOf(aya, id)).toMatchObject({ excerpt: 'Settled.', concurrentVersions: [] })
  })

  it('is not spoken of where only line ends or the words around the text differ', async () => {
    const { aya, folder, library, alteredOf } = await together()
    const id = await aya.say(library, {
      request: 'document.write',
      title: 'Access',
      text: 'One.\n\nTwo.',
      thread: null,
    })
    const path = join(folder, filesIn(folder).find((name) => name.includes(id) && name.endsWith('item.md')) ?? '')
    chmodSync(path, 0o644)
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('\n', '\r\n'))
    expect(await alteredOf(aya, id)).toBeNull()
  })
})
