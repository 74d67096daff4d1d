import { describe, expect, it } from 'vitest'
import { fuzz } from './run.ts'
import { type FuzzTarget, must, target } from './target.ts'
import { allTargets } from './targets/all.ts'

describe('what reads foreign bytes', () => {
  it.each(allTargets.map((each) => [each.name, each] as const))(
    'keeps its promises whatever it is fed: %s',
    async (_, each) => {
      const caseCount = Math.max(3, Math.round(150 / (each.weight ?? 1)))
      const targets: FuzzTarget[] = [{ ...each, weight: 1 }]
      const { finding } = await fuzz({ targets, seed: 20_261_122, isOver: (count) => count >= caseCount })
      expect(finding).toBeNull()
    },
  )
})

describe('the fuzzer', () => {
  const fragile = target({
    name: 'fragile',
    make: (random) => random.below(50),
    check: (number) => must(number !== 7, 'it bears a seven'),
  })

  it('finds what breaks, and finds it again by seed and case alone', async () => {
    const isOver = (count: number): boolean => count >= 1000
    const { finding } = await fuzz({ targets: [fragile], seed: 1, isOver })
    expect(finding).toMatchObject({ target: 'fragile', input: '7', why: 'it bears a seven' })
    const from = finding?.caseNumber ?? 0
    const again = await fuzz({ targets: [fragile], seed: 1, from, isOver: (count) => count >= 1 })
    expect(again.finding).toEqual(finding)
  })
})
