import { describe, expect, it } from 'vitest'
import { Failure } from '../../../../domain/failure.ts'
import { nextTurn, noteFailure, waitingOf } from '../../../../electron/backend/library/waiting.ts'

function waiting(id: string, { subject = id, publishAtMs = 0 }: { subject?: string; publishAtMs?: number } = {}) {
  const library = 'a'.repeat(26)
  return waitingOf({ id, order: 0, library, subject, request: null, title: id, publishAtMs, video: null })
}

const at = { unsaid: null, heldUntilMs: 0, nowMs: 100 }

describe('the next turn', () => {
  it('is the first in order of those that are due', () => {
    const entries = [waiting('later', { publishAtMs: 500 }), waiting('first'), waiting('second')]
    expect(nextTurn({ ...at, entries })?.waiting.entry.id).toBe('first')
  })

  it('is the soonest where none is due', () => {
    const entries = [waiting('a', { publishAtMs: 500 }), waiting('b', { publishAtMs: 300 })]
    expect(nextTurn({ ...at, entries })).toMatchObject({ waiting: { entry: { id: 'b' } }, atMs: 300 })
    expect(nextTurn({ ...at, entries: [] })).toBeNull()
  })

  it('never goes to what builds on an earlier entry that still waits', () => {
    const entries = [waiting('publish', { subject: 's', publishAtMs: 500 }), waiting('correct', { subject: 's' })]
    expect(nextTurn({ ...at, entries })).toMatchObject({ waiting: { entry: { id: 'publish' } }, atMs: 500 })
  })

  it('goes to what is signed before all else', () => {
    const entries = [waiting('a'), waiting('signed')]
    expect(nextTurn({ ...at, entries, unsaid: entries[1] ?? null })?.waiting.entry.id).toBe('signed')
  })

  it('comes at once where a clock that was years ahead has set the time, since nothing waits longer than five minutes', () => {
    const in2040 = Date.UTC(2040, 0, 1)
    const entries = [waiting('a', { publishAtMs: in2040 })]
    expect(nextTurn({ ...at, entries, heldUntilMs: in2040 })?.atMs).toBe(at.nowMs)
  })

  it('waits for the folder, and for each entry longer after each failure', () => {
    const [a] = [waiting('a')]
    const failure = new Failure({ code: 'disk-full', message: 'Full.' })
    expect(nextTurn({ ...at, entries: [a], heldUntilMs: 900 })?.atMs).toBe(900)
    const delays = Array.from({ length: 12 }, () => {
      noteFailure(a, { failure, nowMs: 0 })
      return a.retryAtMs
    })
    expect(delays).toEqual([...delays].sort((left, right) => left - right))
    expect(delays[0]).toBe(2000)
    expect(delays.at(-1)).toBe(300_000)
  })
})
