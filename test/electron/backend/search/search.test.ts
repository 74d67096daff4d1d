import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexedLibrary } from '../../../support/indexed-library.ts'
import { placeOfVersion, putFile, TestWriter } from '../../../support/library-writer.ts'
import { newComment, newDecision, newDocument, newThread, newUpdate, profileOf } from '../../../support/test-records.ts'

const captions = new TextEncoder().encode(
  'WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nGood morning\n\n00:00:30.500 --> 00:00:33.000\nThe <b>payment</b> gateway was moved\n',
)

async function withWords() {
  const indexed = indexedLibrary()
  const { founder, dir, library, index } = indexed
  const mara = new TestWriter({ library })
  founder.write(dir, [profileOf(founder, 'Aya Okafor')])
  mara.write(dir, [profileOf(mara, 'Mara Lindqvist')])
  const payments = newThread(founder, 'Payments')
  const hiring = newThread(founder, 'Hiring')
  founder.write(dir, [...payments.operations, ...hiring.operations])
  const files = [
    { name: 'captions-en.vtt', bytes: captions },
    { name: 'video.mp4', bytes: new Uint8Array(9) },
  ]
  const update = newUpdate(mara, {
    thread: payments.id,
    title: 'Monday',
    done: 'Café receipts',
    blocked: 'Waiting for the contract',
    files,
  })
  mara.write(dir, update.operations)
  putFile(`${dir}/${placeOfVersion(update.id, update.body).folder}/captions-en.vtt`, captions)
  const decision = newDecision(founder, { title: 'Move the gateway', why: 'It was slow in the contract season' })
  const guide = newDocument(founder, { title: 'Guide', text: '# Receipts\n\nKeep every receipt of a café visit.' })
  const comment = newComment(founder, { on: update.id, text: 'I sign the contract tomorrow' })
  founder.write(dir, [...decision.operations, ...guide.operations, ...comment.operations])
  await index.scan('recent')
  const find = async (text: string): Promise<string[]> =>
    (await index.search({ text, limit: 20 })).hits.map(({ id }) => id)
  return { indexed, index, find, payments, hiring, update, decision, guide, comment, mara }
}

