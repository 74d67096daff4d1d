import type { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { type Authority, foldAuthority } from '../../../domain/library/authority.ts'
import { foldRecord, type NamedRecord, type RecordState } from '../../../domain/library/fold.ts'
import type { ProjectionContext } from '../../../domain/projection/context.ts'
import { projectPerson } from '../../../domain/projection/person.ts'
import { pointsAt, projectRecord } from '../../../domain/projection/project.ts'
import { searchableOf } from '../../../domain/projection/searchable.ts'
import { isWithdrawn } from '../../../domain/projection/state.ts'
import { folderVersions } from '../../../domain/projection/versions.ts'
import type { RecordView } from '../../../domain/views/records.ts'
import { sha256OfText } from '../library/sha256.ts'
import type { Clock } from '../ports.ts'
import type { Entries } from './entries.ts'
import { firstRow } from './first-row.ts'
import type { LookForMedia, MediaNeeds, MediaPresence, RecordMedia } from './media-presence.ts'
import type { OperationStore } from './operation-store.ts'
import type { Positions } from './positions.ts'
import type { FoundMedia } from './reading.ts'
import { emptyLog, transaction } from './schema.ts'
import type { WordStore } from './word-store.ts'

const subjectsPerTransaction = 300
const itemIdLength = 16

export interface RefoldParts {
  database: DatabaseSync
  library: string
  founder: string
  /** The device that reads. */
  reader: string | null
  clock: Clock
  store: OperationStore
  words: WordStore
  media: MediaPresence
  entries: Entries
  positions: Positions
}

/** Turns operations into views, again for those records only that something new speaks of. */
export interface Refold {
  readonly authority: Authority
  state(subject: string, named?: NamedRecord): RecordState | null
  /** What a record's view is made of besides its own state. */
  context(subject: string): ProjectionContext
  /** Marks every record. */
  markAll(): void
  /** Folds and projects all that is marked, letting questions be answered in between. */
  run(look: LookForMedia): Promise<void>
}

/** Records that are folded, while their files are looked for. */
interface FoldedRecords {
  lastId: number
  /** With what each needs of files; null for one that needs none. */
  states: { subject: string; state: RecordState | null; needs: MediaNeeds | null }[]
  hasOthers: boolean
  found: Promise<FoundMedia[]>
}

export function createRefold(parts: RefoldParts): Refold {
  const { database, store, words, media, entries, positions } = parts
  const selectDirty = database.prepare('SELECT id, subject FROM dirty WHERE id > ? ORDER BY id LIMIT ?')
  const clearDirty = database.prepare('DELETE FROM dirty WHERE id <= ?')
  // The oldest first: what is searched is then numbered by its age.
  const markAll = database.prepare(
    'INSERT OR IGNORE INTO dirty (subject) SELECT subject FROM operations GROUP BY subject ORDER BY min(ms), subject',
  )
  const markUpdates = database.prepare(
    "INSERT OR IGNORE INTO dirty (subject) SELECT id FROM entries WHERE thread = ? AND kind = 'update' ORDER BY at_ms",
  )
  const selectFolded = database.prepare("SELECT value FROM meta WHERE key = 'authority'")
  const setFolded = database.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('authority', ?)")
  let authority = readAuthority()
  let writerCount = 0
  /** Of the records that are projected together; a thread asked for by each of its updates is read once. */
  const monthsOfThreads = new Map<string, number | null>()

  /** Judges everything again where claims, endorsements, closings or owners came since the last fold. */
  function renewAuthority(): void {
    const count = String(store.authorityCount())
    if (count === firstRow<{ value: string }>(selectFolded)?.value) return
    authority = readAuthority()
    transaction(database, () => {
      markAll.run()
      setFolded.run(count)
    })
  }

  function readAuthority(): Authority {
    return foldAuthority(store.ofAuthority(), parts.founder)
  }

  function state(subject: string, named?: NamedRecord): RecordState | null {
    return foldRecord({ subject, operations: store.ofSubject(subject), authority, sha256: sha256OfText, named })
  }

  /** Forgets a record's words; answers whether there were any. */
  function forget(subject: string): boolean {
    const hadWords = words.withdraw(subject)
    return media.forget(subject) || hadWords
  }

  function contextOf(subject: string, isHere?: ProjectionContext['isHere']): ProjectionContext {
    const own = words.ofSubject(subject)
    return {
      words: ({ words: digest }) => own.get(digest) ?? words.text(digest),
      pointingHere: entries.pointingAt(subject),
      isHere: isHere ?? media.ofRecord(subject).isHere,
      sha256: sha256OfText,
      personOf: authority.personOf,
      showsHidden: parts.reader !== null && authority.isOwner(authority.personOf(parts.reader)),
      keepVideosMonths,
      nowMs: parts.clock.nowMs(),
    }
  }

  function keepVideosMonths(thread: string): number | null {
    const known = monthsOfThreads.get(thread)
    if (known !== undefined) return known
    const months = monthsOf(entries.view(thread))
    monthsOfThreads.set(thread, months)
    return months
  }

  /** One record that nobody thought of must not keep all others from being shown. */
  function projectSafely(folded: RecordState, context: ProjectionContext): ReturnType<typeof projectRecord> {
    try {
      return projectRecord(folded, context)
    } catch (error) {
      if ((error as { code?: string } | null)?.code === 'ERR_SQLITE_ERROR') throw error
      console.error(`the record ${folded.subject} cannot be shown:`, error)
      return null
    }
  }

  /** Projects one record and answers the records that its view spoke about before and does now. */
  function project(
    subject: string,
    folded: RecordState | null,
    settled: RecordMedia | null,
  ): { targets: string[]; hasForgotten: boolean } {
    const hasForgotten = folded !== null && isWithdrawn(folded) && forget(subject)
    const recordMedia = settled ?? media.ofRecord(subject)
    const projected = folded && projectSafely(folded, contextOf(subject, recordMedia.isHere))
    const searchable = projected ? searchableOf(projected.view, projected.text) : null
    const transcript = projected ? recordMedia.transcript(projected.view) : ''
    const threadBefore = folded?.record === 'thread' ? entries.view(subject) : null
    const before = entries.put(subject, projected?.view ?? null, searchable && { ...searchable, transcript })
    if (projected?.view.kind === 'thread') {
      monthsOfThreads.clear()
      // Its updates say whether their videos are let go.
      if (threadBefore && monthsOf(threadBefore) !== monthsOf(projected.view)) markUpdates.run(subject)
    }
    const after = projected ? pointsAt(projected.view) : null
    return { targets: [before, after].filter((target) => target !== null), hasForgotten }
  }

  function projectPeople(): void {
    writerCount = positions.writerCount()
    const writers = positions
      .writers()
      .map(({ writer, firstMs }) => ({ writer, firstMs, state: state(writer, 'writer') }))
    for (const { writer } of writers) {
      const view = projectPerson({ person: writer, state: state(writer, 'person'), writers, authority })
      const searchable = view && searchableOf(view, null)
      entries.put(writer, view, searchable && { ...searchable, transcript: '' })
    }
  }

  /** Folds the next marked records and begins to look for their files; null where none is left. */
  function foldNext(afterId: number, look: LookForMedia): FoldedRecords | null {
    const rows = selectDirty.all(afterId, subjectsPerTransaction) as { id: number; subject: string }[]
    const last = rows.at(-1)
    if (last === undefined) return null
    const items = rows.filter(({ subject }) => subject.length === itemIdLength)
    const states = items.map(({ subject }) => {
      const folded = state(subject)
      const isKept = folded !== null && !isWithdrawn(folded)
      const versions = isKept ? folderVersions(folded, sha256OfText) : null
      return { subject, state: folded, needs: versions && media.compare(subject, versions) }
    })
    const wanted = states.flatMap(({ needs }) => needs?.wanted ?? [])
    const found = wanted.length === 0 ? Promise.resolve([]) : look(wanted)
    // Whoever waits for it hears of a failure; until then it must not count as unheard.
    found.catch(() => undefined)
    return { lastId: last.id, states, hasOthers: items.length < rows.length, found }
  }

  /** Answers whether words were forgotten. */
  function projectAll({ lastId, states }: FoldedRecords, found: FoundMedia[]): boolean {
    return transaction(database, () => {
      const nowMs = parts.clock.nowMs()
      const targets = new Set<string>()
      let hasForgotten = false
      let place = 0
      monthsOfThreads.clear()
      for (const { subject, state: folded, needs } of states) {
        const count = needs?.wanted.length ?? 0
        const recordMedia = needs && media.settle(needs, found.slice(place, place + count), nowMs)
        place += count
        const projected = project(subject, folded, recordMedia)
        hasForgotten = projected.hasForgotten || hasForgotten
        for (const target of projected.targets) targets.add(target)
      }
      for (const target of targets) project(target, state(target), null)
      clearDirty.run(lastId)
      return hasForgotten
    })
  }

  return {
    get authority() {
      return authority
    },
    state,
    context: (subject) => contextOf(subject),
    markAll: () => {
      transaction(database, () => markAll.run())
    },
    async run(look) {
      if (selectDirty.all(-1, 1).length === 0) return
      renewAuthority()
      let hasForgotten = false
      let hasPeople = false
      // What is marked meanwhile comes after.
      for (let next = foldNext(-1, look); next !== null; next ??= foldNext(-1, look)) {
        const current: FoldedRecords = next
        // The next ones' files are looked for while these are written.
        next = foldNext(current.lastId, look)
        hasForgotten = projectAll(current, await current.found) || hasForgotten
        hasPeople = hasPeople || current.hasOthers
        await setImmediate()
      }
      if (hasPeople || positions.writerCount() !== writerCount) transaction(database, projectPeople)
      if (hasForgotten) emptyLog(database)
    },
  }
}

function monthsOf(view: RecordView | null): number | null {
  return view?.kind === 'thread' ? (view.keepVideosMonths ?? null) : null
}
