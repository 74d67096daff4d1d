import { describe, it } from 'vitest'
import { live } from './live.ts'

const worldsPerTest = 25

/** Lives through so many worlds from a seed on. The first one in which something was wrong fails its test. */
export function testWorlds({ from, count }: { from: number; count: number }): void {
  describe('devices between which a hostile sync tool stands', () => {
    for (let first = from; first < from + count; first += worldsPerTest) {
      const last = Math.min(first + worldsPerTest, from + count) - 1
      it(`come to hold the same, all that was said and nothing that was withdrawn: seeds ${first} to ${last}`, async () => {
        for (let seed = first; seed <= last; seed += 1) {
          const { complaints } = await live(seed)
          if (complaints.length > 0) throw new Error(reportOf(seed, complaints))
        }
      }, 300_000)
    }
  })
}

function reportOf(seed: number, complaints: string[]): string {
  const said = complaints.slice(0, 10).map((complaint) => `- ${complaint}`)
  const more = complaints.length > said.length ? [`- and ${complaints.length - said.length} more`] : []
  const again = `Live through it again, with its story: npm run -s simulate -- ${seed}`
  return [`In the world of seed ${seed}:`, ...said, ...more, again].join('\n')
}
