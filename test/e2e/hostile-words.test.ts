import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LibraryView } from '../../domain/views/library.ts'
import { foundLibrary, putFile, type TestOperation } from '../support/library-writer.ts'
import { newComment, newDecision, newDocument, newThread, newUpdate, type TestRecord } from '../support/test-records.ts'
import { opensHash } from './filled-library.ts'
import { type LivedDevice, type LivedWorld, openLivedWorld } from './lived-world.ts'
import { asks, joinsAsNewcomer } from './steps.ts'

/** Would be seen at once if anything of it were taken for more than text. */
const markup = '<img src=x onerror="globalThis.harmed=1"><script>globalThis.harmed=1</script>'
const turned = 'a\u202egnp.exe\u0007'

let world: LivedWorld
let device: LivedDevice
let addresses: [name: string, hash: string, shows: RegExp | string][]

/** A folder full of what someone wrote who means harm, signed as it should be. */
function writeHostileLibrary(dir: string): Record<'thread' | 'update' | 'document' | 'decision' | 'path', string> {
  const { founder, library } = foundLibrary(dir, { nowMs: Date.UTC(2027, 2, 9, 9) })
  const say = (operations: TestOperation[]) => founder.write(dir, operations)
  const made = <T extends TestRecord>(record: T): string => {
    say(record.operations)
    return record.id
  }
  const profile = { name: markup, timeZone: markup.slice(0, 64), workingDays: [1], fromMinutes: 0, toMinutes: 1440 }
  say([
    { kind: 'library.about', subject: library, body: { name: markup, purpose: 'team' } },
    { kind: 'person.profile', subject: founder.id, body: profile },
    { kind: 'writer.label', subject: founder.id, body: { deviceName: `${markup}${turned}` } },
  ])
  const thread = made(newThread(founder, markup))
  const update = made(newUpdate(founder, { thread, title: `${markup} ${turned}`, done: markup, blocked: markup }))
  made(newComment(founder, { on: update, text: `${markup} [x](javascript:globalThis.harmed=1) at 0:01` }))
  const decision = made(newDecision(founder, { title: markup, why: `${markup}\n\n![x](https://evil.invalid/x.png)` }))
  const text = `# ${markup}\n\n[x](javascript:globalThis.harmed=1) ${markup}\n\n<svg onload="globalThis.harmed=1">\n\n${'_a*'.repeat(20_000)}`
  const document = made(newDocument(founder, { title: markup, text }))
  const { subject: path, nonce } = founder.newRecord()
  const version = { slug: 'path', month: '2027/03', title: founder.words(markup), about: founder.words(markup) }
  const section = { title: founder.words(markup), position: 'a0', present: true }
  const step = { section: 'one', position: 'a0', item: document, title: founder.words(markup) }
  say([
    { kind: 'path.version', subject: path, nonce, body: version },
    { kind: 'path.section:one', subject: path, body: section },
    { kind: 'path.step:s', subject: path, body: { ...step, asksToConfirm: true, present: true } },
  ])
  putFile(join(dir, 'ops', founder.id, '202703', `<img src=x onerror=globalThis.harmed=1>${turned}.json`), 'nothing')
  return { thread, update, document, decision, path }
}

beforeAll(async () => {
  world = await openLivedWorld({ beginsAtMs: Date.UTC(2027, 2, 9, 14, 30) })
  const { thread, update, document, decision, path } = writeHostileLibrary(world.sharedDir)
  device = await world.device({ timeZone: 'Europe/Lisbon' })
  await joinsAsNewcomer(device.page, { dir: world.sharedDir })
  const [joined] = await asks<LibraryView[]>(device.page, '/api/libraries')
  const library = joined?.id ?? ''
  addresses = [
    ['catch-up', '#/', markup],
    ['thread', `#/thread/${library}/${thread}`, markup],
    ['update', `#/watch/${library}/${update}`, markup],
    ['document', `#/document/${library}/${document}`, markup],
    ['decisions', '#/decisions', markup],
    ['decision', `#/decision/${library}/${decision}`, markup],
    ['onboarding', '#/onboarding', markup],
    ['path', `#/path/${library}/${path}`, markup],
    ['step', `#/step/${library}/${path}/s`, markup],
    ['people', '#/people', markup],
    ['search', '#/search?q=onerror', 'onerror'],
    ['health', '#/health', '.json'],
    ['settings', '#/settings', markup],
  ]
})
afterAll(() => world?.close())

describe('words of someone who means harm', () => {
  it('are words on every screen, and do nothing', async () => {
    const { page, complaints } = device
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    for (const [name, hash, shows] of addresses) {
      await opensHash(page, hash)
      await page.getByRole('main').getByText(shows).first().waitFor()
      const harm = await page.evaluate(() => ({
        harmed: (globalThis as { harmed?: number }).harmed ?? 0,
        elements: document.querySelectorAll(
          'main script, main iframe, main [onerror], main [onload], main img[src="x"]',
        ).length,
        links: [...document.querySelectorAll('main a')].filter((link) =>
          (link.getAttribute('href') ?? '').includes('javascript:'),
        ).length,
      }))
      expect(harm, name).toEqual({ harmed: 0, elements: 0, links: 0 })
    }
    const origin = new URL(page.url()).origin
    expect(
      asked.filter((url) => !url.startsWith(origin) && !url.startsWith('blob:') && !url.startsWith('data:')),
    ).toEqual([])
    expect(complaints).toEqual([])
  })
})
