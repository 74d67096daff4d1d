import { expect, it } from 'vitest'
import { privatePutSchema } from '../../../domain/views/private.ts'
import { latestOf } from '../../../renderer/cache/leaving.ts'

it('what is changed while the page goes away is taken in again, however often it goes', () => {
  const entries = Array.from({ length: 3000 }, (_, at) => ({ key: `draft:d${at % 1500}`, value: at, atMs: at }))
  const { entries: kept } = privatePutSchema.parse({ entries: latestOf(entries) })
  expect(kept).toHaveLength(1000)
  expect(kept.at(-1)).toEqual({ key: 'draft:d1499', value: 2999, atMs: 2999 })
  expect(latestOf([...entries.slice(0, 2), { key: 'draft:d0', value: 'new', atMs: 9 }])).toEqual([
    entries[1],
    { key: 'draft:d0', value: 'new', atMs: 9 },
  ])
})
