import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chanceOf } from './chance.ts'
import { startClient } from './client.ts'
import { hostileSync } from './hostile-sync.ts'
import { newLedger } from './ledger.ts'
import { overseer } from './overseer.ts'
import { doSomething } from './work.ts'
import type { World } from './world.ts'

const dayMs = 24 * 3600 * 1000

/** Lives through one world. Answers everything that was wrong in it; an empty list means that all held. */
export async function live(seed: number): Promise<{ complaints: string[]; story: string[] }> {
  const base = mkdtempSync(join(quickFolder(), `ownpace-simulation-${seed}-`))
  const chance = chanceOf(seed)
  const trueMs = (): number => world.nowMs
  const sync = hostileSync(chanceOf(seed + 7_000_000))
  const ledger = newLedger()
  const { lookAt } = overseer({ sync, ledger, trueMs })
  const world: World = {
    chance,
    sync,
    ledger,
    clients: [],
    complaints: [],
    story: [],
    thread: '',
    nowMs: Date.UTC(2026, 10, 2, 9) + chance.below(20) * dayMs,
    look(client) {
      const { complaints, story } = lookAt(client)
      world.complaints.push(...complaints)
      world.story.push(...story)
    },
    async goOn(client) {
      await client.goOn()
      world.look(client)
    },
    async addCopy(client, library) {
      const name = `${client.name}-copy${world.clients.length}`
      await client.pause(() => cpSync(client.profileDir, join(base, name, 'profile'), { recursive: true }))
      world.look(client)
      sync.add(join(base, name, 'shared'), { copyOf: client.dir })
      const { skewMs } = client
      const ownSeed = seed * 16 + world.clients.length
      world.clients.push(await startClient({ name, base, seed: ownSeed, skewMs, trueMs, copyOf: { library } }))
    },
  }

  try {
    await populate(world, { base, seed })
    const stepCount = 14 + chance.below(14)
    for (let step = 0; step < stepCount; step += 1) {
      world.nowMs += chance.below(3 * 3600 * 1000)
      await doSomething(world)
      for (let act = chance.below(5); act > 0; act -= 1) world.story.push(sync.act())
    }
    if (chance.in100(4)) await letSeasonPass(world)
    await comeToRest(world)
    if (world.complaints.length === 0) world.complaints.push(...(await ledger.complaints(world)))
  } catch (error) {
    world.complaints.push(`it broke: ${error instanceof Error ? error.stack : String(error)}`)
  } finally {
    for (const client of world.clients) await client.close()
    rmSync(base, { recursive: true, force: true })
  }
  for (const client of world.clients) world.story.push(`${client.name} logged: ${client.log.join(' | ')}`)
  return { complaints: world.complaints, story: world.story }
}

/** Aya founds, Ben and Cleo join, and often Aya has a second device. One of the clocks may be far off. */
async function populate(world: World, { base, seed }: { base: string; seed: number }): Promise<void> {
  const { chance, sync } = world
  const clientCount = 3 + chance.below(2)
  const oddOne = chance.below(clientCount + 2)
  const oddMs = chance.pick([Date.UTC(2040, 3, 1), Date.UTC(2001, 3, 1)]) - world.nowMs
  for (let place = 0; place < clientCount; place += 1) {
    const client = await startClient({
      name: ['aya', 'ben', 'cleo', 'aya-too'][place] ?? '',
      base,
      seed: seed * 16 + place,
      skewMs: place === oddOne ? oddMs : (chance.below(7) - 3) * 60_000,
      trueMs: () => world.nowMs,
    })
    mkdirSync(client.dir, { recursive: true })
    sync.add(client.dir)
    world.clients.push(client)
    const [aya] = world.clients
    if (place === 0 || !aya) {
      await client.found('Aya')
      world.thread = (await client.ask(thread)).id
    } else {
      while (!sync.holds(client.dir, 'ownpace.json')) sync.act()
      await client.join(place === 3 ? { claim: aya.library.writer.id } : { person: place === 1 ? 'Ben' : 'Cleo' })
      if (place === 3)
        await aya.ask({ request: 'device.endorse', writer: client.library.writer.id, person: aya.library.writer.id })
    }
    await world.goOn(client)
  }
}

/** Long enough for months to be packed and for what stands in packs to be removed. */
async function letSeasonPass(world: World): Promise<void> {
  const client = world.chance.pick(world.clients)
  world.story.push(`a season passes, ${client.name} being on every day`)
  for (let day = 0; day < 45; day += 1) {
    world.nowMs += dayMs
    for (const one of day % 9 === 8 ? world.clients : [client]) {
      await one.keepUp()
      world.look(one)
    }
    world.story.push(world.sync.act())
  }
}

/** Everything is repaired and delivered, days pass, and every device goes on until there is nothing left to do. */
async function comeToRest(world: World): Promise<void> {
  const { sync, clients } = world
  for (const client of clients) {
    client.interrupt(Number.POSITIVE_INFINITY, () => undefined)
    sync.setAway(client.dir, false)
    client.roomForFiles = Number.POSITIVE_INFINITY
  }
  world.story.push('everything is repaired and delivered from here on')
  for (let round = 0; round < 12; round += 1) {
    // by then everything is looked at again that was looked at in vain
    world.nowMs += 2 * dayMs
    const before = world.story.length
    const hasDelivered = sync.settle()
    for (const client of clients) {
      await client.goOn()
      await client.keepUp()
      world.look(client)
    }
    if (!hasDelivered && world.story.length === before && round > 0) return
  }
  world.complaints.push('the folders never came to rest')
}

/** In memory where there is a folder for it: thousands of small files are written and synced. */
function quickFolder(): string {
  return statSync('/dev/shm', { throwIfNoEntry: false })?.isDirectory() ? '/dev/shm' : tmpdir()
}

const thread = {
  request: 'thread.make',
  name: 'Payments',
  purpose: 'status',
  cadence: { every: 'week', weekday: 4, dueMinutes: 1020 },
  questions: [{ id: 'shipped', text: 'What moved?', hint: '', intent: 'plain' }],
  people: [],
  replacesMinutes: null,
  suggestedSec: 180,
} as const satisfies Extract<import('../../domain/requests/requests.ts').LibraryRequest, { request: 'thread.make' }>
