import { describe, it } from 'vitest'
import { live } from './live.ts'

const worldsPerTest = 25
/** While one world waits for its files the other works. Neither knows of the other, so a seed's story stays its own. */
const worldsAtOnce = 2

/** Lives through so many worlds from a seed on. The first one in which something was wrong fails its test. */
export function testWorlds({ from, count }: { from: number; count: number }): void {
  describe('devices between which a hostile sync tool stands', () => {
    for (let first = from; first < from + count; first += worldsPerTest) {
      const last = Math.min(first + worldsPerTest, from + count) - 1
      it(`come to hold the same, all that was said and nothing that was withdrawn: seeds ${first} to ${last}`, async () => {
        const reports: string[] = []
        let next = first
        const liveOn = async (): Promise<void> => {
          while (next <= last && reports.length === 0) {
            const seed = next
            next += 1
            const { complaints } = await live(seed)
            if (complaints.length > 0) reports.push(reportOf(seed, complaints))
          }
        }
        await Promise.all(Array.from({ length: worldsAtOnce }, liveOn))
        if (reports.length > 0) throw new Error(reports.join('\n'))
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
