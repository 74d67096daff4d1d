import { type FSWatcher, watch } from 'node:fs'
import { basename, isAbsolute, join, relative } from 'node:path'
import { type Failure, toFailure } from '../../../domain/failure.ts'
import { libraryFields } from '../../../domain/records/library.ts'
import type { LibraryView } from '../../../domain/views/library.ts'
import type { EventBus } from '../events.ts'
import { requireLibrary } from './folder-identity.ts'
import type { LibraryIndex } from './index-port.ts'
import { needsNewerApp } from './needs.ts'
import type { Writer } from './writer-key.ts'

const pollInFrontMs = 2000
const pollBehindMs = 30_000

export interface LibraryWatch {
  view(): Promise<LibraryView>
  /** Reads what is new at once; resolves when a reading that began after this call has ended. Never rejects. */
  scan(): Promise<void>
  /** Whether somebody has a page open: new things are then looked for every 2 s, else every 30 s. */
  setInFront(isInFront: boolean): void
  close(): Promise<void>
}

export interface LibraryWatchDeps {
  library: string
  dir: string
  profileDir: string
  writer: Writer
  index: LibraryIndex
  bus: Pick<EventBus, 'publish'>
  /** Called when a folder that was away is there again. */
  onReturn: () => void
  /** Called when something was read that was not known. */
  onNews: () => void
  log: (line: string) => void
}

interface Known {
  epoch: string
  n: number
  pendingCount: number
  isStreamed: boolean
}

/**
 * Keeps one library's index in step with its folder. Asking the folder again and again is what it rests on, since network
 * folders tell of nothing; where the system does tell, the next look only comes sooner.
 */
export function watchLibrary(deps: LibraryWatchDeps): LibraryWatch {
  const { library, dir, index, bus, log } = deps
  let known: Known | null = null
  let failure: Failure | null = null
  let isInFront = false
  let isClosed = false
  let failureCount = 0
  let timer: NodeJS.Timeout | null = null
  let current: Promise<void> | null = null
  let next: Promise<void> | null = null

  async function look(): Promise<void> {
    try {
      await requireLibrary({ dir, library })
      accept(await index.scan('recent'))
    } catch (thrown) {
      refuse(toFailure(thrown))
    }
  }

  function accept({ hasChanged, epoch, n, pendingCount, isStreamed }: Known & { hasChanged: boolean }): void {
    const isFirst = known === null
    const wasAway = failure !== null
    const isNews = hasChanged || known?.epoch !== epoch || known.n !== n
    const isOtherCount = known?.pendingCount !== pendingCount || known.isStreamed !== isStreamed
    known = { epoch, n, pendingCount, isStreamed }
    failure = null
    failureCount = 0
    if (isClosed) return
    if (isNews) {
      bus.publish({ type: 'changed', library, epoch, n })
      deps.onNews()
    }
    if (isFirst || wasAway || isOtherCount) bus.publish({ type: 'libraries' })
    if (wasAway) deps.onReturn()
  }

  function refuse(found: Failure): void {
    failureCount += 1
    const isNews = failure?.code !== found.code
    failure = found
    if (!isNews || isClosed) return
    log(`a library is offline: ${found.code} ${String(found.cause ?? '')}`)
    bus.publish({ type: 'libraries' })
  }

  function scan(): Promise<void> {
    if (isClosed) return Promise.resolve()
    if (current === null) {
      current = look().finally(() => {
        current = null
        schedule()
      })
      return current
    }
    // a look under way may have passed what is new already: one more follows, for all who ask meanwhile
    next ??= current.then(() => {
      next = null
      return scan()
    })
    return next
  }

  function schedule(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (isClosed) return
    const pauseMs = isInFront ? pollInFrontMs : pollBehindMs
    const backedOffMs = Math.min(pauseMs * 2 ** Math.min(failureCount, 3), Math.max(pauseMs, pollBehindMs))
    timer = setTimeout(() => void scan(), backedOffMs)
  }

  const hint = hintAt({ dir, onHint: () => void scan() })
  void scan()

  return {
    scan,
    setInFront(now) {
      const isNews = now && !isInFront
      isInFront = now
      if (isNews) void scan()
    },
    async view() {
      const me = await index.personOf(deps.writer.id)
      const { name, purpose, needsNewer } = await aboutOf(deps)
      const mine = (await index.record(me))?.view
      const device = mine?.kind === 'person' ? mine.devices.find((each) => each.writer === deps.writer.id) : undefined
      return {
        id: library,
        name,
        purpose,
        dir,
        me,
        writer: deps.writer.id,
        isUnconfirmed: deps.writer.claims !== null && me !== deps.writer.claims,
        isClosed: device?.isClosed === true,
        needsNewer,
        isSample: isInside(deps.profileDir, dir),
        state: failure !== null ? 'offline' : known === null ? 'reading' : 'ready',
        failure: failure?.body ?? null,
        epoch: known?.epoch ?? '',
        n: known?.n ?? 0,
        pendingCount: known?.pendingCount ?? 0,
        ...(known?.isStreamed === true ? { isStreamed: true } : {}),
      }
    },
    async close() {
      isClosed = true
      if (timer !== null) clearTimeout(timer)
      hint?.close()
      await current
    },
  }
}

async function aboutOf({
  index,
  library,
  dir,
}: LibraryWatchDeps): Promise<Pick<LibraryView, 'name' | 'purpose' | 'needsNewer'>> {
  const heads = await index.heads(library)
  const about = libraryFields.about.safeParse(heads.find(({ field }) => field === 'about')?.body)
  // the founder's first batch may still be on its way
  return { ...(about.data ?? { name: basename(dir), purpose: 'team' as const }), needsNewer: needsNewerApp(heads) }
}

/** The system's word that something changed, where it watches a whole tree cheaply; Linux would need a watch a file. */
function hintAt({ dir, onHint }: { dir: string; onHint: () => void }): FSWatcher | null {
  if (process.platform !== 'darwin' && process.platform !== 'win32') return null
  try {
    let isPending = false
    const watcher = watch(join(dir, 'ops'), { recursive: true, persistent: false }, () => {
      if (isPending) return
      isPending = true
      setTimeout(() => {
        isPending = false
        onHint()
      }, 200)
    })
    watcher.on('error', () => watcher.close())
    return watcher
  } catch {
    return null
  }
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path)
  return way !== '' && !way.startsWith('..') && !isAbsolute(way)
}