describe('search', () => {
  it('finds words in titles, answers, transcripts, comments, documents and decisions, without regard to accents', async () => {
    const { find, update, decision, guide, comment } = await withWords()
    expect((await find('cafe')).sort()).toEqual([guide.id, update.id].sort())
    expect((await find('contract')).sort()).toEqual([comment.id, decision.id, update.id].sort())
    expect((await find('gateway')).sort()).toEqual([decision.id, update.id].sort())
  })

  it('completes the last word, and takes a phrase as it stands', async () => {
    const { find, update, guide } = await withWords()
    expect(await find('every rece')).toEqual([guide.id])
    expect(await find('every rece ')).toEqual([])
    expect(await find('rece every')).toEqual([])
    expect(await find('"gateway was moved"')).toEqual([update.id])
    expect(await find('"moved was gateway"')).toEqual([])
  })

  it('narrows by person, thread and kind', async () => {
    const { find, payments, update, decision, comment, mara } = await withWords()
    expect(await find('contract from:mara')).toEqual([update.id])
    expect(await find('contract from:"mara lind"')).toEqual([update.id])
    expect(await find(`contract from:${mara.id}`)).toEqual([update.id])
    expect(await find('contract thread:pay')).toEqual([update.id])
    expect(await find('contract thread:hiring')).toEqual([])
    expect((await find('contract kind:comment kind:decision')).sort()).toEqual([comment.id, decision.id].sort())
    expect((await find('thread:payments')).sort()).toEqual([payments.id, update.id].sort())
    expect(await find('from:nobody contract')).toEqual([])
  })

  it('shows the words around what was found, and the second at which it is said', async () => {
    const { index, update } = await withWords()
    const said = (await index.search({ text: 'moved', limit: 5 })).hits[0]
    expect(said).toMatchObject({ id: update.id, startSec: 30.5, title: 'Monday' })
    expect(said?.marks.map(([start, end]) => said.snippet.slice(start, end))).toEqual(['moved'])
    expect(said?.snippet).toContain('The payment gateway was moved')
    const written = (await index.search({ text: 'waiting', limit: 5 })).hits[0]
    expect(written).toMatchObject({ id: update.id, startSec: 9 })
  })

  it('shows of each hit its own words', async () => {
    const { index } = await withWords()
    const { hits } = await index.search({ text: 'contract', limit: 9 })
    expect(hits.length).toBeGreaterThan(2)
    expect(new Set(hits.map(({ snippet }) => snippet)).size).toBe(hits.length)
  })

  it('puts a title before a passing word, and of equals the newer first', async () => {
    const { index, indexed, find, decision, payments } = await withWords()
    expect((await find('gateway'))[0]).toBe(decision.id)
    const { founder, dir } = indexed
    const older = newUpdate(founder, { thread: payments.id, title: 'Lanterns', done: 'x' })
    founder.write(dir, older.operations, { hlcMs: Date.UTC(2025, 10, 1) })
    const newer = newUpdate(founder, { thread: payments.id, title: 'Lanterns', done: 'x' })
    founder.write(dir, newer.operations)
    await index.scan('all')
    expect(await find('lanterns')).toEqual([newer.id, older.id])
  })

  it('narrows by what was said before and after a day, a month or a year', async () => {
    const { indexed, index, find, payments } = await withWords()
    const { founder, dir } = indexed
    const write = (hlcMs: number): string => {
      const update = newUpdate(founder, { thread: payments.id, title: 'Lanterns', done: 'x' })
      founder.write(dir, update.operations, { hlcMs })
      return update.id
    }
    const older = write(new Date(2025, 2, 31, 23, 59).getTime())
    const newer = write(new Date(2025, 3, 1, 0, 1).getTime())
    await index.scan('all')
    expect(await find('lanterns before:2025-04')).toEqual([older])
    expect(await find('lanterns after:2025-04-01')).toEqual([newer])
    expect(await find('lanterns after:2025-03-31 before:2025-04-01')).toEqual([older])
    expect(await find('lanterns after:2026')).toEqual([])
    expect((await find('lanterns after:soon')).sort()).toEqual([older, newer].sort())
    expect((await find('kind:update before:2026')).sort()).toEqual([older, newer].sort())
  })

  it('finds words of languages that write none apart, with the words around them', async () => {
    const { indexed, index, find } = await withWords()
    const { founder, dir } = indexed
    const chinese = newDocument(founder, { title: '会议记录', text: '今天我们决定把支付网关迁移到新服务器。' })
    const japanese = newDocument(founder, { title: '手順書', text: '新しいAPI仕様はミーティングで説明しました。' })
    founder.write(dir, [...chinese.operations, ...japanese.operations])
    await index.scan('all')
    expect(await find('支付网关')).toEqual([chinese.id])
    expect(await find('网')).toEqual([chinese.id])
    expect(await find('记录 支付')).toEqual([chinese.id])
    expect(await find('网付')).toEqual([])
    expect(await find('ﾐｰﾃｨﾝｸﾞ')).toEqual([japanese.id])
    expect(await find('API仕様')).toEqual([japanese.id])
    const hit = (await index.search({ text: '支付网关', limit: 1 })).hits[0]
    expect(hit?.marks.map(([start, end]) => hit.snippet.slice(start, end))).toEqual(['支付网关'])
  })

  it('answers anything that can be typed', async () => {
    const { index } = await withWords()
    const token = fc.constantFrom(
      '"',
      '""',
      'NEAR(',
      'AND',
      'OR',
      'NOT',
      '*',
      '^',
      '-',
      ':',
      '(',
      ')',
      '{',
      '}',
      '+',
      'from:',
      'kind:',
      'kind:__proto__',
      'title:',
      'a',
      "'",
      ';',
      '\0',
      '\ue000',
      '\ud800',
      '%',
      '…',
      'é',
      ' ',
    )
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(token, { maxLength: 20 }).map((tokens) => tokens.join('')),
    )
    await fc.assert(
      fc.asyncProperty(typed, async (text) => {
        expect((await index.search({ text, limit: 5 })).hits.length).toBeLessThanOrEqual(5)
      }),
      { numRuns: 400 },
    )
    expect((await index.search({ text: 'a'.repeat(100_000), limit: 5 })).hits).toEqual([])
  })
})
