import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { againSoon } from '../../../renderer/app/again-soon.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('what failed', () => {
  it('is tried again a moment later, once for all who asked meanwhile', () => {
    const work = vi.fn()
    const ask = againSoon(work)
    ask()
    ask()
    expect(work).not.toHaveBeenCalled()
    vi.advanceTimersByTime(5000)
    expect(work).toHaveBeenCalledTimes(1)
  })

  it('is tried again and again as long as it fails', () => {
    let failuresLeft = 3
    const work = vi.fn(() => {
      failuresLeft -= 1
      if (failuresLeft > 0) ask()
    })
    const ask = againSoon(work)
    ask()
    vi.advanceTimersByTime(60_000)
    expect(work).toHaveBeenCalledTimes(3)
  })
})
