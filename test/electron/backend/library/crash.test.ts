import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parseBatch } from '../../../../domain/library/batch.ts'
import { chanceOf } from '../../../simulation/chance.ts'
import { type Step, stepOf, tornFilesIn } from './crash-steps.ts'
import { filesIn, prepareVideo, thread, until } from './devices.ts'
import { setUpDevices } from './setup.ts'

const devices = setUpDevices('crash')
const child = fileURLToPath(new URL('./publishing-child.ts', import.meta.url))
const killCount = 100
const videoBytes = 3_000_000

interface Run {
  /** It told that what it was asked for is kept. */
  isAccepted: boolean
  /** From the request until it was kept, and from then until all of it was in the folder. */
  keepingMs: number
  publishingMs: number
}

/** When to kill: so long after the child has told this. */
interface Kill {
  after: 'asking' | 'accepted'
  ms: number
}

/** Runs the child to its end, or kills it. `cache` keeps compiled code. */
function publish(args: string[], { cache, kill }: { cache: string; kill: Kill | null }): Promise<Run> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NODE_COMPILE_CACHE: cache }
    const running = spawn(process.execPath, [child, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    const toldAtMs = new Map<string, number>()
    running.stdout.on('data', (data: Buffer) => {
      for (const line of data.toString().trim().split('\n')) {
        toldAtMs.set(line, performance.now())
        if (line === kill?.after) setTimeout(() => running.kill('SIGKILL'), kill.ms)
      }
    })
    running.once('error', reject)
    running.once('close', (code, signal) => {
      if (code !== 0 && signal !== 'SIGKILL') reject(new Error(`the child ended with ${code}`))
      const [askedMs = 0, acceptedMs = 0, publishedMs = 0] = ['asking', 'accepted', 'published'].map((line) =>
        toldAtMs.get(line),
      )
      const tookMs = { keepingMs: acceptedMs - askedMs, publishingMs: publishedMs - acceptedMs }
      resolve({ isAccepted: toldAtMs.has('accepted'), ...tookMs })
    })
  })
}

describe('a device that is killed while it publishes', () => {
  it(`says after ${killCount} kills all that it had accepted, each once, whole and in one unbroken chain`, async () => {
    const chance = chanceOf(100)
    const root = devices.folder()
    const profileDir = join(root, 'aya')
    const folder = join(root, 'shared')
    const first = await devices.start({ profileDir })
    const { id: library } = await first.create(folder)
    const threadId = await first.say(library, thread)
    const cache = join(root, 'compiled')
    const videos = new Set<string>()
    const checked = new Set<string>()
    await first.close()

    /** Every other update has a video. */
    function argsOf(round: number): string[] {
      const title = `round-${round}-ends`
      const prepared = `${chanceOf(round).word()}abcd`
      if (round % 2 === 0) return [profileDir, library, threadId, title]
      videos.add(
        createHash('sha256')
          .update(prepareVideo({ profileDir }, prepared, videoBytes))
          .digest('hex'),
      )
      return [profileDir, library, threadId, title, prepared]
    }

    // how long it takes when nobody kills it, the second time of two since the first one fills caches
    const lengths = new Map<number, Run>()
    for (const round of [-4, -3, -2, -1]) {
      lengths.set(Math.abs(round % 2), await publish(argsOf(round), { cache, kill: null }))
    }

    const accepted = [-4, -3, -2, -1].map((round) => `round-${round}-ends`)
    const steps = new Map<Step, number>()
    for (let round = 1; round <= killCount; round += 1) {
      const { keepingMs = 0, publishingMs = 0 } = lengths.get(round % 2) ?? {}
      // a third of them while it is being kept, the others on the way into the folder; spread evenly, and at random within
      const part = (round + chance.below(1000) / 1000) / killCount
      const kill: Kill =
        round % 3 === 0 ? { after: 'asking', ms: part * keepingMs } : { after: 'accepted', ms: part * publishingMs }
      const { isAccepted } = await publish(argsOf(round), { cache, kill })
      const title = `round-${round}-ends`
      if (isAccepted) accepted.push(title)
      const step = stepOf({ profileDir, library, folder, title })
      steps.set(step, (steps.get(step) ?? 0) + 1)
      expect(tornFilesIn(folder, { videos, checked }), `after round ${round}, at: ${step}`).toEqual([])
    }

    const again = await devices.start({ profileDir })
    await until(async () => (await again.outbox()).length === 0)
    console.log([...steps].map(([step, count]) => `${count} ${step}`).join(', '))
    const files = filesIn(folder)
    const titles: string[] = []
    const seqs: number[] = []
    let updateCount = 0
    for (const path of files.filter((file) => file.startsWith('ops/'))) {
      const batch = parseBatch(readFileSync(join(folder, path), 'utf8'))
      if ('reason' in batch) throw new Error(batch.reason)
      seqs.push(batch.head.seq)
      updateCount += batch.head.ops.filter(({ kind }) => kind === 'update.version').length
      titles.push(...[...batch.words.values()].map(({ text }) => text).filter((text) => /^round-.*-ends$/.test(text)))
    }
    expect(seqs.sort((a, b) => a - b)).toEqual(Array.from({ length: seqs.length }, (_, place) => place + 1))
    expect(new Set(titles).size).toBe(titles.length)
    expect(accepted.filter((title) => !titles.includes(title))).toEqual([])
    expect(files.filter((path) => path.endsWith('/item.md'))).toHaveLength(updateCount)
    expect(files.filter((path) => path.endsWith('/manifest.json'))).toHaveLength(updateCount)
    expect(files.filter((path) => path.endsWith('.tmp'))).toEqual([])
    expect(tornFilesIn(folder, { videos, checked: new Set() })).toEqual([])
    // of eleven; the shortest ones last for less than a millisecond
    expect(steps.size).toBeGreaterThanOrEqual(7)
  }, 180_000)
})
