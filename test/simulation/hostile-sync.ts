import { mkdirSync, renameSync, rmSync } from 'node:fs'
import type { Chance } from './chance.ts'
import { conflictName, damagedAt, withoutWords } from './misdeeds.ts'
import { type Change, type SharedCopy, sharedCopy } from './shared-copy.ts'
import { havingSeen, isSameBytes, newestOf, type Version, winnerOf } from './versions.ts'

interface Place {
  copy: SharedCopy
  has: Map<string, Version>
  /** Files that are here in part only, or not for now, though the tool has them. */
  hidden: Map<string, Version>
  isAway: boolean
}

interface Delivery {
  version: Version
  to: Place
}

/**
 * A sync tool between copies of one folder that does everything wrong which such tools were seen to do, and in the end
 * delivers everything: late, out of order, in part, twice, under names of its own, and back from the dead.
 */
export interface HostileSync {
  /** Adds a copy of the folder; whatever the others hold is on its way to it. One may begin as the copy of another. */
  add(dir: string, options?: { copyOf: string }): void
  /** Sees what a client did to its own copy, and sends it on its way to the others. */
  watch(dir: string): Change[]
  /** Does one thing, well or badly. Answers what, for the report of a failure. */
  act(): string
  /** Repairs whatever is broken and delivers all that is on its way. Answers whether anything was. */
  settle(): boolean
  /** Takes a copy's folder away, as an unmounted disk does, or brings it back. */
  setAway(dir: string, isAway: boolean): void
  isAway(dir: string): boolean
  /** Whether a file has come to a copy whole. */
  holds(dir: string, path: string): boolean
  /** Whether a file has a name that the tool gave it. */
  madeName(path: string): boolean
}

