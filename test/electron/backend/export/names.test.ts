import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LearningPathView, RecordView } from '../../../../domain/views/records.ts'
import { contentOf } from '../../../../electron/backend/export/content.ts'
import { humanName, nameKey, uniqueNames } from '../../../../electron/backend/export/names.ts'
import { pageIn, planCopy, planLibrary, relativeAddress } from '../../../../electron/backend/export/site-plan.ts'
import { wordingIn } from '../../../../electron/backend/export/wording.ts'
import { personView, threadView, updateView } from '../../../support/views.ts'

const nasty = fc.constantFrom(
  ...[
    '..',
    '.',
    '/',
    '\\',
    '../../etc/passwd',
    'C:\\x',
    'CON',
    'nul.txt',
    'COM1',
    'lpt9.',
    'a.',
    'a ',
    ' ',
    '~',
    '.git',
  ],
  ...['index.html', 'INDEX.HTML', 'words.md', 'site', 'a:b', 'a\0b', 'a\nb', '\u202egpj.exe', '\ud800', 'é', 'e\u0301'],
  ...[
    'Straße',
    'STRASSE',
    'ﬁle',
    'file',
    'ſ',
    'İ',
    'i̇',
    '👨‍👩‍👧‍👦'.repeat(30),
    'x'.repeat(300),
    'x'.repeat(301),
    '𠮷'.repeat(80),
    '%2e%2e%2f',
  ],
)
const anyText = fc.oneof(
  nasty,
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 120 }),
)

const reservedOnWindows = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

function expectsFit(name: string): void {
  expect(name.length).toBeGreaterThan(0)
  expect(name.length).toBeLessThanOrEqual(80)
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
  expect(name).not.toMatch(/[<>:"/\\|?*\p{Cc}\p{Cs}]|^[. ~]|[. ]$/u)
  expect(name).not.toMatch(reservedOnWindows)
}

describe('names of folders', () => {
  it('fit every file system and lead nowhere else, whatever was written', () => {
    fc.assert(
      fc.property(anyText, (text) => expectsFit(humanName(text, { fallback: 'Untitled' }))),
      { numRuns: 2000 },
    )
  })

  it('stay what a person wrote where that can be', () => {
    expect(humanName('2026-11-19 Mara – Refunds: same day?', { fallback: 'x' })).toBe(
      '2026-11-19 Mara – Refunds same day',
    )
    expect(humanName('決済 / 返金', { fallback: 'x' })).toBe('決済 - 返金')
    expect(humanName('   ', { fallback: 'Untitled' })).toBe('Untitled')
  })

  it('are each given once, on file systems too that know no case', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 30 }), (texts) => {
        const unique = uniqueNames(['index.html'])
        const names = texts.map((text) => unique(humanName(text, { fallback: 'Untitled' })))
        for (const name of names) expectsFit(name)
        expect(new Set([...names, 'index.html'].map(nameKey)).size).toBe(names.length + 1)
        expect(new Set(names.map((name) => name.normalize('NFD').toLowerCase())).size).toBe(names.length)
      }),
      { numRuns: 500 },
    )
  })
})

const wording = wordingIn('Europe/Lisbon')

/** A library in which every text was written by someone who wishes us ill. */
function hostileViews([title = '', name = '', person = '', step = '']: string[], count: number): RecordView[] {
  const views: RecordView[] = [personView('p', { name: person })]
  for (let place = 0; place < count; place += 1) {
    views.push(threadView({ id: `t${place}`, name, madeBy: 'p', people: [] }))
    views.push(updateView(`u${place}`, { author: 'p', title, thread: place % 2 === 0 ? `t${place}` : 'nowhere' }))
  }
  const path: LearningPathView = {
    ...{ kind: 'path', id: 'path', atMs: 1, author: 'p', version: 'v', editedAtMs: null, title, about: null },
    sections: [
      { id: 's', title, steps: views.map(({ id }) => ({ id: `s${id}`, item: id, title: step, asksToConfirm: false })) },
    ],
  }
  return [...views, path]
}

describe('the plan of a site', () => {
  it('has no path that leaves its folder or meets another, and its addresses lead to its files', () => {
    const root = 'file:///base/'
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 4, maxLength: 4 }), fc.integer({ min: 1, max: 8 }), (texts, count) => {
        const views = hostileViews(texts, count)
        const content = contentOf(views, async () => null)
        const path = views.at(-1) as LearningPathView
        for (const places of [planLibrary(content, wording), planCopy(path, content)]) {
          const folders = [...places.values()]
          expect(new Set(folders.map(nameKey)).size).toBe(folders.length)
          for (const folder of folders.filter((each) => each !== '')) folder.split('/').forEach(expectsFit)
          for (const from of folders) {
            for (const to of folders) {
              const base = new URL(`${pageIn(from).split('/').map(encodeURIComponent).join('/')}`, root)
              const led = new URL(relativeAddress({ fromFolder: from, path: pageIn(to) }), base)
              expect(led.href.startsWith(root)).toBe(true)
              expect(decodeURIComponent(led.pathname.slice('/base/'.length))).toBe(pageIn(to))
            }
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})
