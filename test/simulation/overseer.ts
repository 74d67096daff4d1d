import type { Client } from './client.ts'
import type { HostileSync } from './hostile-sync.ts'
import { assetsNamedBy, batchesIn, complaintAbout, isPathOfFormat } from './judge.ts'
import type { Ledger } from './ledger.ts'
import type { Change } from './shared-copy.ts'

const dayMs = 24 * 3600 * 1000
/** How long loose files stay after a pack of them stands. */
const packedMarginMs = 30 * dayMs

/** Looks at all that clients do to their folders, and judges it. */
export interface Overseer {
  lookAt(client: Client): { complaints: string[]; story: string[] }
}

export function overseer({
  sync,
  ledger,
  trueMs,
}: {
  sync: HostileSync
  ledger: Ledger
  trueMs: () => number
}): Overseer {
  /** Names and hashes of the files that any batch names. */
  const named = new Set<string>()
  /** The records that any batch speaks of. */
  const said = new Set<string>()
  /** When a pack that holds a batch was first seen, by the batch's head line. */
  const packedAtMs = new Map<string, number>()

  function note({ path, after }: Change): void {
    for (const batch of after === null ? [] : (batchesIn(path, after) ?? [])) {
      for (const { subject } of batch.head.ops) said.add(subject)
      for (const { name, sha256 } of assetsNamedBy(batch)) named.add(`${name} ${sha256}`)
      if (path.endsWith('.jsonl') && !packedAtMs.has(batch.headLine)) packedAtMs.set(batch.headLine, trueMs())
    }
  }

  /** By true time: what one clock shows, in 2040 or elsewhere, is no reason to remove anything. */
  function complaintAboutRemoval({ path, before, after }: Change): string | null {
    if (after !== null || before === null || sync.madeName(path) || !isPathOfFormat(path)) return null
    const item = /^media\/.*-([a-z2-7]{16})-[a-z2-7]{10}\//.exec(path)?.[1]
    if (item !== undefined) {
      const isTakenBack = !said.has(item) || !ledger.isStanding(item)
      return isTakenBack ? null : `removed ${path}, which nobody took back`
    }
    if (path.endsWith('.jsonl')) return `removed the pack ${path}`
    const tooEarly = (batchesIn(path, before) ?? []).find(
      ({ headLine }) => trueMs() - (packedAtMs.get(headLine) ?? Number.POSITIVE_INFINITY) < packedMarginMs,
    )
    const isUnpacked = (batchesIn(path, before) ?? []).some(({ headLine }) => !packedAtMs.has(headLine))
    return isUnpacked || tooEarly ? `removed ${path} ${isUnpacked ? 'that no pack holds' : 'too early'}` : null
  }

  return {
    lookAt({ name, dir }) {
      const changes = sync.watch(dir)
      for (const change of changes) note(change)
      const complaints = changes.flatMap((change) => {
        const isMadeName = sync.madeName(change.path)
        const isNamed = (asset: { name: string; sha256: string }): boolean => named.has(`${asset.name} ${asset.sha256}`)
        return [complaintAbout(change, { isMadeName, isNamed }) ?? [], complaintAboutRemoval(change) ?? []].flat()
      })
      const did = changes.map(({ path, before, after }) => `${before ? (after ? '~' : '-') : '+'}${path}`)
      return {
        complaints: complaints.map((complaint) => `${name} ${complaint}`),
        story: did.length > 0 ? [`${name} wrote ${did.join(' ')}`] : [],
      }
    },
  }
}
