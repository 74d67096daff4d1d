import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { expectUnharmed, hostileWorld } from '../../../../support/hostile-library.ts'
import { putFile, sha256, type TestOperation, TestWriter, toBase32 } from '../../../../support/library-writer.ts'
import {
  newComment,
  newDecision,
  newDocument,
  newThread,
  newUpdate,
  profileOf,
  type TestRecord,
} from '../../../../support/test-records.ts'

const notSigned = 'its signature is not its writer’s'
const notOfThisFormat = 'its head is not one of this format'

/** Text that would do something if it were taken for more than text. */
const markup = '<img src=x onerror="globalThis.harmed=1"><script>globalThis.harmed=1</script>{{7*7}}'
const strange = 'a\u202egnp.exe\u2066\u0000\u0007\u001b[31mred\ufeff\u200b'

describe('bytes that are not what they say', () => {
  it('are pending with the reason, and change nothing', async () => {
    const world = hostileWorld()
    const { dir, mallory, index, library } = world
    const folder = `ops/${mallory.id}/202611`
    const { text } = mallory.batch([profileOf(mallory, 'Mallory')])
    const [head = '', signature = '', words = ''] = text.split('\n')
    const put = (name: string, bytes: string | Uint8Array) => putFile(join(dir, folder, `${name}.json`), bytes)
    const latin = Buffer.from(text.replace('Mallory', 'M\u00e9lodie'), 'latin1')
    put('1-bad-utf8', latin)
    put('2-mark', `\ufeff${text}`)
    put('3-empty', '')
    put('4-two-lines', `${head}\n${signature}`)
    put('5-other-library', text.replace(library, 'a'.repeat(26)))
    put('6-changed', text.replace('Mallory', 'Melodie'))
    put('7-signed-twice', `${head}\n${signature.replace('"signature":"', '"signature":"A')}\n${words}\n`)
    put('8-half-second', `${head.replace(/"hlc":\[\d+/, '"hlc":[1.5')}\n${signature}\n${words}\n`)
    put('9-far-away', `${head.replace(/"hlc":\[\d+/, '"hlc":[1e300')}\n${signature}\n${words}\n`)
    put('a-endless', `${head.replace(/"seq":1/, '"seq":1e999')}\n${signature}\n${words}\n`)
    put('b-list', `[]\n[]\n[]\n`)
    put('c-null', `null\nnull\nnull\n`)
    put('d-words', `${head}\n${signature}\n[1]\n`)
    await index.scan('all')
    const reasons = Object.fromEntries(
      (await index.pending()).map(({ path, reason }) => [path.split('/').at(-1), reason]),
    )
    expect(reasons).toEqual({
      '1-bad-utf8.json': 'it holds bytes that are no text',
      '2-mark.json': notOfThisFormat,
      '3-empty.json': 'the file is not whole',
      '4-two-lines.json': 'the file is not whole',
      '5-other-library.json': 'it belongs to another library',
      '6-changed.json': notSigned,
      '7-signed-twice.json': notSigned,
      '8-half-second.json': notOfThisFormat,
      '9-far-away.json': notOfThisFormat,
      'a-endless.json': notOfThisFormat,
      'b-list.json': notOfThisFormat,
      'c-null.json': notOfThisFormat,
      'd-words.json': 'its words are not whole',
    })
    expect(await world.view('person', mallory.id)).toBeNull()
    await expectUnharmed(world)
  })

  it('count as the last of two members of one name says, and set no prototype', async () => {
    const world = hostileWorld()
    const { dir, mallory } = world
    const twice = profileOf(mallory, 'First')
    const batch = mallory.batch([twice])
    // signed as it stands, with a member in it twice
    const forged = new TestWriter({ library: world.library })
    forged.write(dir, [{ ...profileOf(forged, 'Name'), body: JSON.parse('{"__proto__":{"isOwner":true},"name":"x"}') }])
    putFile(join(dir, batch.path), batch.text)
    await world.index.scan('all')
    expect(({} as { isOwner?: boolean }).isOwner).toBeUndefined()
    expect(await world.view('person', mallory.id)).toMatchObject({ name: 'First', isOwner: false })
    // what is not as the format says is passed over: the device stands there without a name
    expect(await world.view('person', forged.id)).toMatchObject({ name: '', isOwner: false })
    await expectUnharmed(world)
  })
})

