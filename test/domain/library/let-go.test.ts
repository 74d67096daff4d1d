import { describe, expect, it } from 'vitest'
import { isLetGo, letGoBeforeMs } from '../../../domain/library/let-go.ts'

describe('when a thread lets its videos go', () => {
  it('counts calendar months, and ends at a month’s last day where it has no other', () => {
    const limit = (nowMs: number, months: number): string => new Date(letGoBeforeMs({ nowMs, months })).toISOString()
    expect(limit(Date.UTC(2026, 10, 17, 8), 3)).toBe('2026-08-17T08:00:00.000Z')
    expect(limit(Date.UTC(2026, 4, 31), 3)).toBe('2026-02-28T00:00:00.000Z')
    expect(limit(Date.UTC(2026, 0, 15), 1)).toBe('2025-12-15T00:00:00.000Z')
    expect(limit(Date.UTC(2024, 2, 31), 13)).toBe('2023-02-28T00:00:00.000Z')
  })

  it('keeps what is younger, and everything where no months are named', () => {
    const nowMs = Date.UTC(2026, 10, 17)
    expect(isLetGo({ atMs: Date.UTC(2026, 7, 1), months: 3, nowMs })).toBe(true)
    expect(isLetGo({ atMs: Date.UTC(2026, 8, 1), months: 3, nowMs })).toBe(false)
    expect(isLetGo({ atMs: 0, months: null, nowMs })).toBe(false)
  })
})
