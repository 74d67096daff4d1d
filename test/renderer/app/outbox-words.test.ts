import { describe, expect, it } from 'vitest'
import type { OutboxEntryView } from '../../../domain/views/library.ts'
import { noticesOf } from '../../../renderer/app/outbox-words.ts'

const nowMs = 1_000_000
const entry = (change: Partial<OutboxEntryView>): OutboxEntryView => ({
  ...{ id: 'one', library: 'l', subject: 's', request: 'update.publish', title: 'Refunds', state: 'waiting' },
  ...{ publishAtMs: nowMs + 52_000, fraction: null, failure: null, prepared: null },
  ...change,
})
const told = () => false

describe('what is said of the outbox', () => {
  it('counts down what can still be undone', () => {
    expect(noticesOf({ outbox: [entry({})], nowMs, isTold: told })).toMatchObject([{ kind: 'waiting', leftSec: 52 }])
  })

  it('says nothing of what goes at once, nor of what is told elsewhere', () => {
    expect(noticesOf({ outbox: [entry({ publishAtMs: nowMs })], nowMs, isTold: told })).toEqual([])
    expect(noticesOf({ outbox: [entry({})], nowMs, isTold: () => true })).toEqual([])
  })

  it('says once why several cannot reach the folder, and that first', () => {
    const failure = { code: 'folder-vanished' as const, message: 'The folder is gone.' }
    const outbox = [
      entry({}),
      entry({ id: 'two', state: 'stuck', failure }),
      entry({ id: 'three', state: 'stuck', failure }),
    ]
    const [first, second] = noticesOf({ outbox, nowMs, isTold: told })
    expect(first).toMatchObject({ kind: 'stuck', entries: [{ id: 'two' }, { id: 'three' }] })
    expect(second?.kind).toBe('waiting')
  })
})
