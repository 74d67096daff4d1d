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
import { sha256OfText } from '../library/sha256.ts'
import type { Clock } from '../ports.ts'
import type { Entries } from './entries.ts'
import { firstRow } from './first-row.ts'
import type { MediaPresence } from './media-presence.ts'
import type { OperationStore } from './operation-store.ts'
import type { Positions } from './positions.ts'
import { emptyLog, transaction } from './schema.ts'
import type { WordStore } from './word-store.ts'

const subjectsPerTransaction = 1000
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
  /** Folds and projects all that is marked, letting questions be answered in between. */
  run(): Promise<void>
}

export function createRefold(parts: RefoldParts): Refold {
  const { database, store, words, media, entries, positions } = parts
  const selectDirty = database.prepare('SELECT subject FROM dirty ORDER BY subject LIMIT ?')
  const clearDirty = database.prepare('DELETE FROM dirty WHERE subject = ?')
  const markAll = database.prepare('INSERT OR IGNORE INTO dirty (subject) SELECT DISTINCT subject FROM operations')
  const selectFolded = database.prepare("SELECT value FROM meta WHERE key = 'authority'")
  const setFolded = database.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('authority', ?)")
  let authority = readAuthority()
  let writerCount = 0

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

  function contextOf(subject: string): ProjectionContext {
    return {
      words: ({ words: digest }) => words.text(digest),
      pointingHere: entries.pointingAt(subject),
      isHere: ({ version, name }) => media.isHere({ subject, version, name }),
      sha256: sha256OfText,
      personOf: authority.personOf,
      showsHidden: parts.reader !== null && authority.isOwner(authority.personOf(parts.reader)),
      keepVideosMonths(thread) {
        const view = entries.view(thread)
        return view?.kind === 'thread' ? (view.keepVideosMonths ?? null) : null
      },
      nowMs: parts.clock.nowMs(),
    }
  }

  /** One record that nobody thought of must not keep all others from being shown. */
  function projectSafely(folded: RecordState): ReturnType<typeof projectRecord> {
    const { subject } = folded
    try {
      return projectRecord(folded, contextOf(subject))
    } catch (error) {
      if ((error as { code?: string } | null)?.code === 'ERR_SQLITE_ERROR') throw error
      console.error(`the record ${subject} cannot be shown:`, error)
      return null
    }
  }

  /** Projects one record and answers the records that its view spoke about before and does now. */
  function project(subject: string): { targets: string[]; hasForgotten: boolean } {
    const folded = state(subject)
    const before = entries.targetOf(subject)
    const hasForgotten = folded !== null && isWithdrawn(folded) && forget(subject)
    if (folded && !isWithdrawn(folded)) media.expect(subject, folderVersions(folded, sha256OfText))
    const projected = folded && projectSafely(folded)
    const searchable = projected ? searchableOf(projected.view, projected.text) : null
    const transcript = projected ? media.transcript(projected.view) : ''
    entries.put(subject, projected?.view ?? null, searchable && { ...searchable, transcript })
    const after = projected ? pointsAt(projected.view) : null
    return { targets: [before, after].filter((target) => target !== null), hasForgotten }
  }

  function projectPeople(): void {
    writerCount = positions.writers().length
    const writers = positions
      .writers()
      .map(({ writer, firstMs }) => ({ writer, firstMs, state: state(writer, 'writer') }))
    for (const { writer } of writers) {
      const view = projectPerson({ person: writer, state: state(writer, 'person'), writers, authority })
      const searchable = view && searchableOf(view, null)
      entries.put(writer, view, searchable && { ...searchable, transcript: '' })
    }
  }

  function nextSubjects(): string[] {
    return (selectDirty.all(subjectsPerTransaction) as { subject: string }[]).map(({ subject }) => subject)
  }

  return {
    get authority() {
      return authority
    },
    state,
    context: contextOf,
    async run() {
      if (nextSubjects().length === 0) return
      renewAuthority()
      let hasForgotten = false
      let hasPeople = false
      for (let subjects = nextSubjects(); subjects.length > 0; subjects = nextSubjects()) {
        transaction(database, () => {
          const targets = new Set<string>()
          for (const subject of subjects) {
            clearDirty.run(subject)
            if (subject.length !== itemIdLength) {
              hasPeople = true
              continue
            }
            const projected = project(subject)
            hasForgotten = projected.hasForgotten || hasForgotten
            for (const target of projected.targets) targets.add(target)
          }
          for (const target of targets) project(target)
        })
        await setImmediate()
      }
      if (hasPeople || positions.writers().length !== writerCount) transaction(database, projectPeople)
      if (hasForgotten) emptyLog(database)
    },
  }
}
