import type { EventBus } from '../events.ts'
import { requireLibrary } from './folder-identity.ts'
import { type HealDeps, healFork } from './heal.ts'
import type { oneAtATime } from './one-at-a-time.ts'
import type { Waiting } from './waiting.ts'

export interface HealingParts {
  deps: Omit<HealDeps, 'takeBack' | 'unsaid'> & { bus: Pick<EventBus, 'publish'> }
  publisher: Pick<HealDeps, 'takeBack'>
  entries: readonly Waiting[]
  alone: ReturnType<typeof oneAtATime>
}

/** Lets a profile that was copied, or put back from a backup, go on under a new key with all that waits. */
export interface Healing {
  /** Something new was read, among it perhaps what another life of this profile has said. */
  suspect(): void
  readonly isSuspected: boolean
  /** Answers the entry that is signed and not in the folder: none under a new key, whose entries are others. */
  run(unsaid: Waiting | null): Promise<Waiting | null>
}

export function createHealing({ deps, publisher, entries, alone }: HealingParts): Healing {
  let hasLooked = false
  let isSuspected = false

  async function heal(unsaid: Waiting | null): Promise<boolean> {
    const isOther = await healFork({ ...deps, takeBack: publisher.takeBack, unsaid: unsaid?.entry ?? null })
    if (!isOther) return false
    const kept = new Map((await deps.store.list()).map((entry) => [entry.id, entry]))
    for (const waiting of entries) waiting.entry = kept.get(waiting.entry.id) ?? waiting.entry
    return true
  }

  return {
    suspect() {
      isSuspected = true
    },
    get isSuspected() {
      return isSuspected
    },
    async run(unsaid) {
      isSuspected = false
      // only the folder tells what another life of this profile has said
      if (!hasLooked) {
        await requireLibrary(deps)
        await deps.scan()
        hasLooked = true
      }
      if (!(await alone(() => heal(unsaid)))) return unsaid
      // who speaks for whom is read from the folder like everything else
      await deps.scan()
      deps.bus.publish({ type: 'libraries' })
      return null
    },
  }
}