describe('someone with a key of their own', () => {
  it('leads nowhere by slugs, months, names of files and versions', async () => {
    const world = hostileWorld()
    const { dir, mallory, index, thread } = world
    const file = { name: 'video.mp4', size: 3, sha256: 'ab'.repeat(32) }
    const bodies: { [key: string]: string | object[] }[] = [
      { slug: '../../../../etc' },
      { slug: '..' },
      { month: '2026/11/../../..' },
      { month: '/etc' },
      { assets: [{ ...file, name: '../../../ownpace.json' }] },
      { assets: [{ ...file, name: 'video.mp4\u0000.txt' }] },
      { assets: [{ ...file, from: '../../etc' }] },
      { assets: [{ ...file, name: 'CON' }] },
    ]
    const ids: string[] = []
    for (const [place, change] of bodies.entries()) {
      const files = [{ name: 'video.mp4', bytes: Buffer.alloc(3) }]
      const update = newUpdate(mallory, { thread: thread.id, title: `Way out ${place}`, done: 'x', files })
      const [version, placed] = update.operations as [TestOperation, TestOperation]
      mallory.write(dir, [{ ...version, body: { ...update.body, ...change } as TestOperation['body'] }, placed])
      ids.push(update.id)
    }
    await index.scan('all')
    for (const id of ids) {
      expect(await world.view('update', id)).toBeNull()
      expect(await index.versions(id)).toEqual([])
      expect(await index.assetPath({ item: id, version: 'a'.repeat(10), asset: 'video.mp4' })).toBeNull()
    }
    for (const asset of ['../../ownpace.json', 'item.md', 'manifest.json', '__proto__', 'constructor']) {
      expect(await index.assetPath({ item: world.update.id, version: 'constructor', asset })).toBeNull()
    }
    await expectUnharmed(world)
  })

  it('speaks for nobody else: not by their name, their chain, their claim or an endorsement of their own', async () => {
    const world = hostileWorld()
    const { dir, mallory, index, founder, library } = world
    mallory.write(dir, [
      { kind: 'writer.claim', subject: mallory.id, body: { person: founder.id } },
      { kind: 'writer.endorse', subject: mallory.id, body: { person: founder.id } },
      { kind: `library.owner:${mallory.id}`, subject: library, body: { present: true } },
      { kind: 'library.needs', subject: library, body: { minReader: 99, minWriter: 99 } },
      { kind: 'writer.close', subject: founder.id, body: { lastSeq: 0 } },
      { kind: 'person.profile', subject: founder.id, body: profileOf(founder, 'Mallory was here').body },
      { kind: 'update.hidden', subject: world.update.id, body: { hidden: true } },
      { kind: 'update.withdrawn', subject: world.update.id, body: {} },
    ])
    await index.scan('all')
    await expectUnharmed(world)
    expect((await index.heads(library)).some(({ field }) => field === 'needs')).toBe(false)
  })

  it('cannot hide another’s batch behind a pack, nor say anything in it for them', async () => {
    const world = hostileWorld()
    const { dir, mallory, index, founder, batches } = world
    const own = mallory.batch([profileOf(mallory, 'Mallory')])
    const forged = (own.text.split('\n')[0] ?? '').replace(mallory.id, founder.id).replace('"Mallory"', '"Forged"')
    const lines = [
      own.text,
      batches[0]?.text ?? '',
      `${forged}\n${own.text.split('\n')[1]}\n{}\n`,
      'not a line of anything\n',
      batches[1]?.text ?? '',
    ]
    const heads = lines.map((text) => `${text.split('\n')[0]}\n`).join('')
    const name = `00000001-00000004-${toBase32(sha256(heads)).slice(0, 26)}.jsonl`
    putFile(join(dir, 'ops', founder.id, 'packs', name), lines.join(''))
    await index.scan('all')
    await expectUnharmed(world)
    expect(await index.pending()).toMatchObject([{ path: `ops/${founder.id}/packs/${name}` }])
  })
})

describe('names that no one would give', () => {
  it('are listed and read, or passed over, and nothing is made of them', async () => {
    const world = hostileWorld()
    const { dir, month, index, batches } = world
    const folder = join(dir, month)
    const names = [
      'a\u202egpj.json',
      'new\nline.json',
      'tab\t\u0007bell\u001b[2J.json',
      ' .json',
      '..json',
      '%2e%2e%2f.json',
    ]
    for (const name of names) writeFileSync(join(folder, name), 'nothing')
    copyFileSync(join(dir, batches[0]?.path ?? ''), join(folder, `${'\u202e'}evil.json`))
    writeFileSync(
      Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff, 0xfe]), Buffer.from('.json')]),
      'nothing',
    )
    mkdirSync(join(dir, 'ops', '__proto__'))
    mkdirSync(join(dir, 'ops', 'constructor', '202611'), { recursive: true })
    await index.scan('all')
    await index.scan('all')
    const listed = (await index.pending()).map(({ path }) => path.slice(month.length + 1))
    for (const name of names.filter((each) => !each.startsWith('.'))) expect(listed).toContain(name)
    expect(new Set(listed).size).toBe(listed.length)
    await expectUnharmed(world)
  })
})

describe('words that would do something if they were more than words', () => {
  it.each([markup, strange, '__proto__', 'constructor', '\ufffd\ufffe', "'; DROP TABLE words; --"])(
    'stay text: %j',
    async (said) => {
      const world = hostileWorld()
      const { dir, mallory, index, update } = world
      const write = <T extends TestRecord>(record: T): T => {
        mallory.write(dir, record.operations)
        return record
      }
      const thread = write(newThread(mallory, said))
      const own = write(newUpdate(mallory, { thread: thread.id, title: said, done: said, blocked: said }))
      const comment = write(newComment(mallory, { on: update.id, text: said }))
      const decision = write(newDecision(mallory, { title: said, why: said }))
      const document = write(newDocument(mallory, { title: said, text: said }))
      const label = { kind: 'writer.label', subject: mallory.id, body: { deviceName: said } }
      mallory.write(dir, [profileOf(mallory, said), label])
      await index.scan('all')
      expect(await world.view('thread', thread.id)).toMatchObject({ name: said })
      expect(await world.view('update', own.id)).toMatchObject({
        title: said,
        answers: [{ text: said }, { text: said }],
      })
      expect(await world.view('comment', comment.id)).toMatchObject({ text: said })
      expect(await world.view('decision', decision.id)).toMatchObject({ title: said, why: said })
      expect(await world.view('document', document.id)).toMatchObject({ title: said })
      expect(await world.view('person', mallory.id)).toMatchObject({ name: said, devices: [{ name: said }] })
      expect((globalThis as { harmed?: number }).harmed).toBeUndefined()
      // whatever is asked for, the question is answered and the folder left as it is
      await index.search({ text: said, limit: 10 })
      expect(existsSync(join(dir, dirname(world.batches[0]?.path ?? '')))).toBe(true)
      await expectUnharmed(world)
    },
  )
})