export function hostileSync(chance: Chance): HostileSync {
  const places: Place[] = []
  const deliveries: Delivery[] = []
  const versions: Version[] = []
  const madeNames = new Set<string>()
  let writeCount = 0

  function newVersion(path: string, bytes: Buffer | null, seen: Iterable<Version>): Version {
    const all = new Set<number>()
    for (const version of seen) {
      all.add(version.id)
      for (const id of version.seen) all.add(id)
    }
    const version = { id: versions.length, path, bytes, seen: all }
    versions.push(version)
    return version
  }

  /** Lets a place have a new version of a file, and sends it to the others. */
  function change(place: Place, path: string, bytes: Buffer | null): void {
    const before = place.has.get(path)
    const version = newVersion(path, bytes, before ? [before] : [])
    place.has.set(path, version)
    place.hidden.delete(path)
    for (const to of places) if (to !== place) deliveries.push({ version, to })
  }

  function write(place: Place, version: Version): void {
    writeCount += 1
    place.has.set(version.path, version)
    place.hidden.delete(version.path)
    place.copy.put(version.path, version.bytes)
  }

  function deliver({ version, to }: Delivery): void {
    const { path } = version
    const has = to.has.get(path)
    if (has && (has.id === version.id || has.seen.has(version.id))) return
    if (!has || version.seen.has(has.id)) {
      write(to, version)
      return
    }
    // what was changed here and there: one of both stays, and the other is kept beside it
    const winner = winnerOf(has, version)
    const loser = winner === has ? version : has
    write(to, havingSeen(winner, [loser]))
    if (isSameBytes(has, version) || loser.bytes === null) return
    const name = conflictName(path, String(20_261_100 + (loser.id % 100)))
    if (!to.has.get(name)?.bytes) copyTo(to, name, loser.bytes)
  }

  /** A file under a name of the tool's own, which it then syncs as any other. */
  function copyTo(place: Place, path: string, bytes: Buffer): void {
    madeNames.add(path)
    place.copy.put(path, bytes)
    change(place, path, bytes)
  }

  const here = (): Place[] => places.filter(({ isAway }) => !isAway)

  function someFile(place: Place, pattern = /^(ops|media)\//): string | null {
    const paths = place.copy.paths().filter((path) => pattern.test(path) && !place.hidden.has(path))
    return paths.length === 0 ? null : chance.pick(paths)
  }

  function takeDelivery(): Delivery | null {
    const open = deliveries.filter(({ to }) => !to.isAway)
    if (open.length === 0) return null
    const taken = chance.pick(open)
    deliveries.splice(deliveries.indexOf(taken), 1)
    return taken
  }

  const acts: Record<string, () => string> = {
    deliver() {
      const done: string[] = []
      for (let left = 1 + chance.below(6); left > 0; left -= 1) {
        const delivery = takeDelivery()
        if (!delivery) break
        deliver(delivery)
        // twice, and perhaps much later
        if (chance.in100(15)) deliveries.push(delivery)
        done.push(`${delivery.version.path}#${delivery.version.id} to ${delivery.to.copy.dir}`)
      }
      return `delivered ${done.join(', ')}`
    },
    deliverInPart() {
      const delivery = takeDelivery()
      if (!delivery) return 'nothing to deliver in part'
      const { version, to } = delivery
      if (version.bytes === null || to.has.has(version.path)) {
        deliver(delivery)
        return `delivered ${version.path}`
      }
      to.has.set(version.path, version)
      to.copy.put(version.path, version.bytes.subarray(0, chance.below(version.bytes.length + 1)))
      to.hidden.set(version.path, version)
      return `delivered a part of ${version.path} to ${to.copy.dir}`
    },
    completePart() {
      const place = chance.pick(here())
      const [version] = place.hidden.values()
      if (!version) return 'nothing to complete'
      write(place, version)
      return `completed ${version.path} in ${place.copy.dir}`
    },
    makeConflictCopy() {
      const place = chance.pick(here())
      const path = someFile(place)
      if (path === null) return 'nothing to copy'
      // often an old state of the file, such as one from before words were withdrawn
      const states = versions.filter((version) => version.path === path && version.bytes !== null)
      const bytes = chance.pick(states).bytes
      const name = conflictName(path, chance.pick(['conflicted copy', '1', '20261101-120000-ABCDEFG']))
      if (bytes === null || place.has.get(name)?.bytes) return 'copied already'
      copyTo(place, name, bytes)
      return `made ${name} in ${place.copy.dir}`
    },
    doubleFolder() {
      const place = chance.pick(here())
      const path = someFile(place)
      if (path === null) return 'nothing to double'
      const parts = path.split('/')
      const level = path.startsWith('ops/') ? 1 + chance.below(parts.length - 2) : parts.length - 2
      const from = `${parts.slice(0, level + 1).join('/')}/`
      const to = `${from.slice(0, -1)} (${1 + chance.below(2)})/`
      const insides = place.copy.paths().filter((one) => one.startsWith(from) && !place.hidden.has(one))
      for (const inside of insides) {
        const bytes = place.copy.bytesAt(inside)
        const doubled = to + inside.slice(from.length)
        if (bytes && doubled.length < 250 && !place.has.get(doubled)?.bytes) copyTo(place, doubled, bytes)
      }
      return `doubled ${from} in ${place.copy.dir}`
    },
    deleteCopy() {
      const place = chance.pick(here())
      const copies = place.copy.paths().filter((path) => madeNames.has(path) && !place.hidden.has(path))
      if (copies.length === 0) return 'no copy to delete'
      const path = chance.pick(copies)
      place.copy.put(path, null)
      change(place, path, null)
      return `deleted ${path} in ${place.copy.dir}`
    },
    loseForNow() {
      const place = chance.pick(here())
      const path = someFile(place)
      const version = path === null ? undefined : place.has.get(path)
      if (path === null || !version?.bytes) return 'nothing to lose'
      place.copy.put(path, null)
      place.hidden.set(path, version)
      return `lost ${path} in ${place.copy.dir} for now`
    },
    damageForNow() {
      const place = chance.pick(here())
      const path = someFile(place)
      const bytes = path === null ? null : place.copy.bytesAt(path)
      const version = path === null ? undefined : place.has.get(path)
      if (path === null || !version || !bytes?.length) return 'nothing to damage'
      place.copy.put(path, damagedAt(bytes, chance.below(bytes.length)))
      place.hidden.set(path, version)
      return `damaged ${path} in ${place.copy.dir} for now`
    },
    stripWords() {
      const place = chance.pick(here())
      const path = someFile(place, /^ops\/.*\.json$/)
      const stripped = path === null ? null : withoutWords(place.copy.bytesAt(path))
      if (path === null || stripped === null) return 'no words to take'
      place.copy.put(path, stripped)
      change(place, path, stripped)
      return `took the words of ${path} in ${place.copy.dir}`
    },
    bringOldStateBack() {
      const place = chance.pick(here())
      const old = versions.filter(
        ({ path, bytes, id }) =>
          bytes !== null && place.has.get(path)?.seen.has(id) && !place.hidden.has(path) && path !== 'ownpace.json',
      )
      if (old.length === 0) return 'no old state'
      const { path, bytes } = chance.pick(old)
      place.copy.put(path, bytes)
      change(place, path, bytes)
      return `brought an old state of ${path} back in ${place.copy.dir}`
    },
  }

  return {
    add(dir, { copyOf } = { copyOf: '' }) {
      const place: Place = { copy: sharedCopy(dir), has: new Map(), hidden: new Map(), isAway: false }
      const copied = places.find(({ copy }) => copy.dir === copyOf)
      for (const [path, version] of copied?.has ?? []) if (!copied?.hidden.has(path)) write(place, version)
      const known = places.flatMap(({ has }) => [...has.values()])
      for (const version of new Set(known)) deliveries.push({ version, to: place })
      places.push(place)
    },
    watch(dir) {
      const place = placeOf(dir)
      if (place.isAway) return []
      const changes = place.copy.look()
      for (const { path, after } of changes) change(place, path, after)
      return changes
    },
    act() {
      if (here().length === 0) return 'all folders are away'
      const name = chance.weighted([
        [50, 'deliver'],
        [8, 'deliverInPart'],
        [8, 'completePart'],
        [6, 'makeConflictCopy'],
        [2, 'doubleFolder'],
        [4, 'deleteCopy'],
        [5, 'loseForNow'],
        [3, 'bringOldStateBack'],
        [4, 'damageForNow'],
        [3, 'stripWords'],
      ] as const)
      return acts[name]?.() ?? ''
    },
    settle() {
      const before = writeCount
      for (const place of places) for (const version of [...place.hidden.values()]) write(place, version)
      while (deliveries.length > 0) {
        const [delivery] = deliveries.splice(chance.below(deliveries.length), 1)
        if (delivery) deliver(delivery)
      }
      // whatever the order did to them, in the end all copies are one
      for (const path of new Set(places.flatMap(({ has }) => [...has.keys()]))) {
        const all = places.map(({ has }) => has.get(path))
        const newest = newestOf(all.flatMap((version) => version ?? []))
        for (const [number, place] of places.entries()) {
          const has = all[number]
          if (!has || !isSameBytes(has, newest)) write(place, newest)
          else place.has.set(path, newest)
        }
      }
      return writeCount > before
    },
    setAway(dir, isAway) {
      const place = placeOf(dir)
      if (place.isAway === isAway) return
      place.isAway = isAway
      if (isAway) renameSync(dir, `${dir}.away`)
      // a disk that is not mounted leaves an empty folder behind
      if (isAway && chance.in100(50)) mkdirSync(dir)
      if (!isAway) {
        rmSync(dir, { recursive: true, force: true })
        renameSync(`${dir}.away`, dir)
      }
    },
    isAway: (dir) => placeOf(dir).isAway,
    holds: (dir, path) => !placeOf(dir).hidden.has(path) && placeOf(dir).copy.bytesAt(path) !== null,
    madeName: (path) => madeNames.has(path),
  }

  function placeOf(dir: string): Place {
    const place = places.find(({ copy }) => copy.dir === dir)
    if (!place) throw new Error(`no copy at ${dir}`)
    return place
  }
}
